"""The host's corrections: wherever the words stand, they are written as the host says.

They are looked for twice: among the words as the engine heard them, and again
among the words as the transcript shows them, because those are what the host sees.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Segment, Transcript, Utterance, Word

_PUNCTUATION = re.compile(r"[.,;:!?…]+$")


Corrections = Sequence[Mapping[str, str]]


def apply_corrections(transcript: Transcript, corrections: Corrections) -> Transcript:
    """The transcript with the host's corrections, wherever the words of `heard` stand.

    A correction is `{"heard": ..., "write": ...}`; case and punctuation do not
    matter for finding it. Corrected words keep what was heard in `heard`.
    """
    if not (wanted := _wanted(corrections)):
        return transcript
    return replace(
        transcript,
        segments=tuple(_segment(segment, wanted) for segment in transcript.segments),
    )


def correct_shown(
    utterances: Sequence[Utterance], corrections: Corrections
) -> tuple[Utterance, ...]:
    """The utterances with the host's corrections, wherever the words stand as they are shown."""
    if not (wanted := _wanted(corrections)):
        return tuple(utterances)
    return tuple(replace(one, words=_corrected(one.words, wanted)) for one in utterances)


def unused(corrections: Corrections, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """What the host wants corrected and what stands nowhere, as the host wrote it."""
    words = [word for utterance in utterances for word in utterance.words]
    known = {fold(word.heard) for word in words} | {fold(word.text) for word in words}
    return tuple(
        item["heard"]
        for item in corrections
        if fold(item["heard"]) not in known and fold(item["write"]) not in known
    )


def _wanted(corrections: Corrections) -> dict[str, str]:
    return {fold(item["heard"]): item["write"] for item in corrections if fold(item["heard"])}


def _segment(segment: Segment, wanted: Mapping[str, str]) -> Segment:
    words = _corrected(segment.words, wanted)
    return replace(segment, words=words, text=" ".join(word.text for word in words))


def _corrected(rest: Sequence[Word], wanted: Mapping[str, str]) -> tuple[Word, ...]:
    words: list[Word] = []
    while rest:
        count, text = _longest(rest, wanted)
        if count:
            ending = _PUNCTUATION.search(rest[count - 1].text)
            words.append(joined(rest[:count], text + (ending.group() if ending else "")))
        else:
            words.append(rest[0])
        rest = rest[count or 1 :]
    return tuple(words)


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
