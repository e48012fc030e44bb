"""What an island of speech says, and how much it looks like a heading.

A host pauses around a heading, says something freely, and only then reads its text; the engine
garbles the heading, or leaves it out. The path takes such a heading for free speech. But between
its pauses it shows: it is an island of speech that has its words, or one that has hardly any and
is about as long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import log

from nexus_audio.align.onset import LONGER, SHORTER, Islands
from nexus_audio.align.similarity import SCALE, similarities, similarity
from nexus_audio.align.tokens import Heard
from nexus_audio.models import Milliseconds, Word

_ISLANDS = 3
"""A heading has at most so many islands: it pauses at a comma or a colon."""

_TOGETHER: Milliseconds = 900
"""Islands with a longer pause between them are no one heading."""

_FURTHER = 0.2
"""How much better a heading must fit several islands than one."""

_MOST = 2
"""What was heard has at most so many times the letters of the heading."""

_BEGINS, _BETTER = 0.72, 0.1
"""The similarity of the words with which an island begins, and by how much it is the better one."""

_FIRST = 0.6
"""The similarity of the first word of an island that may begin with a heading."""

_HARDLY = 0.5
"""The share of an island's length that words in it account for, when it was hardly heard."""

_LATE = 0.5
"""The share of a word that has passed where it surely sounds: engines let words begin early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A heading that is looked for."""

    tokens: tuple[str, ...]
    length: Milliseconds
    """How long this host takes to say it."""
    pace: float
    """Milliseconds a letter."""

    @property
    def text(self) -> str:
        """All its letters."""
        return "".join(self.tokens)

    def fits(self, lasts: Milliseconds) -> bool:
        """Whether speech is about as long."""
        return SHORTER * self.length <= lasts <= LONGER * self.length


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How much some islands, or the words that one begins with, look like a heading."""

    onset: Milliseconds
    end: Milliseconds
    tokens: range
    """The heard tokens."""
    similarity: float
    """0 where nothing was heard."""
    off: float
    """The logarithm of how many times longer or shorter it is; 0 for words amid speech."""
    silent: bool
    """Whether it is as long as the heading, and hardly anything was heard in it."""
    alone: bool
    """Whether nothing else is said between its pauses."""


class Headings:
    """The islands of a recording with what was heard in each."""

    def __init__(self, heard: Heard, words: Sequence[Word], islands: Islands) -> None:
        self._heard = heard
        self._words = words
        self._tokens = heard.tokens
        self.islands = islands.islands
        self._first = self._first_tokens(heard, words)

    def _first_tokens(self, heard: Heard, words: Sequence[Word]) -> list[int]:
        """The first token of each island, and behind the last the number of all tokens."""
        ends = [island.end for island in self.islands]
        first = [0] * (len(ends) + 1)
        count = 0
        for token, word in enumerate(heard.word.tolist()):
            moment = words[word].start + _LATE * (words[word].end - words[word].start)
            # Times that go backwards stay where they were heard.
            island = max(count, bisect_right(ends, moment))
            while count < min(island, len(ends)):
                count += 1
                first[count] = token
        first[count + 1 :] = [len(heard.tokens)] * (len(ends) - count)
        return first

    def onset_of(self, token: int) -> Milliseconds | None:
        """The onset of the island that begins with a token; none for one amid speech."""
        index = bisect_right(self._first, token) - 1
        begins = 0 <= index < len(self.islands) and self._first[index] == token
        return self.islands[index].start if begins else None

    def ahead(self, token: int) -> int:
        """How many tokens of its island come before a token."""
        index = bisect_right(self._first, token) - 1
        return token - self._first[index] if 0 <= index < len(self.islands) else 0

    def first_token(self, time: Milliseconds) -> int:
        """The first token of the first island that begins at a time or later."""
        return self._first[self.index(time)]

    def index(self, time: float) -> int:
        """The index of the first island that begins at a time or later."""
        return bisect_left(self.islands, time, key=lambda island: island.start)

    def tokens(self, index: int) -> range:
        """What was heard in an island."""
        return range(self._first[index], self._first[index + 1])

    def said(self, tokens: range) -> str:
        """Heard tokens in one piece."""
        return "".join(self._tokens[tokens.start : tokens.stop])

    def beginning_with(self, heading: Sequence[str], islands: Sequence[int]) -> set[int]:
        """Those of some islands whose first word is like that of a heading."""
        by_first: dict[str, list[int]] = defaultdict(list)
        for index in islands:
            if tokens := self.tokens(index):
                by_first[self._tokens[tokens.start]].append(index)
        if not (by_first and heading):
            return set()
        alike = similarities(list(by_first), heading[:1])[:, 0] >= _FIRST * SCALE
        return {
            index
            for is_alike, begin in zip(alike, by_first.values(), strict=True)
            if is_alike
            for index in begin
        }

    def look(self, index: int, wanted: Wanted, others: Sequence[int] = ()) -> Look:
        """How much the speech that begins with an island looks like a heading.

        No island but the first holds any of the `others`, tokens of a text, ascending.
        """
        last, alike = self._extent(index, wanted, others)
        begins = self._beginning(index, wanted)
        if begins is not None and begins.similarity >= max(_BEGINS, alike + _BETTER):
            return self._alone_after_all(index, begins, wanted)
        onset, end = self.islands[index].start, self.islands[last].end
        tokens = range(self._first[index], self._first[last + 1])
        lasts = end - onset
        little = wanted.pace * len(self.said(tokens)) <= _HARDLY * lasts
        return Look(
            onset=onset,
            end=end,
            tokens=tokens,
            similarity=alike,
            off=_off(lasts, wanted.length),
            silent=wanted.fits(lasts) and little,
            alone=True,
        )

    def _extent(self, index: int, wanted: Wanted, others: Sequence[int]) -> tuple[int, float]:
        """The last island that a heading fits best, if it begins with one, and how alike it is."""
        best = -9.0
        found = index, 0.0
        for last in range(index, min(index + _ISLANDS, len(self.islands))):
            if last > index and not self._goes_on(last, others):
                break
            said = self.said(range(self._first[index], self._first[last + 1]))
            alike = similarity(said, wanted.text) if 0 < len(said) <= _longest(wanted) else 0.0
            off = _off(self.islands[last].end - self.islands[index].start, wanted.length)
            fit = 2 * alike - off - (_FURTHER if last > index else 0.0)
            if fit > best:
                best, found = fit, (last, alike)
        return found

    def _goes_on(self, index: int, others: Sequence[int]) -> bool:
        """Whether an island may go on with the heading of the one before it."""
        near = self.islands[index].start - self.islands[index - 1].end <= _TOGETHER
        tokens = self.tokens(index)
        return near and bisect_left(others, tokens.start) == bisect_left(others, tokens.stop)

    def _alone_after_all(self, index: int, begins: Look, wanted: Wanted) -> Look:
        """An island as long as the heading is all of it; more was heard than was said."""
        island = self.islands[index]
        lasts = island.end - island.start
        if not wanted.fits(lasts):
            return begins
        off = _off(lasts, wanted.length)
        return replace(begins, end=island.end, off=off, alone=True)

    def _beginning(self, index: int, wanted: Wanted) -> Look | None:
        """The words with which an island begins, before others: as many as a heading has."""
        said, count = self.tokens(index), len(wanted.tokens)
        lengths = range(max(1, count - 1), min(count + 2, len(said)))
        runs = [range(said.start, said.start + length) for length in lengths]
        if not runs:
            return None
        alike, tokens = max(
            ((similarity(self.said(run), wanted.text), run) for run in runs),
            key=lambda pair: (pair[0], len(pair[1])),
        )
        onset = self.islands[index].start
        return Look(
            onset=onset,
            end=max(onset, self._words[int(self._heard.word[tokens[-1]])].end),
            tokens=tokens,
            similarity=alike,
            off=0.0,
            silent=False,
            alone=False,
        )


def _longest(wanted: Wanted) -> int:
    return _MOST * len(wanted.text) + 4


def _off(lasts: Milliseconds, length: Milliseconds) -> float:
    return abs(log(max(lasts, 50) / max(length, 50)))
