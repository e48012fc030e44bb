"""Utterances as captions that can be read while they are heard.

What stands in a caption is found by `layout`; here is when it is seen: from its first word
on, for 5/6 to 7 seconds, and at 17 characters a second where there is time
(Netflix, Timed Text Style Guide).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nexus_audio.feed.layout import LONGEST, captions, lines, text_of
from nexus_audio.models import Cue, EditList, Milliseconds, Utterance, Word

SHORTEST = 833
"""Milliseconds."""
PER_CHARACTER = 1000 / 17
"""Milliseconds that reading takes."""


def kept_utterances(utterances: Sequence[Utterance], edits: EditList) -> tuple[Utterance, ...]:
    """The utterances on the episode's clock, without the words of which more than half was cut."""
    moved = (_kept_words(utterance, edits) for utterance in utterances)
    return tuple(
        replace(utterance, words=words)
        for utterance, words in zip(utterances, moved, strict=True)
        if words
    )


def make_cues(
    utterances: Sequence[Utterance], duration: Milliseconds, speaker: str
) -> tuple[Cue, ...]:
    """Captions of at most two lines, in order, not overlapping, within the duration.

    `utterances` are on the episode's clock. A line is only longer than 32 characters
    where a single word is.
    """
    runs = [
        (words, utterance.language)
        for utterance in utterances
        for words in captions(utterance.words, utterance.language)
    ]
    bounds = [*_starts([words for words, _ in runs], duration), duration]
    return tuple(
        Cue(
            start=bounds[index],
            end=_end(words, bounds[index], bounds[index + 1]),
            lines=lines(words, language),
            language=language,
            speaker=speaker,
        )
        for index, (words, language) in enumerate(runs)
    )


def _kept_words(utterance: Utterance, edits: EditList) -> tuple[Word, ...]:
    moved = (_kept(word, edits) for word in utterance.words if word.text.strip())
    return tuple(word for word in moved if word is not None)


def _kept(word: Word, edits: EditList) -> Word | None:
    """The word on the episode's clock; none when more than half of it was cut."""
    parts = edits.parts(word.start, word.end)
    longest = max(parts, key=lambda part: part.end - part.start, default=None)
    if longest is None or 2 * (longest.end - longest.start) < word.end - word.start:
        return None
    return replace(word, start=longest.start, end=longest.end)


def _starts(runs: Sequence[Sequence[Word]], duration: Milliseconds) -> list[Milliseconds]:
    """When each caption starts: with its first word, but after the one before.

    Engines give words of no length and words that overlap; each caption keeps a moment.
    """
    starts: list[Milliseconds] = []
    for index, words in enumerate(runs):
        earliest = starts[-1] + 1 if starts else 0
        starts.append(min(max(words[0].start, earliest), duration - len(runs) + index))
    return starts


def _end(words: Sequence[Word], start: Milliseconds, following: Milliseconds) -> Milliseconds:
    """When a caption ends: with its words, or later where reading takes longer and time is left."""
    needed = min(max(SHORTEST, round(len(text_of(words)) * PER_CHARACTER)), LONGEST)
    return min(max(words[-1].end, start + needed), following)
