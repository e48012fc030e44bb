"""The host's corrections: wherever the words stand, they are written as the host says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Segment, Transcript, Word

_PUNCTUATION = re.compile(r"[.,;:!?…]+$")


def apply_corrections(
    transcript: Transcript, corrections: Sequence[Mapping[str, str]]
) -> Transcript:
    """The transcript with the host's corrections, wherever the words of `heard` stand.

    A correction is `{"heard": ..., "write": ...}`; case and punctuation do not
    matter for finding it. Corrected words keep what was heard in `heard`.
    """
    wanted = {fold(item["heard"]): item["write"] for item in corrections if fold(item["heard"])}
    if not wanted:
        return transcript
    return replace(
        transcript,
        segments=tuple(_corrected(segment, wanted) for segment in transcript.segments),
    )


def _corrected(segment: Segment, wanted: Mapping[str, str]) -> Segment:
    words: list[Word] = []
    rest = segment.words
    while rest:
        count, text = _longest(rest, wanted)
        if count:
            ending = _PUNCTUATION.search(rest[count - 1].text)
            words.append(joined(rest[:count], text + (ending.group() if ending else "")))
        else:
            words.append(rest[0])
        rest = rest[count or 1 :]
    return replace(segment, words=tuple(words), text=" ".join(word.text for word in words))


def _longest(words: Sequence[Word], wanted: Mapping[str, str]) -> tuple[int, str]:
    longest, found, letters = max(map(len, wanted)), (0, ""), ""
    for count, word in enumerate(words, start=1):
        letters += fold(word.text)
        if len(letters) > longest:
            break
        if letters in wanted and fold(word.text):
            found = count, wanted[letters]
    return found


def joined(words: Sequence[Word], text: str) -> Word:
    """Words as one that is written otherwise and keeps what was heard."""
    return replace(
        words[0],
        text=text,
        heard=" ".join(word.heard or word.text for word in words),
        end=words[-1].end,
        probability=min(word.probability for word in words),
    )
