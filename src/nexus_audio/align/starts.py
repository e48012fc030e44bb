"""When each section starts: the first trustworthy hit, moved to where the sound says."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf

from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import Finding, Passage, first_passage
from nexus_audio.align.path import Match
from nexus_audio.align.similarity import SCALE, similarities
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.models import Milliseconds, Section, Word

_FURTHEST = 400
"""So many heard tokens an ad-lib between a heading and its text may have."""

_SAID = 0.85
"""The similarity of a heading that stands by itself: there are no neighbours to confirm it."""

_MOST_MISSED = 12
"""Written tokens before the first hit that may have been misheard; more were not spoken."""


class Placed(StrEnum):
    """By what a start was found."""

    WORDS = "words"
    ONSET = "onset"
    ISLAND = "island"
    """An unheard heading, by an island of speech of its length."""
    BELOW = "below"
    """A category whose heading was not found, by its first section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When a section starts, and how that was found."""

    time: Milliseconds
    placed: Placed
    passage: Passage
    """The first passage of the section, or of the one below that it was placed by."""
    missed: int = 0
    """Written tokens before the first hit."""


class Clock:
    """The times of heard tokens, and how fast this host speaks."""

    def __init__(self, heard: Heard, words: Sequence[Word]) -> None:
        self._heard = heard
        self._words = words
        letters = sum(len(token) for token in heard.tokens)
        self._pace = sum(word.end - word.start for word in words) / max(1, letters)

    @property
    def tokens(self) -> Sequence[str]:
        """The heard tokens."""
        return self._heard.tokens

    def word(self, token: int) -> Word:
        """The word that a heard token belongs to."""
        return self._words[int(self._heard.word[token])]

    def words(self, tokens: range) -> Sequence[Word]:
        """The words that a run of heard tokens belongs to."""
        if not tokens:
            return ()
        first, last = self._heard.word[tokens[0]], self._heard.last_word[tokens[-1]]
        return self._words[int(first) : int(last) + 1]

    def length(self, tokens: Sequence[str]) -> Milliseconds:
        """How long this host would speak these tokens."""
        return round(self._pace * sum(len(token) for token in tokens))


def place_starts(
    findings: Sequence[Finding],
    sections: Sequence[Section],
    written: Written,
    clock: Clock,
    islands: Islands,
) -> dict[int, Start]:
    """The start of each section that was spoken, by its index.

    From the last to the first, so that each start knows the one it must precede,
    and a category whose heading was not heard knows its first topic.
    """
    placing = _Placing(written, clock, islands, findings)
    starts: dict[int, Start] = {}
    before: float = inf
    for passage in placing.latest_first():
        start = placing.by_words(passage, before)
        starts[passage.section] = start
        before = start.time
    for section in reversed(range(len(sections))):
        below = [starts[index] for index in _below(section, sections) if index in starts]
        if section not in starts and below and not sections[section].blocks:
            starts[section] = placing.above(section, below)
    return starts


def _below(section: int, sections: Sequence[Section]) -> Iterator[int]:
    """The sections under a heading."""
    for index in range(section + 1, len(sections)):
        if sections[index].level <= sections[section].level:
            return
        yield index


class _Placing:
    """What placing a start needs to know of the recording and of the text."""

    def __init__(
        self, written: Written, clock: Clock, islands: Islands, findings: Sequence[Finding]
    ) -> None:
        self._written = written
        self._clock = clock
        self._islands = islands
        takes = [finding.take for finding in findings if finding.take]
        self._firsts = [first_passage(take, written) for take in takes]
        self._hits = sorted(hit.heard for take in takes for hit in take.hits)

    def latest_first(self) -> list[Passage]:
        return sorted(self._firsts, key=lambda passage: passage.first.heard, reverse=True)

    def by_words(self, passage: Passage, before: float) -> Start:
        written, first = self._written, passage.first
        begin, _ = written.range_of(passage.section)
        body = written.end_of_heading(passage.section)
        heading = range(begin, body) if first.first_written >= body else range(0)
        unheard = range(body if heading else begin, first.first_written)
        time, placed = self._settled(first, unheard, before)
        missed = first.first_written - begin
        return self._heading_of(passage, heading, time, len(unheard)) or Start(
            time=time, placed=placed, passage=passage, missed=missed
        )

    def above(self, section: int, below: Sequence[Start]) -> Start:
        heading = range(*self._written.range_of(section))
        for start in sorted(below, key=lambda start: start.time):
            found = self._heading_of(start.passage, heading, start.time, 0)
            if found is not None:
                return found
        first = below[0]
        return Start(
            time=first.time, placed=Placed.BELOW, passage=first.passage, missed=len(heading)
        )

    def _heading_of(
        self, passage: Passage, heading: range, time: Milliseconds, missed: int
    ) -> Start | None:
        """The start of a heading that the path did not match, before what it heads."""
        if not heading:
            return None
        after = self._last_before(passage.first)
        word = self._said_before(heading, passage.first)
        if word is not None:
            onset = self._islands.onset_near(word.start, word.end, after, time)
            if onset is not None:
                return Start(time=onset, placed=Placed.ONSET, passage=passage, missed=missed)
        island = self._islands.onset_before(time, self._length(heading), after)
        if island is None:
            return None
        return Start(time=island, placed=Placed.ISLAND, passage=passage, missed=missed)

    def _said_before(self, heading: range, first: Match) -> Word | None:
        """The first word of a heading said some time before its text, an ad-lib in between."""
        position = bisect_left(self._hits, first.first_heard)
        begin = self._hits[position - 1] + 1 if position else 0
        begin = max(begin, first.first_heard - _FURTHEST)
        runs = [
            (token, "".join(self._clock.tokens[token : token + count]))
            for token in range(begin, first.first_heard)
            for count in range(max(1, len(heading) - 1), len(heading) + 2)
            if token + count <= first.first_heard
        ]
        if not runs:
            return None
        text = "".join(self._written.tokens[token] for token in heading)
        alike = similarities([run for _, run in runs], [text])[:, 0]
        best = int(alike.argmax())
        return self._clock.word(runs[best][0]) if alike[best] >= _SAID * SCALE else None

    def _settled(self, first: Match, unheard: range, before: float) -> tuple[Milliseconds, Placed]:
        word = self._clock.word(first.first_heard)
        after = self._last_before(first)
        missed = self._length(unheard) if len(unheard) <= _MOST_MISSED else 0
        for expected in dict.fromkeys((word.start - missed, word.start)):
            onset = self._islands.onset_near(expected, word.end, after, before)
            if onset is not None:
                return onset, Placed.ONSET
        return word.start, Placed.WORDS

    def _length(self, tokens: range) -> Milliseconds:
        return self._clock.length([self._written.tokens[token] for token in tokens])

    def _last_before(self, first: Match) -> Milliseconds:
        """The middle of the last understood word before a hit; what is later may be its own."""
        position = bisect_left(self._hits, first.first_heard)
        if position == 0:
            return -1
        word = self._clock.word(self._hits[position - 1])
        return (word.start + word.end) // 2
