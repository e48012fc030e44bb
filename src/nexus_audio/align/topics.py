"""Where a section starts of which some text was understood."""

from __future__ import annotations

from nexus_audio.align.choice import likeliest
from nexus_audio.align.passages import Passage, Take
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.zone import Zone
from nexus_audio.models import Milliseconds

_FAR = 0.85
"""The similarity of a heading that makes a take of a few words believed."""

_EARLY: Milliseconds = 600
"""An onset that is further before the first word is not its own."""


class Topics:
    """Places sections by their words and their headings."""

    def __init__(self, around: Surroundings) -> None:
        self._around = around

    def start(self, take: Take, passage: Passage, before: float) -> Start:
        """The start of a take whose text begins with a passage, before another section starts."""
        candidates = Zone(self._around, take, passage, before).candidates()
        best, sure = likeliest(candidates, "topic")
        return Start(
            time=best.time,
            placed=best.placed,
            passage=passage,
            heading=best.heading,
            sure=sure,
            candidates=tuple(candidates),
        )

    def is_headed(self, weak: Take | None) -> bool:
        """Whether the heading of a take stands by itself between what was understood and it."""
        if weak is None:
            return False
        around, first = self._around, weak.passages[0].first
        heading = around.heading(weak.section)
        if not heading:
            return False
        wanted, headings = around.wanted(heading), around.headings
        foreign = around.last_foreign(first, weak.section)
        for index in range(headings.index(around.middle(foreign) + 1), len(headings.islands)):
            if headings.tokens(index).start >= first.first_heard:
                return False
            look = headings.look(index, wanted)
            if look.alone and look.similarity >= _FAR:
                return True
        return False

    def only_named(self, start: Start) -> bool:
        """Whether a section was but named in passing.

        No text of it was heard, and no speech sets in with its heading.
        """
        section, hits = start.passage.section, start.passage.hits
        _, last = self._around.written.range_of(section)
        body = self._around.written.end_of_heading(section)
        text = any(hit.written >= body for hit in hits) or body == last
        first = self._around.clock.word(hits[0].first_heard)
        begins = start.placed is Placed.ONSET and start.time >= first.start - _EARLY
        return bool(self._around.islands.islands) and not (text or begins)
