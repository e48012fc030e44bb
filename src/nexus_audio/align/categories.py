"""Where a category starts that has no text of its own, only a heading over other sections."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace

from nexus_audio.align.headed import Headed
from nexus_audio.align.headings import Standing
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.topics import FAR
from nexus_audio.models import Milliseconds


class Categories:
    """Places categories by their headings, or by the sections below them."""

    def __init__(self, around: Surroundings, headed: Headed) -> None:
        self._around = around
        self._headed = headed

    def heard(
        self, section: int, own: Start | None, below: Sequence[Start], _: Set[Milliseconds]
    ) -> Start | None:
        """The start of a category without text of its own, where its heading was heard."""
        heading = range(*self._around.written.range_of(section))
        first = min(below, key=lambda start: start.time)
        near = [
            one
            for start in below
            for one in self._around.standing(heading, self._around.ahead(start, section))
            if not self._around.taken(one, section)
        ]
        if near:
            return self._category(own or first, next((one for one in near if one.alone), near[0]))
        if own is not None and own.placed is not Placed.WORDS:
            return own
        every = self._around.standing(heading, range(len(self._around.clock.tokens)), least=FAR)
        far = [one for one in every if one.alone and not self._around.taken(one, section)]
        if not far:
            return None
        before = [one for one in far if one.onset < first.time]
        return self._category(first, before[-1] if before else far[0])

    def unheard(
        self, section: int, _: Start | None, below: Sequence[Start], others: Set[Milliseconds]
    ) -> Start | None:
        """The same where nobody understood it: the island before one of its sections."""
        heading = range(*self._around.written.range_of(section))
        for start in below:
            begun = self._as_begun(replace(start, heading=0.0))
            foreign = self._around.ahead(start, section).start - 1
            found = self._headed.unheard(begun, heading, foreign)
            if found is not None and found.time not in others:
                return found
        return None

    def guessed(
        self, section: int, _: Start | None, below: Sequence[Start], others: Set[Milliseconds]
    ) -> Start:
        """The same by the island before another section, or else by the first one below."""
        heading = range(*self._around.written.range_of(section))
        first = min(below, key=lambda start: start.time)
        silent = self._before_others(heading, others)
        if silent:
            before = [one for one in silent if one.onset < first.time]
            guess = self._category(first, before[-1] if before else silent[0])
            return replace(guess, placed=Placed.GUESSED)
        topic = below[0]
        return Start(time=topic.time, placed=Placed.BELOW, passage=topic.passage)

    def _before_others(self, heading: range, others: Set[Milliseconds]) -> list[Standing]:
        """The islands right before other sections that may be a heading."""
        found = []
        for time in sorted(others):
            one = self._headed.before(heading, time)
            if one is not None and one.onset not in others:
                found.append(one)
        return found

    def _as_begun(self, start: Start) -> Start:
        """A start where its section was begun for the first time."""
        if start.begun is None:
            return start
        time, _ = self._around.settled(start.begun.first, range(0), start.time)
        return replace(start, time=min(time, start.time), passage=start.begun)

    def _category(self, start: Start, found: Standing) -> Start:
        return self._headed.moved(replace(start, time=max(start.time, found.onset)), found)
