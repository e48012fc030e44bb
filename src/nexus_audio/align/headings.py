"""Headings that stand by themselves: said between two pauses, wherever the path did not follow.

A host pauses around a heading, says something freely, and only then reads its text; the engine
garbles the heading, or leaves it out. The path takes such a heading for free speech. But between
its pauses it shows: it is an island of speech that has its words, or one that has none at all and
is about as long.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.onset import LONGER, SHORTER, Islands
from nexus_audio.align.similarity import similarity
from nexus_audio.align.tokens import Heard
from nexus_audio.models import Milliseconds, Span, Word

_ALIKE, _ALIKE_SHORT, _SHORT = 0.72, 0.8, 5
"""The similarity of all words between two pauses to a heading, also to one of few letters."""

_PART = 0.6
"""The share of an island's letters that are words of a heading of which others were dropped."""

_ABOUT = 0.7, 1.4
"""How long such an island is, as shares of the heading."""

_MORE = 1.5
"""What was heard has at most so many times the letters of the heading: "Gleich geht es um …"."""

_BEGINS = 0.85
"""The similarity of the words with which an island begins: what follows says nothing for them."""

_ISLANDS = 3
"""A heading has at most so many islands: it pauses at a comma or a colon."""

_TOGETHER: Milliseconds = 900
"""Islands with a longer pause between them are no one heading."""

HARDLY = 0.5
"""The share of an island's length that words in it account for, when it was hardly heard."""

_LATE = 0.5
"""The share of a word that has passed where it surely sounds: engines let words begin early."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A place where a heading stands by itself."""

    onset: Milliseconds
    tokens: range
    """The heard tokens; none for an island in which nothing was heard."""
    similarity: float
    """0 where nothing was heard."""
    alone: bool
    """Whether nothing else is said between its pauses."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Heard tokens that begin an island, and whether they are all until a pause."""

    onset: Milliseconds
    tokens: range
    alone: bool


