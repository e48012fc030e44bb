"""Words laid out as captions of at most two lines, at the least cost.

Of all ways to cut the words, the one is taken whose captions cost least. It costs most to
part what belongs together, then to end in the middle of a clause, then to end at a clause;
to end with a sentence is free. A caption that holds the end of one sentence and the beginning
of the next costs a little, and so does one of a few letters, and each one as such.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from nexus_audio.feed.breaks import Break, break_after
from nexus_audio.models import Milliseconds, Word

LINE = 32
"""Characters; Apple's rule for SRT."""
LONGEST = 7000
"""Milliseconds that a caption may stay (Netflix, Timed Text Style Guide)."""
PAUSE = 1000
"""Milliseconds of silence over which no caption stays."""
SCRAP = LINE // 2
"""Characters; fewer flash by."""

_ENDING = {Break.SENTENCE: 0, Break.CLAUSE: 2, Break.OPEN: 5, Break.BOUND: 20}
_EACH, _MIXED, _SHORT = 1, 2, 3


def captions(words: Sequence[Word], language: str) -> tuple[Sequence[Word], ...]:
    """The words in runs that each make one caption; there is at least one word."""
    texts = [text_of([word]) for word in words]
    breaks = [break_after(texts, index, language) for index in range(len(texts) - 1)]
    breaks.append(Break.SENTENCE)
    costs: list[float] = [0, *[float("inf")] * len(words)]
    starts = [0] * len(costs)
    for start in range(len(words)):
        for end in _ends(words, texts, start):
            cost = costs[start] + _cost(texts, breaks, start, end)
            if cost <= costs[end]:
                costs[end], starts[end] = cost, start
    bounds = [len(words)]
    while bounds[-1]:
        bounds.append(starts[bounds[-1]])
    return tuple(words[start:end] for start, end in pairwise(reversed(bounds)))


def lines(words: Sequence[Word], language: str) -> tuple[str, ...]:
    """The words of a caption as one line, or as two that part nothing and are of like length.

    A line is only longer than 32 characters where a single word is.
    """
    texts = [text_of([word]) for word in words]
    if len(texts) == 1 or len(" ".join(texts)) <= LINE:
        return (" ".join(texts),)
    places = [index for index in range(1, len(texts)) if _fit(texts[:index], texts[index:])]

    def cost(index: int) -> tuple[bool, int]:
        bound = break_after(texts, index - 1, language) is Break.BOUND
        return bound, max(len(" ".join(texts[:index])), len(" ".join(texts[index:])))

    best = min(places, key=cost)
    return " ".join(texts[:best]), " ".join(texts[best:])


def text_of(words: Sequence[Word]) -> str:
    """The words as one line."""
    return " ".join(" ".join(word.text for word in words).split())


def _ends(words: Sequence[Word], texts: Sequence[str], start: int) -> Iterator[int]:
    """Where a caption that begins with a word may end, by lines, time and pauses."""
    used, room = 1, LINE - len(texts[start])
    yield start + 1
    for index in range(start + 1, len(words)):
        paused = words[index].start - words[index - 1].end >= PAUSE
        room -= len(texts[index]) + 1
        if room < 0:
            used, room = used + 1, LINE - len(texts[index])
        if paused or used > 2 or _lasts(words, start, index) > LONGEST:
            return
        yield index + 1


def _lasts(words: Sequence[Word], first: int, last: int) -> Milliseconds:
    return words[last].end - words[first].start


def _cost(texts: Sequence[str], breaks: Sequence[Break], start: int, end: int) -> int:
    ending = breaks[end - 1]
    mixed = ending is not Break.SENTENCE and Break.SENTENCE in breaks[start : end - 1]
    short = sum(len(text) + 1 for text in texts[start:end]) <= SCRAP
    return _EACH + _ENDING[ending] + _MIXED * mixed + _SHORT * short


def _fit(*halves: Sequence[str]) -> bool:
    return all(len(" ".join(half)) <= LINE or len(half) == 1 for half in halves)
