"""Utterances cut into captions that can be read while they are heard.

The numbers are those of the trade: two lines of 32 characters (Apple's rule for SRT;
joined they make the 65 that Apple allows a line of WebVTT), 5/6 to 7 seconds and 17
characters a second (Netflix, Timed Text Style Guide).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nexus_audio.models import Cue, EditList, Milliseconds, Utterance, Word

LINE = 32
"""Characters."""
SHORTEST = 833
"""Milliseconds."""
LONGEST = 7000
"""Milliseconds."""
PER_CHARACTER = 1000 / 17
"""Milliseconds that reading takes."""
PAUSE = 1000
"""Milliseconds of silence over which no caption stays."""

_SENTENCE = re.compile(r".*[.!?…][\"'”“«»)\]]*")
_CLAUSE = re.compile(r".*[,;:–—][\"'”“«»)\]]*")
_ABBREVIATION = re.compile(r"\d+\.|\w{1,2}\.|[–—]")
"""An ordinal, `z.`, `Dr.`: these dots end nothing."""


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
        (words, utterance.language) for utterance in utterances for words in _runs(utterance.words)
    ]
    bounds = [*_starts([words for words, _ in runs], duration), duration]
    return tuple(
        Cue(
            start=bounds[index],
            end=_end(words, bounds[index], bounds[index + 1]),
            lines=_lines(words),
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
    middle = (word.start + word.end) // 2
    for placed, span in edits.placed:
        if span.start <= middle <= span.end:
            shift = placed - span.start
            start, end = max(word.start, span.start), min(word.end, span.end)
            return replace(word, start=start + shift, end=end + shift)
    return None


def _runs(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """The words in runs that each make one caption."""
    while words:
        count = _best_break(words, _fitting(words))
        yield words[:count]
        words = words[count:]


def _fitting(words: Sequence[Word]) -> int:
    """How many words fit into one caption, by length, time and pauses; at least one."""
    for count in range(2, len(words) + 1):
        last = words[count - 1]
        paused = last.start - words[count - 2].end >= PAUSE
        if paused or last.end - words[0].start > LONGEST or not _lines(words[:count]):
            return count - 1
    return len(words)


def _best_break(words: Sequence[Word], most: int) -> int:
    """Where to end the caption: at a sentence, else at a clause, else where it is full."""
    if most == len(words):
        return most
    long_enough = [count for count in range(1, most) if len(_text(words[:count])) >= LINE // 2]
    return max([*long_enough, most], key=lambda count: (_strength(words[count - 1].text), count))


def _strength(word: str) -> int:
    if _ABBREVIATION.fullmatch(word):
        return 0
    return 2 if _SENTENCE.fullmatch(word) else 1 if _CLAUSE.fullmatch(word) else 0


def _lines(words: Sequence[Word]) -> tuple[str, ...]:
    """The words as one line or two lines of like length; nothing when they do not fit."""
    whole = _text(words)
    if _fits(whole):
        return (whole,)
    splits = [(_text(words[:index]), _text(words[index:])) for index in range(1, len(words))]
    fitting = [split for split in splits if _fits(split[0]) and _fits(split[1])]
    return min(fitting, key=lambda split: max(map(len, split)), default=())


def _fits(line: str) -> bool:
    """Whether it is a line: short enough, or one word that cannot be broken."""
    return len(line) <= LINE or " " not in line


def _text(words: Sequence[Word]) -> str:
    return " ".join(" ".join(word.text for word in words).split())


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
    needed = min(max(SHORTEST, round(len(_text(words)) * PER_CHARACTER)), LONGEST)
    return min(max(words[-1].end, start + needed), following)
