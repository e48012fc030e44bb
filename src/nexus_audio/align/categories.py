"""Where a category starts that has no text of its own, only a heading over other sections."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from nexus_audio.align import signs
from nexus_audio.align.choice import likeliest
from nexus_audio.align.headings import Look, Wanted
from nexus_audio.align.onset import LONGER
from nexus_audio.align.placement import Candidate, Placed, Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.models import Milliseconds

_NEAR = 15
"""So many sections before and after a category in the text are near it."""
_ADJACENT: Milliseconds = 300
"""With less speech than this in between, a section starts right behind a heading."""
_LAST: Milliseconds = 60_000
"""What follows the last section may be of any length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A heading over sections that were found."""

    section: int
    own: Start | None
    """Where the path has its heading."""
    below: Sequence[Start]

    @property
    def first(self) -> Start:
        """The first section below it in speech."""
        return min(self.below, key=lambda start: start.time)


class Categories:
    """Places categories by their headings, or by the sections below them.

    `starts` are those of all sections with text.
    """

    def __init__(self, around: Surroundings, starts: Mapping[int, Start]) -> None:
        self._around = around
        self._starts = starts
        self._times = sorted(start.time for start in starts.values())
        headings = around.headings
        self._between = [index for index in range(len(headings.islands)) if self._is_between(index)]
        self._onsets = [headings.islands[index].start for index in self._between]

    def starts(self, categories: Sequence[Category]) -> dict[int, Start]:
        """The start of each, by its section; the surest first, for none shares its heading."""
        left = {one.section: one for one in categories}
        found = {one.section: self._start(one, self._candidates(one)) for one in categories}
        placed: dict[int, Start] = {}
        while left:
            surest = max(left, key=lambda section: found[section].sure)
            start = placed[surest] = found[surest]
            del left[surest]
            if start.placed is Placed.BELOW:
                continue
            for section, category in left.items():
                every = found[section].candidates
                free = _without(every, start.time)
                # Also where it is but a rival: what another category has is no other place.
                if len(free) < len(every):
                    found[section] = self._start(category, free)
        return placed

    def _is_between(self, index: int) -> bool:
        """Whether an island does not lie amid the text of a section, or a section starts there."""
        headings = self._around.headings
        goes_on = self._around.within_section(headings.tokens(index))
        if goes_on is None:
            return True
        first = bisect_left(self._times, headings.islands[index].start)
        return first < len(self._times) and self._times[first] <= goes_on

    def _start(self, category: Category, candidates: Sequence[Candidate]) -> Start:
        best, sure = likeliest(candidates, "category")
        own = category.own
        return Start(
            time=best.time,
            placed=best.placed,
            passage=own.passage if own is not None else category.first.passage,
            heading=best.heading,
            sure=sure,
            candidates=tuple(candidates),
        )

    def _candidates(self, category: Category) -> list[Candidate]:
        """All places where it may start; one is where its sections do."""
        candidates = [*self._islands(category), self._below(category.first)]
        own = category.own
        if own is not None and all(one.time != own.time for one in candidates):
            candidates.append(self._amid_speech(own))
        return candidates

    def _below(self, first: Start) -> Candidate:
        return Candidate(time=first.time, placed=Placed.BELOW, signs={"below": 1.0})

    def _amid_speech(self, own: Start) -> Candidate:
        """Where the path has the heading, and speech does not set in."""
        return Candidate(time=own.time, placed=own.placed, signs={"own_amid": 1.0}, heading=1.0)

    def _near(self, category: Category) -> list[int]:
        """The islands around the sections below a category, those near it in the text, and its own.

        More would be compared for nothing in a long recording.
        """
        texts = range(category.section - _NEAR, category.section + _NEAR + 1)
        around = {self._starts[index].time for index in texts if index in self._starts}
        around |= {start.time for start in category.below}
        if category.own is not None:
            around.add(category.own.time)
        found: set[int] = set()
        for time in around:
            place = bisect_left(self._times, time)
            first = self._times[place - 1] if place else 0
            last = self._times[place + 1] if place + 1 < len(self._times) else inf
            begin, end = (bisect_left(self._onsets, bound) for bound in (first, last))
            found.update(self._between[begin:end])
        return sorted(found)

    def _islands(self, category: Category) -> Iterator[Candidate]:
        """The islands that may be the heading: none amid the text of a section."""
        headings = self._around.headings
        heading = range(*self._around.written.range_of(category.section))
        wanted = self._around.wanted(heading)
        near = self._near(category)
        begin = headings.beginning_with(wanted.tokens, near)
        for index in near:
            island = headings.islands[index]
            if index in begin or island.end - island.start <= LONGER * wanted.length:
                look = headings.look(index, wanted)
                if look.similarity >= signs.HEARD or wanted.fits(look.end - look.onset):
                    yield self._candidate(category, look, wanted)

    def _candidate(self, category: Category, look: Look, wanted: Wanted) -> Candidate:
        islands = self._around.islands
        letters = len(self._around.headings.said(look.tokens))
        rest = islands.quiet_after(look.end) if look.alone else 0
        found = signs.of_heading(look, letters, len(wanted.text))
        found |= signs.of_pauses(islands.quiet_before(look.onset), rest)
        found["begins"] = float(not look.alone)
        heard = look.similarity >= signs.HEARD
        found["silent"] = float(look.silent and not heard)
        found["other"] = float(not (look.silent or heard))
        found |= self._signs_of_others(category.section, look)
        found |= self._signs_of_next(category, look)
        return Candidate(
            time=look.onset,
            placed=Placed.HEADING if heard else Placed.ISLAND,
            signs=found,
            heading=look.similarity if heard else 0.0,
        )

    def _signs_of_others(self, section: int, look: Look) -> dict[str, float]:
        """What the path has there, and around it."""
        own, foreign = self._around.understood(look.tokens, section)
        before, after = self._around.neighbours(look.tokens, section)
        return {
            "own": float(own > 0),
            "foreign": min(2.0, foreign),
            "inside": float(before is not None and before == after),
            "taken": float(look.onset in self._times),
        }

    def _signs_of_next(self, category: Category, look: Look) -> dict[str, float]:
        """What starts next."""
        position = bisect_right(self._times, look.onset)
        following = self._times[position] if position < len(self._times) else None
        gap = _LAST if following is None else self._around.islands.spoken(look.end, following)
        adjacent = gap < _ADJACENT
        times = {start.time for start in category.below}
        below = following in times
        return {
            **{f"next_{name}": value for name, value in signs.of_speech("free", gap).items()},
            "adjacent": float(adjacent),
            "above": float(below),
            "right_above": float(below and adjacent),
            "last": float(following is None),
            "behind": float(look.onset > min(times)),
        }


def _without(candidates: Sequence[Candidate], taken: Milliseconds) -> list[Candidate]:
    """Candidates but those that take a heading which another category has."""
    return [one for one in candidates if one.placed is Placed.BELOW or one.time != taken]
