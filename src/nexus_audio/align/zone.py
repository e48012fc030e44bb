"""The stretch of a recording in which the start of one take lies, and its candidates.

It reaches from the last word of another section to the take's text; and a little into that, for a
few words of the text may have been said freely before the heading.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log1p

from nexus_audio.align import signs
from nexus_audio.align.headings import Look
from nexus_audio.align.passages import Passage, Take, heading_passages, superseded
from nexus_audio.align.placement import Candidate, Placed
from nexus_audio.align.similarity import similarity
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.models import Milliseconds, Span

_WHOLE = 0.72
"""The similarity of islands that are one heading."""

_INTO: Milliseconds = 100
"""What begins no later in a take that was begun again is that take itself."""


class Zone:
    """Where the start of one take may lie."""

    def __init__(self, around: Surroundings, take: Take, passage: Passage, before: float) -> None:
        self._around = around
        self._take = take
        self._passage = passage
        self._before = before
        self._heading = around.heading(take.section)
        self._wanted = around.wanted(self._heading)
        body = around.written.end_of_heading(take.section)
        self._body = body
        text = next((hit for hit in passage.hits if hit.first_written >= body), None)
        self._text = text or passage.first
        self._foreign = around.last_foreign(passage.first, take.section)
        self._after = around.middle(self._foreign)
        begin = body if text else self._heading.start
        unheard = range(begin, self._text.first_written)
        self._begins, self._placed = around.settled(self._text, unheard, before)
        hits = [hit for hit in take.hits if hit.first_written >= body]
        self._heard = [hit.first_heard for hit in hits]
        last = {hit.written: hit.first_heard for hit in hits}
        self._heard_last = sorted(last[hit.written] for hit in hits)
        self._paths = self._on_path()
        self._again = self._begun_again()

    def candidates(self) -> list[Candidate]:
        """All places where the section may start, at least one."""
        text = self._text.first_written >= self._body
        if not (self._heading and text):
            return [Candidate(time=self._begins, placed=self._placed, signs={"text": 1.0})]
        found = {one.time: one for one in self._amid_speech()}
        found |= {one.time: one for one in self._at_onsets()}
        return self._with_later([found[time] for time in sorted(found)])

    def _at_onsets(self) -> Iterator[Candidate]:
        """The onsets of the zone, and those until half of the text is left."""
        headings = self._around.headings
        half = self._around.half(self._take, self._passage.first)
        best: Look | None = None
        for index in range(headings.index(self._after + 1), len(headings.islands)):
            onset = headings.islands[index].start
            if onset >= self._before:
                return
            if onset > self._begins and headings.tokens(index).start >= half:
                return
            look = headings.look(index, self._wanted, self._heard)
            if onset == self._begins or not self._within(look, best):
                yield self._candidate(onset, look, self._quiet_after(look))
                best = look

    @staticmethod
    def _within(look: Look, best: Look | None) -> bool:
        """Whether an island is the second half of a heading, which may resemble it, too."""
        return (
            best is not None
            and look.onset < best.end
            and best.similarity >= max(_WHOLE, look.similarity)
        )

    def _amid_speech(self) -> Iterator[Candidate]:
        """The places that only the path knows, wherever speech does not set in there."""
        for time in {self._begins, *self._paths}:
            if time == self._begins or time > self._after:
                yield self._candidate(time, None, 0)

    def _on_path(self) -> dict[Milliseconds, range]:
        """The heard tokens of each heading that the path has, by the time at which they begin."""
        passages = heading_passages(self._take, self._around.written, self._text)
        found: dict[Milliseconds, range] = {}
        for passage in (*passages, self._passage):
            hits = [hit for hit in passage.hits if hit.written < self._body]
            if hits and hits[0] == passage.first and not self._around.amid(hits[0].first_heard):
                time, _ = self._around.settled(hits[0], range(0), self._before)
                found[time] = range(hits[0].first_heard, hits[-1].heard + 1)
        return found

    def _begun_again(self) -> list[Span]:
        """When was said what the take says again before its text."""
        word = self._around.clock.word
        return [
            Span(start=word(one.first.first_heard).start, end=word(one.last.heard).end)
            for one in superseded(self._take, self._around.written)
            if self._foreign < one.first.first_heard < self._text.heard
        ]

    def _quiet_after(self, look: Look) -> Milliseconds:
        return self._around.islands.quiet_after(look.end) if look.alone else 0

    def _candidate(self, time: Milliseconds, look: Look | None, rest: Milliseconds) -> Candidate:
        on_path = time in self._paths
        is_text = time == self._begins
        if look is None:
            look = self._spoken_on_path(time)
        if not on_path and (is_text or self._is_text(look)):
            look = replace(look, similarity=0.0)
        found = self._signs_of_heading(look, is_text, rest) | self._signs_of_place(look, time)
        found["path"] = float(on_path and not is_text)
        found["text_path"] = float(on_path and is_text)
        if is_text or self._placed is Placed.UNMEASURED:
            placed = self._placed
        else:
            heard = on_path or look.similarity >= signs.HEARD
            placed = Placed.HEADING if heard else Placed.ISLAND
        heading = look.similarity if on_path or look.similarity >= signs.HEARD else 0.0
        return Candidate(time=time, placed=placed, signs=found, heading=heading)

    def _is_text(self, look: Look) -> bool:
        """Whether what was heard is more of the text than of the heading."""
        of_text = self._of_text(look.tokens)
        return look.similarity < signs.HEARD and 2 * of_text >= len(look.tokens) > 0

    def _of_text(self, tokens: range) -> int:
        """How many hits of the text begin among heard tokens."""
        return bisect_left(self._heard, tokens.stop) - bisect_left(self._heard, tokens.start)

    def _spoken_on_path(self, time: Milliseconds) -> Look:
        """A heading amid speech, as long as it should be."""
        tokens = self._paths.get(time, range(0))
        said = self._around.headings.said(tokens)
        end = time + self._wanted.length
        return Look(
            onset=time,
            end=self._around.clock.word(tokens[-1]).end if tokens else end,
            tokens=tokens,
            similarity=similarity(said, self._wanted.text) if said else 0.0,
            off=0.0,
            silent=False,
            alone=False,
        )

    def _signs_of_heading(self, look: Look, is_text: bool, rest: Milliseconds) -> dict[str, float]:
        letters = len(self._around.headings.said(look.tokens))
        of_text = self._of_text(look.tokens)
        found = signs.of_heading(look, letters, len(self._wanted.text))
        found |= signs.of_pauses(self._around.islands.quiet_before(look.onset), rest)
        found["silent"] = float(look.silent and look.similarity < signs.HEARD and not of_text)
        found["of_text"] = log1p(of_text)
        found["begins"] = float(not look.alone and look.similarity > 0)
        if is_text:
            found |= dict.fromkeys(
                ("more", "off", "alike_off", "rest", "long_rest", "of_text", "begins"), 0.0
            )
        return found

    def _signs_of_place(self, look: Look, time: Milliseconds) -> dict[str, float]:
        islands = self._around.islands
        is_text = time == self._begins
        aside = 0 if is_text else islands.spoken(look.end, self._begins)
        found = signs.of_speech("free", islands.spoken(max(self._after, 0), time))
        found |= signs.of_speech("aside", aside)
        found["text"] = float(is_text)
        found["amid"] = float(islands.quiet_before(time) == 0)
        found["in_again"] = float(any(one.start + _INTO < time < one.end for one in self._again))
        found |= self._signs_of_lost(time)
        return found

    def _signs_of_lost(self, time: Milliseconds) -> dict[str, float]:
        """How much of the text was said before a place behind its begin, and is not said again."""
        if time <= self._begins:
            return {"lost": 0.0, "repeated": 0.0}
        token = self._around.headings.first_token(time)
        said = bisect_left(self._heard, token)
        lost = bisect_left(self._heard_last, token)
        return {"lost": log1p(lost), "repeated": log1p(said - lost)}

    def _with_later(self, ordered: Sequence[Candidate]) -> list[Candidate]:
        """The candidates, and how much a later one of each looks like its heading said again."""
        later, found = 0.0, []
        for one in reversed(ordered):
            found.append(replace(one, signs={**one.signs, "later": later}))
            if one.time < self._begins:
                later = max(later, _stands(one))
        return found[::-1]


def _stands(one: Candidate) -> float:
    """How much a candidate looks like a heading that stands by itself."""
    seen = one.signs
    if seen["begins"] or seen["of_text"] > log1p(1) or seen["more"] > 0.5:
        return 0.0
    heard = (seen["faint"] + seen["alike"]) / 2
    return max(heard, seen["silent"]) * seen["pause"]
