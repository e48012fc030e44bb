"""Where a section starts of which some text was understood."""

from __future__ import annotations

from dataclasses import replace

from nexus_audio.align.headed import GARBLED, Headed
from nexus_audio.align.passages import Passage, Take, heading_passages, superseded
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.models import Milliseconds, Span

_SAME_PLACE: Milliseconds = 3000
"""A heading and the take that it heads lie no further apart."""

FAR = 0.85
"""The similarity of a heading that stands far from its text."""


class Topics:
    """Places sections by their words, and then by their headings."""

    def __init__(self, around: Surroundings, headed: Headed) -> None:
        self._around = around
        self._headed = headed

    def by_words(self, take: Take, passage: Passage, before: float) -> Start:
        """The start of a take whose text begins with a passage, before another section starts."""
        written, first = self._around.written, passage.first
        begin, _ = written.range_of(passage.section)
        body = written.end_of_heading(passage.section)
        in_body = first.first_written >= body
        unheard = range(body if in_body else begin, first.first_written)
        time, placed = self._around.settled(first, unheard, before)
        start = Start(time=time, placed=placed, passage=passage)
        found = self._with_heading(start, take, before) if body > begin else start
        foreign = self._around.last_foreign(first, take.section)
        begun = self._first_take(start, take, before, foreign)[1]
        return replace(found, begun=begun)

    def is_headed(self, weak: Take | None) -> bool:
        """Whether the heading of a take stands by itself between what was understood and it."""
        if weak is None:
            return False
        section, first = weak.section, weak.passages[0].first
        heading = self._around.heading(section)
        zone = range(self._around.last_foreign(first, section) + 1, first.first_heard)
        found = self._around.standing(heading, zone) if heading else []
        return any(one.alone and one.similarity >= FAR for one in found)

    def only_named(self, start: Start) -> bool:
        """Whether a section was but named in passing.

        No text of it was heard, and its heading does not stand by itself.
        """
        section, hits = start.passage.section, start.passage.hits
        _, last = self._around.written.range_of(section)
        body = self._around.written.end_of_heading(section)
        text = any(hit.written >= body for hit in hits) or body == last
        first = self._around.clock.word(hits[0].first_heard)
        begins = start.placed in (Placed.ONSET, Placed.HEADING) and start.time >= first.start - 600
        return bool(self._around.islands.islands) and not (text or begins)

    def _with_heading(self, start: Start, take: Take, before: float) -> Start:
        """The start moved to the heading, wherever that was said before the text."""
        section, first = take.section, start.passage.first
        heading = self._around.heading(section)
        foreign = self._around.last_foreign(first, section)
        own = self._headed.own_heading(start.passage, heading)
        if own and self._around.amid(own.start):
            earlier = self._around.standing(heading, range(foreign + 1, own.start), FAR)
            alone = [one for one in earlier if one.alone]
        else:
            zone = range(max(own.stop, foreign + 1), self._around.half(take, first))
            alone = [one for one in self._around.standing(heading, zone) if one.onset < before]
        if alone:
            last = next((one for one in alone[::-1] if one.alone), alone[-1])
            found = self._headed.moved(start, last)
        elif own:
            return start
        else:
            found = self._apart(start, take, before, foreign)
        return self._dropped_again(found, take, heading) or found

    def _apart(self, start: Start, take: Take, before: float, foreign: int) -> Start:
        """The start moved to a heading that the path matched by itself, or that nobody heard."""
        written, text = self._around.written, start.passage.first
        for passage in heading_passages(take, written, before=text)[::-1]:
            token = passage.first.first_heard
            if token > foreign and not self._around.amid(token):
                time, placed = self._around.settled(passage.first, range(0), before)
                return replace(start, time=time, placed=placed)
        heading = self._around.heading(take.section)
        first_take, slip = self._first_take(start, take, before, foreign)
        if slip and self._headed.own_heading(slip, heading):
            return first_take
        unheard = self._headed.unheard(first_take, heading, foreign)
        zone = range(foreign + 1, text.first_heard)
        part = [] if unheard else self._around.partly(heading, zone)
        return unheard or (self._headed.moved(start, part[-1]) if part else start)

    def _first_take(
        self, start: Start, take: Take, before: float, foreign: int
    ) -> tuple[Start, Passage | None]:
        """The start of a take that was broken off and begun anew, and its first passage."""
        text = start.passage.first
        every = superseded(take, self._around.written)
        slips = [one for one in every if foreign < one.first.first_heard < text.heard]
        if not slips:
            return start, None
        time, _ = self._around.settled(slips[-1].first, range(0), before)
        return replace(start, time=time), slips[-1]

    def _dropped_again(self, start: Start, take: Take, heading: range) -> Start | None:
        """The heading of the later of two takes, where only the first one's was heard."""
        text, same = start.passage.first, start.time + _SAME_PLACE
        word, every = self._around.clock.word, superseded(take, self._around.written)
        slips = (one for one in every if one.last.heard < text.heard)
        slip = next((one for one in slips if word(one.first.heard).start <= same), None)
        if slip is None:
            return None
        span = Span(
            start=word(slip.last.heard).end,
            end=word(text.first_heard).end,
        )
        between = range(slip.last.heard + 1, text.first_heard)
        garbled = self._around.standing(heading, between, GARBLED)
        found = [one for one in garbled if one.alone]
        found += self._around.headings.sparse(self._around.length(heading), span, self._around.pace)
        return self._headed.moved(start, found[-1]) if found else None
