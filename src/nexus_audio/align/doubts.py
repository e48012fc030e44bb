"""What speaks against a start, seen without knowing the truth.

Hosts pause before a section, say its heading, and go on with its text. Where one of these is
missing, or something is said twice, the start may be another one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, log10

from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import LONGER, Islands
from nexus_audio.align.passages import Finding, quality
from nexus_audio.align.path import Match
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.similarity import SCALE, similarities
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.tokens import Written
from nexus_audio.models import Milliseconds

_PAUSE: Milliseconds = 600
"""So much quiet before a start says nothing against it."""

_SLACK = 4
"""Heard tokens more than twice those of a heading among which it is looked for."""
_FIRST, _FOLLOWED = 10, 7
"""Among so many heard tokens, so many of the text follow each other where it begins."""
_BEGINS, _LONG, _WITHIN, _OFTEN = 12, 4, 40, 3
"""Of the first words of a text, those with so many letters are said no more often than they are
written in so many tokens; that so many of them are says that the text was begun again."""
_SILENT = 0.5
"""What speaks against an island of just the length of a heading of which nothing was heard."""
_SURELY = 4
"""A place that one time in ten to the power of this is another one has no rival."""
_SAME = 0.75
"""How alike a word is that is said again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubts:
    """Each 0 for nothing and about 1 for much."""

    values: Mapping[str, float]
    aside: Milliseconds
    """How much is said between a heading and its text."""
    guess: bool
    """Whether the start is but that of the first section below it."""
    measured: bool
    """Whether the recording has pauses at all."""


def doubts(
    starts: Mapping[int, Start],
    findings: Sequence[Finding],
    written: Written,
    clock: Clock,
    islands: Islands,
) -> dict[int, Doubts]:
    """What speaks against each start, by the index of its section."""
    doubter = _Doubter(Surroundings(written, clock, islands, findings), starts)
    return {index: doubter.doubts(start, findings[index]) for index, start in starts.items()}


class _Doubter:
    def __init__(self, around: Surroundings, starts: Mapping[int, Start]) -> None:
        self._around = around
        self._measured = bool(around.islands.islands)
        self._times = Counter(
            start.time for start in starts.values() if start.placed is not Placed.BELOW
        )

    def doubts(self, start: Start, finding: Finding) -> Doubts:
        """What speaks against one start."""
        hits = finding.take.hits if finding.take else ()
        after = [hit for hit in hits if hit.heard >= self._first_token(start)]
        text = [hit for hit in after if hit.written in self._text(finding.section)]
        aside = self._aside(start, finding.section, text)
        guess = start.placed is Placed.BELOW
        # Where nothing else was likelier, a text is read without its heading.
        plain = start.placed in (Placed.ONSET, Placed.UNMEASURED) and not start.heading
        return Doubts(
            values={
                "guess": float(guess),
                "shared": float(self._times[start.time] > 1),
                "pause": self._no_pause(start),
                "heading": 0.0 if plain else self._unheard(start, finding.section, after),
                "lead": self._loose(finding.section, text),
                "again": self._again(start, finding.section, text),
                "rival": _rival(start.sure),
            },
            aside=aside,
            guess=guess,
            measured=self._measured,
        )

    def _text(self, section: int) -> range:
        """The written tokens of a section behind its heading."""
        written = self._around.written
        return range(written.end_of_heading(section), written.range_of(section)[1])

    def _first_token(self, start: Start) -> int:
        if start.placed in (Placed.WORDS, Placed.UNMEASURED):
            return start.passage.first.first_heard
        return self._around.headings.first_token(start.time)

    def _no_pause(self, start: Start) -> float:
        if not self._measured:
            return 0.0
        return max(0.0, 1 - self._around.islands.quiet_before(start.time) / _PAUSE)

    def _unheard(self, start: Start, section: int, after: Sequence[Match]) -> float:
        """The share of the heading that was not understood at the start."""
        heading, worth = self._around.heading(section), self._around.written.weight
        if not heading:
            return 0.0
        if start.placed is Placed.ISLAND:
            return self._unlike(start, heading)
        end = self._first_token(start) + 2 * len(heading) + _SLACK
        own = (hit for hit in after if hit.heard < end and hit.written in heading)
        said = sum(quality(hit) * float(worth[hit.written]) for hit in own)
        share = said / float(worth[heading.start : heading.stop].sum())
        return 1 - min(1.0, max(share, start.heading))

    def _unlike(self, start: Start, heading: range) -> float:
        """How little the length of an island tells that a heading was said in it."""
        lasts, length = self._around.islands.lasting(start.time), self._around.length(heading)
        off = abs(log(lasts / length)) if lasts and length else 1.0
        return _SILENT + (1 - _SILENT) * min(1.0, off / log(LONGER))

    def _aside(self, start: Start, section: int, text: Sequence[Match]) -> Milliseconds:
        """The speech between a start and its text that is not the heading."""
        if not text:
            return 0
        begins = self._around.clock.word(text[0].first_heard).start
        spoken = self._around.islands.spoken(start.time, begins)
        heading = self._around.heading(section)
        missed = range(heading.stop, text[0].first_written)
        expected = self._around.length(heading) + self._around.length(missed)
        return max(0, spoken - expected)

    def _loose(self, section: int, text: Sequence[Match]) -> float:
        """How much is missing where the text begins."""
        written = self._text(section)
        if not written:
            return 0.0
        stop = text[0].first_heard + _FIRST if text else 0
        follow = len({hit.heard for hit in text if hit.heard < stop})
        return max(0.0, 1 - follow / min(_FOLLOWED, len(written)))

    def _again(self, start: Start, section: int, text: Sequence[Match]) -> float:
        """How many of the first words of the text are said more often than they are written."""
        if not text:
            return 0.0
        first, written = self._first_token(start), self._text(section)[:_WITHIN]
        tokens = [self._around.written.tokens[token] for token in written]
        begins = Counter(token for token in tokens[:_BEGINS] if len(token) >= _LONG)
        said = self._around.clock.tokens[first : first + _WITHIN]
        if not begins or not said:
            return 0.0
        alike = similarities(tokens, list(begins)) >= _SAME * SCALE
        heard = similarities(said, list(begins)) >= _SAME * SCALE
        again = int((heard.sum(axis=0) > alike.sum(axis=0)).sum())
        return min(1.0, again / _OFTEN)


def _rival(sure: float) -> float:
    """0 where no other place would do, 1 where every other one would."""
    return max(0.0, 1 + log10(max(1 - sure, 1e-9)) / _SURELY)
