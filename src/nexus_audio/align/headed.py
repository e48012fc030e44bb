"""Starts moved to their headings: heard, garbled, or not heard at all."""

from __future__ import annotations

from dataclasses import replace

from nexus_audio.align.headings import HARDLY, Standing
from nexus_audio.align.passages import Passage, quality
from nexus_audio.align.path import Match
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.similarity import similarity
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.models import Milliseconds, Span

ENOUGH = 0.3
"""The share of a heading that is heard where the path begins with it."""

_UNLIKE = 0.01
"""The likeness of a heading to other words; none at all means that there are no words."""

GARBLED = 0.5
"""How alike a garbled heading still is to what was heard of it, where that is not little."""

_FILLED = 0.7
"""The share of a heading that words heard in its place account for, where they are little."""

_REST: Milliseconds = 500
"""The end of a word: with no more speech before it, an island is the heading."""


class Headed:
    """Finds the heading of a start."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def own_heading(self, passage: Passage, heading: range) -> range:
        """The heard tokens of a passage that speak its heading, if they are enough of it."""
        hits = [hit for hit in passage.hits if hit.written in heading]
        worth = self._around.written.weight
        said = sum(quality(hit) * float(worth[hit.written]) for hit in hits)
        enough = said >= ENOUGH * float(worth[heading.start : heading.stop].sum())
        text = next((hit for hit in passage.hits if hit.first_written >= heading.stop), None)
        if not hits or not (enough or self._stands_before(hits[0], text)):
            return range(0)
        return range(hits[0].first_heard, hits[-1].heard + 1)

    def moved(self, start: Start, found: Standing) -> Start:
        """The start at a place where its heading stands."""
        placed = Placed.HEADING if found.tokens else Placed.ISLAND
        same = found.onset == start.time
        return replace(
            start,
            time=found.onset,
            placed=Placed.ONSET if same else placed,
            heading=found.similarity,
        )

    def unheard(self, start: Start, heading: range, foreign: int) -> Start | None:
        """The start of a heading in which nothing, or something else, was heard."""
        length = self._around.length(heading)
        # Its word may begin early, but no island in which another section was heard is free.
        after = max(self._around.middle(foreign), self._around.headings.begin_of(foreign))
        span = Span(start=after + 1, end=start.time)
        silent = self._around.headings.sparse(length, span, self._around.pace)
        island = self._around.islands.onset_before(start.time, length, after)
        if island is not None and not (silent and silent[-1].onset > island):
            said = self._said(island, start)
            alike = self._likeness(said, heading)
            little = self._around.pace * len(said) <= _FILLED * length
            if alike >= GARBLED or little or self._around.islands.spoken(after, island) <= _REST:
                return replace(start, time=island, placed=Placed.ISLAND, heading=alike)
        return self.moved(start, silent[-1]) if silent else None

    def before(self, heading: range, time: Milliseconds) -> Standing | None:
        """The island right before a time that may be a heading: garbled, or hardly heard."""
        around, length = self._around, self._around.length(heading)
        onset = around.islands.onset_before(time, length, -1)
        if onset is None:
            return None
        tokens = range(around.headings.first_token(onset), around.headings.first_token(time))
        said = "".join(around.clock.tokens[tokens.start : tokens.stop])
        alike = self._likeness(said, heading)
        if alike < GARBLED and around.pace * len(said) > HARDLY * length:
            return None
        return Standing(onset=onset, tokens=tokens, similarity=alike, alone=True)

    def _stands_before(self, first: Match, text: Match | None) -> bool:
        """Whether speech sets in with a hit, and again with the text behind it."""
        begins = self._around.headings.onset_of(first.first_heard)
        again = text and self._around.headings.onset_of(text.first_heard)
        return begins is not None and again is not None

    def _said(self, onset: Milliseconds, start: Start) -> str:
        """What was heard from an onset to a start, in one piece."""
        begin, until = self._around.headings.first_token(onset), start.passage.first.first_heard
        if until < begin:
            until = self._around.headings.first_token(start.time)
        return "".join(self._around.clock.tokens[begin:until])

    def _likeness(self, said: str, heading: range) -> float:
        """How alike a heading is to what was heard in its place; 0 where that was nothing."""
        text = "".join(self._around.written.tokens[token] for token in heading)
        return max(_UNLIKE, similarity(said, text)) if said else 0.0