class Headings:
    """The islands of a recording with what was heard in each."""

    def __init__(self, heard: Heard, words: Sequence[Word], islands: Islands) -> None:
        self._tokens = heard.tokens
        self._islands = islands.islands
        self._first = self._first_tokens(heard, words)

    def _first_tokens(self, heard: Heard, words: Sequence[Word]) -> list[int]:
        """The first token of each island, and behind the last the number of all tokens."""
        ends = [island.end for island in self._islands]
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
        begins = 0 <= index < len(self._islands) and self._first[index] == token
        return self._islands[index].start if begins else None

    def begin_of(self, token: int) -> Milliseconds:
        """When the island begins that a token lies in; -1 for none."""
        index = bisect_right(self._first, token) - 1
        return self._islands[index].start if 0 <= index < len(self._islands) else -1

    def ahead(self, token: int) -> int:
        """How many tokens of its island come before a token."""
        index = bisect_right(self._first, token) - 1
        return token - self._first[index] if 0 <= index < len(self._islands) else 0

    def first_token(self, time: Milliseconds) -> int:
        """The first token of the first island that begins at a time or later."""
        return self._first[bisect_left(self._islands, time, key=lambda island: island.start)]

    def standing(
        self, heading: Sequence[str], tokens: range, least: float | None = None
    ) -> list[Standing]:
        """Where the tokens of a heading stand among others, in spoken order.

        `least` asks for another than the usual similarity.
        """
        text = "".join(heading)
        usual = _ALIKE_SHORT if len(text) <= _SHORT else _ALIKE
        enough = usual if least is None else least
        found: dict[Milliseconds, Standing] = {}
        for run in self._runs(len(heading), tokens) if text else ():
            said = "".join(self._tokens[run.tokens.start : run.tokens.stop])
            if not SHORTER * len(text) <= len(said) <= _MORE * len(text):
                continue
            alike, best = similarity(said, text), found.get(run.onset)
            better = best is None or (run.alone, alike) > (best.alone, best.similarity)
            if alike >= (enough if run.alone else max(enough, _BEGINS)) and better:
                found[run.onset] = Standing(
                    onset=run.onset, tokens=run.tokens, similarity=alike, alone=run.alone
                )
        return _apart(sorted(found.values(), key=lambda one: one.onset))

    def partly(self, heading: Sequence[str], tokens: range, length: Milliseconds) -> list[Standing]:
        """The islands as long as a heading in which only words of it were heard, not all.

        `length` is how long the heading takes to say.
        """
        found = []
        for index in range(bisect_left(self._first, tokens.start), len(self._islands)):
            said = range(self._first[index], self._first[index + 1])
            if said.stop > tokens.stop:
                break
            words = [self._tokens[token] for token in said]
            share = _share(words, heading) if self._fits(index, length) else 0.0
            if share >= _PART:
                onset = self._islands[index].start
                found.append(Standing(onset=onset, tokens=said, similarity=share, alone=True))
        return found

    def _fits(self, index: int, length: Milliseconds) -> bool:
        lasts = self._islands[index].end - self._islands[index].start
        return _ABOUT[0] * length <= lasts <= _ABOUT[1] * length

    def _runs(self, count: int, tokens: range) -> Iterator[_Run]:
        """What may be a heading of so many tokens: all of up to three islands, or their begin."""
        position = max(0, bisect_right(self._first, tokens.start) - 1)
        for index in range(position, len(self._islands)):
            first = self._first[index]
            if first >= tokens.stop:
                return
            if first < tokens.start or first == self._first[index + 1]:
                continue
            yield from self._of_island(index, count, tokens.stop)

    def _of_island(self, index: int, count: int, stop: int) -> Iterator[_Run]:
        first, onset = self._first[index], self._islands[index].start
        ends = {
            self._first[last]: True
            for last in range(index + 1, min(index + _ISLANDS, len(self._islands)) + 1)
            if last == index + 1 or self._together(index, last - 1)
        }
        for length in range(max(1, count - 1), count + 2):
            ends.setdefault(first + length, False)
        for end, alone in ends.items():
            if first < end <= stop and (alone or end <= self._first[index + 1]):
                yield _Run(onset, range(first, end), alone)

    def _together(self, first: int, last: int) -> bool:
        return all(
            self._islands[index + 1].start - self._islands[index].end <= _TOGETHER
            for index in range(first, last)
        )

    def sparse(self, length: Milliseconds, span: Span, pace: float) -> list[Standing]:
        """The islands in a span that are about as long, and in which hardly anything was heard.

        `pace` is how many milliseconds a letter takes.
        """
        first = bisect_left(self._islands, span.start, key=lambda island: island.start)
        last = bisect_left(self._islands, span.end, key=lambda island: island.start)
        return [
            Standing(
                onset=self._islands[index].start,
                tokens=range(self._first[index], self._first[index]),
                similarity=0.0,
                alone=True,
            )
            for index in range(first, last)
            if self._is_sparse(index, length, pace)
        ]

    def _is_sparse(self, index: int, length: Milliseconds, pace: float) -> bool:
        lasts = self._islands[index].end - self._islands[index].start
        tokens = self._tokens[self._first[index] : self._first[index + 1]]
        heard = pace * sum(len(token) for token in tokens)
        return SHORTER * length <= lasts <= LONGER * length and heard <= HARDLY * lasts


def _share(words: Sequence[str], heading: Sequence[str]) -> float:
    """The share of what was heard that is words of a heading, by letters; 0 for small ones."""
    letters = sum(map(len, words))
    own = sum(
        len(word)
        for word in words
        if len(word) > _SHORT and max(similarity(word, text) for text in heading) >= _ALIKE
    )
    return own / letters if letters else 0.0


def _apart(found: Sequence[Standing]) -> list[Standing]:
    """The best of those that share tokens: the second half of a heading may resemble it, too."""
    kept: list[Standing] = []
    for one in found:
        if kept and one.tokens.start < kept[-1].tokens.stop:
            if one.similarity > kept[-1].similarity:
                kept[-1] = one
        else:
            kept.append(one)
    return kept
