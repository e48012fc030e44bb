"""Where a category starts that has no text of its own, only a heading over other sections."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from nexus_audio.align.headed import Headed
from nexus_audio.align.headings import Standing
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.topics import FAR
from nexus_audio.models import Milliseconds, Span


class Categories:
    """Places categories by their headings, or by the sections below them."""

    def __init__(self, around: Surroundings, headed: Headed) -> None:
        self._around = around
        self._headed = headed

    def above(
        self, section: int, own: Start | None, below: Sequence[Start], others: Set[Milliseconds]
    ) -> Start:
        """The start of a category that has no text of its own."""
        heading = range(*self._around.written.range_of(section))
        first = min(below, key=lambda start: start.time)
        ahead = [self._around.ahead(start) for start in below]
        near = [
            one
            for zone in ahead
            for one in self._around.standing(heading, zone)
            if not self._around.taken(one.tokens, section)
        ]
        if near:
            return self._category(own or first, next((one for one in near if one.alone), near[0]))
        if own is not None and own.placed is not Placed.WORDS:
            return own
        for start, zone in zip(below, ahead, strict=True):
            begun = self._as_begun(replace(start, heading=0.0, free=0))
            unheard = self._headed.unheard(begun, heading, zone.start - 1)
            if unheard is not None:
                return unheard
        every = self._around.standing(heading, range(len(self._around.clock.tokens)), least=FAR)
        far = [one for one in every if one.alone and not self._around.taken(one.tokens, section)]
        if far:
            before = [one for one in far if one.onset < first.time]
            return self._category(first, before[-1] if before else far[0])
        silent = [one for one in self._silent(heading) if one.onset not in others]
        if silent:
            before = [one for one in silent if one.onset < first.time]
            guess = self._category(first, before[-1] if before else silent[0])
            return replace(guess, placed=Placed.GUESSED)
        topic = below[0]
        return Start(
            time=topic.time, placed=Placed.BELOW, passage=topic.passage, missed=len(heading)
        )

    def _as_begun(self, start: Start) -> Start:
        """A start where its section was begun for the first time."""
        if start.begun is None:
            return start
        time, _ = self._around.settled(start.begun.first, range(0), start.time)
        return replace(start, time=min(time, start.time), passage=start.begun)

    def _silent(self, heading: range) -> list[Standing]:
        """The islands, anywhere, in which hardly anything was heard, and no start lies."""
        islands = self._around.islands.islands
        span = Span(start=0, end=islands[-1].end if islands else 0)
        return self._around.headings.sparse(self._around.length(heading), span, self._around.pace)

    def _category(self, start: Start, found: Standing) -> Start:
        return self._headed.moved(replace(start, time=max(start.time, found.onset)), found)
