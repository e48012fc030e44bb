"""When each section starts: its heading, or its first trustworthy hit, and there the sound."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from nexus_audio.align.headings import Headings, Standing
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import (
    Finding,
    Passage,
    Take,
    body_passage,
    heading_passages,
    quality,
    superseded,
)
from nexus_audio.align.path import Match
from nexus_audio.align.similarity import similarity
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.models import Milliseconds, Section, Span, Word

_MOST_MISSED = 12
"""Written tokens before the first hit that may have been misheard; more were not spoken."""

_ENOUGH = 0.3
"""The share of a heading that is heard where the path begins with it."""

_FAR = 0.85
"""The similarity of a category's heading that none of its sections follows."""

_DRIFT: Milliseconds = 1500
"""No word's time is further from the onset that it begins."""

_UNLIKE = 0.01
"""The likeness of a heading to other words; none at all means that there are no words."""

_GARBLED = 0.5
"""How alike a garbled heading still is to what was heard of it, where that is not little."""

_FILLED = 0.6
"""The share of a heading that words heard in its place account for, where they are little."""

_SENTENCE_ENDS = (".", "!", "?", ":")

_AMID = 2
"""So many words between a pause and a heading make a sentence that names it."""

_SAME_PLACE: Milliseconds = 3000
"""A heading and the take that it heads lie no further apart."""

_HALF = 0.5
"""The share of a take behind a heading that is said again for the whole take to begin anew."""


class Placed(StrEnum):
    """By what a start was found."""

    WORDS = "words"
    UNMEASURED = "unmeasured"
    """By words alone, because the recording has no pause at all."""
    ONSET = "onset"
    HEADING = "heading"
    """A heading that stands by itself, away from its text."""
    ISLAND = "island"
    """An unheard heading, by an island of speech of its length."""
    BELOW = "below"
    """A category whose heading was not found, by its first section."""
    GUESSED = "guessed"
    """The same by an island of its length, far from its sections, that nobody heard."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When a section starts, and how that was found."""

    time: Milliseconds
    placed: Placed
    passage: Passage
    """The first passage of the section, or of the one below that it was placed by."""
    missed: int = 0
    """Written tokens before the first hit."""
    aside: Milliseconds = 0
    """How much is said between a heading and the text."""
    heading: float = 0.0
    """How alike the heading was that was heard by itself; 0 where none was."""
    again: bool = False
    """Whether it lies before a take that is said again: the heading may have been, too."""
    free: Milliseconds = 0
    """How much is said between what was understood before and a start without a heading."""
    begun: Passage | None = None
    """Where the section was begun for the first time, if that was said again."""


class Clock:
    """The times of heard tokens, and how fast this host speaks."""

    def __init__(self, heard: Heard, words: Sequence[Word]) -> None:
        self._heard = heard
        self._words = words
        letters = sum(len(token) for token in heard.tokens)
        self.pace = sum(word.end - word.start for word in words) / max(1, letters)
        """Milliseconds a letter."""

    def headings(self, islands: Islands) -> Headings:
        """The islands with what was heard in each."""
        return Headings(self._heard, self._words, islands)

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

    def pace_of(self, islands: Islands) -> float:
        """Milliseconds a letter by the sound of all speech; infinite where nothing was measured."""
        letters = sum(len(token) for token in self._heard.tokens)
        spoken = sum(island.end - island.start for island in islands.islands)
        return spoken / max(1, letters) if spoken else inf


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
    for take, passage in placing.latest_first():
        start = placing.by_words(take, passage, before)
        starts[passage.section] = start
        before = start.time
    starts = {index: start for index, start in starts.items() if not placing.only_named(start)}
    for section in reversed(range(len(sections))):
        below = [starts[index] for index in _below(section, sections) if index in starts]
        if below and not sections[section].blocks:
            others = {start.time for start in starts.values()}
            starts[section] = placing.above(section, starts.get(section), below, others)
    return starts


def with_headings(
    findings: Sequence[Finding], written: Written, clock: Clock, islands: Islands
) -> list[Finding]:
    """The findings, and with them each weak take whose heading stands by itself before it."""
    placing = _Placing(written, clock, islands, findings)
    return [
        replace(finding, take=finding.weak) if placing.is_headed(finding.weak) else finding
        for finding in findings
    ]


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
        self._headings = clock.headings(islands)
        self._pace = min(clock.pace, clock.pace_of(islands))
        self._takes = [finding.take for finding in findings if finding.take]
        hits = sorted((hit.heard, take.section) for take in self._takes for hit in take.hits)
        self._hits = [heard for heard, _ in hits]
        self._sections = [section for _, section in hits]

    def latest_first(self) -> list[tuple[Take, Passage]]:
        firsts = [
            (take, self._without_mention(body_passage(take, self._written))) for take in self._takes
        ]
        return sorted(firsts, key=lambda pair: pair[1].first.heard, reverse=True)

    def by_words(self, take: Take, passage: Passage, before: float) -> Start:
        written, first = self._written, passage.first
        begin, _ = written.range_of(passage.section)
        body = written.end_of_heading(passage.section)
        in_body = first.first_written >= body
        unheard = range(body if in_body else begin, first.first_written)
        time, placed = self._settled(first, unheard, before)
        start = Start(time=time, placed=placed, passage=passage, missed=first.first_written - begin)
        found = self._with_heading(start, take, before) if body > begin else start
        begun = self._first_take(start, take, before, self._last_foreign(first, take.section))[1]
        return replace(
            found, again=self._begun_again(found, take), begun=begun, free=self._free(found)
        )

    def _free(self, start: Start) -> Milliseconds:
        """The speech right before a start at which the heading was not understood."""
        section, hits = start.passage.section, start.passage.hits
        begin, body = self._written.range_of(section)[0], self._written.end_of_heading(section)
        heard = start.placed is Placed.HEADING or start.heading >= _ENOUGH
        own = self._own_heading(start.passage, range(begin, body))
        if heard or own or begin == body:
            return 0
        after = self._middle(self._last_foreign(hits[0], section))
        return self._islands.spoken(after, start.time)

    def _begun_again(self, start: Start, take: Take) -> bool:
        text = start.passage.first.first_heard
        return any(
            start.time - _SAME_PLACE <= self._clock.word(slip.first.heard).start
            for slip in superseded(take, self._written)
            if slip.first.first_heard < text
        )

    def is_headed(self, weak: Take | None) -> bool:
        """Whether the heading of a take stands by itself between what was understood and it."""
        if weak is None:
            return False
        section, first = weak.section, weak.passages[0].first
        heading = range(self._written.range_of(section)[0], self._written.end_of_heading(section))
        zone = range(self._last_foreign(first, section) + 1, first.first_heard)
        found = self._standing(heading, zone) if heading else []
        return any(one.alone and one.similarity >= _FAR for one in found)

    def only_named(self, start: Start) -> bool:
        """Whether a section was but named in passing.

        No text of it was heard, and its heading does not stand by itself.
        """
        section, hits = start.passage.section, start.passage.hits
        _, last = self._written.range_of(section)
        body = self._written.end_of_heading(section)
        text = any(hit.written >= body for hit in hits) or body == last
        first = self._clock.word(hits[0].first_heard)
        begins = start.placed in (Placed.ONSET, Placed.HEADING) and start.time >= first.start - 600
        return bool(self._islands.islands) and not (text or begins)

    def _with_heading(self, start: Start, take: Take, before: float) -> Start:
        """The start moved to the heading, wherever that was said before the text."""
        section, first = take.section, start.passage.first
        heading = range(self._written.range_of(section)[0], self._written.end_of_heading(section))
        foreign = self._last_foreign(first, section)
        own = self._own_heading(start.passage, heading)
        zone = range(max(own.stop, foreign + 1), self._half(take, first))
        alone = [one for one in self._standing(heading, zone) if one.onset < before]
        if alone:
            found = self._moved(start, next((one for one in alone[::-1] if one.alone), alone[-1]))
        elif own:
            return start
        else:
            found = self._apart(start, take, before, foreign)
        return self._dropped_again(found, take, heading) or found

    def _apart(self, start: Start, take: Take, before: float, foreign: int) -> Start:
        """The start moved to a heading that the path matched by itself, or that nobody heard."""
        for passage in heading_passages(take, self._written, before=start.passage.first)[::-1]:
            token = passage.first.first_heard
            if token > foreign and not self._amid(token):
                time, placed = self._settled(passage.first, range(0), before)
                aside = max(0, start.time - time)
                return replace(start, time=time, placed=placed, missed=0, aside=aside)
        begin, _ = self._written.range_of(take.section)
        heading = range(begin, self._written.end_of_heading(take.section))
        first_take, slip = self._first_take(start, take, before, foreign)
        if slip and self._own_heading(slip, heading):
            return first_take
        return self._unheard(first_take, heading, foreign) or start

    def _first_take(
        self, start: Start, take: Take, before: float, foreign: int
    ) -> tuple[Start, Passage | None]:
        """The start of a take that was broken off and begun anew, and its first passage."""
        text = start.passage.first
        slips = [one for one in superseded(take, self._written) if foreign < one.first.first_heard < text.heard]
        if not slips:
            return start, None
        time, _ = self._settled(slips[-1].first, range(0), before)
        return replace(start, time=time), slips[-1]

    def _dropped_again(self, start: Start, take: Take, heading: range) -> Start | None:
        """The heading of the later of two takes, where only the first one's was heard."""
        text, same = start.passage.first, start.time + _SAME_PLACE
        slips = (one for one in superseded(take, self._written) if one.last.heard < text.heard)
        slip = next((one for one in slips if self._clock.word(one.first.heard).start <= same), None)
        if slip is None:
            return None
        span = Span(
            start=self._clock.word(slip.last.heard).end,
            end=self._clock.word(text.first_heard).end,
        )
        garbled = self._standing(heading, range(slip.last.heard + 1, text.first_heard), _GARBLED)
        found = [one for one in garbled if one.alone]
        found += self._headings.sparse(self._length(heading), span, self._pace)
        return self._moved(start, found[-1]) if found else None

    def _own_heading(self, passage: Passage, heading: range) -> range:
        """The heard tokens of a passage that speak its heading, if they are enough of it."""
        hits = [hit for hit in passage.hits if hit.written in heading]
        worth = self._written.weight
        said = sum(quality(hit) * float(worth[hit.written]) for hit in hits)
        enough = said >= _ENOUGH * float(worth[heading.start : heading.stop].sum())
        text = next((hit for hit in passage.hits if hit.first_written >= heading.stop), None)
        if not hits or not (enough or self._stands_before(hits[0], text)):
            return range(0)
        return range(hits[0].first_heard, hits[-1].heard + 1)

    def _without_mention(self, passage: Passage) -> Passage:
        """A passage from its text on, where its heading was only named right before it.

        Amid a sentence, that is, and the text begins after a pause.
        """
        body = self._written.end_of_heading(passage.section)
        text = next((n for n, hit in enumerate(passage.hits) if hit.first_written >= body), 0)
        if not text:
            return passage
        begin, last = passage.hits[text].first_heard, passage.hits[text - 1].heard
        if begin - self._headings.ahead(begin) <= last:
            return passage
        amid = self._amid(passage.first.first_heard)
        return replace(passage, hits=passage.hits[text:]) if amid else passage

    def _amid(self, token: int) -> bool:
        """Whether a sentence that began before goes on with a token."""
        ahead = self._headings.ahead(token)
        ended = ahead and self._clock.word(token - 1).text.endswith(_SENTENCE_ENDS)
        return ahead >= _AMID and not ended

    def _stands_before(self, first: Match, text: Match | None) -> bool:
        """Whether speech sets in with a hit, and again with the text behind it."""
        begins = self._headings.onset_of(first.first_heard)
        again = text and self._headings.onset_of(text.first_heard)
        return begins is not None and again is not None

    def _moved(self, start: Start, found: Standing) -> Start:
        placed = Placed.HEADING if found.tokens else Placed.ISLAND
        aside = max(0, start.time - found.onset - self._spoken(found))
        same = found.onset == start.time
        return replace(
            start,
            time=found.onset,
            placed=Placed.ONSET if same else placed,
            missed=0 if found.tokens else start.missed,
            aside=aside,
            heading=found.similarity,
        )

    def _spoken(self, found: Standing) -> Milliseconds:
        words = self._clock.words(found.tokens)
        return max(0, words[-1].end - found.onset) if words else 0

    def _unheard(self, start: Start, heading: range, foreign: int) -> Start | None:
        """The start of a heading in which nothing, or something else, was heard."""
        length, after = self._length(heading), self._middle(foreign)
        span = Span(start=after + 1, end=start.time)
        silent = self._headings.sparse(length, span, self._pace)
        island = self._islands.onset_before(start.time, length, after)
        if island is not None and not (silent and silent[-1].onset > island):
            said = self._said(island, start.passage.first)
            alike = self._likeness(said, heading)
            if alike >= _GARBLED or self._pace * len(said) <= _FILLED * length:
                aside = max(0, start.time - island - length)
                return replace(
                    start, time=island, placed=Placed.ISLAND, heading=alike, aside=aside
                )
        return self._moved(start, silent[-1]) if silent else None

    def _said(self, onset: Milliseconds, until: Match) -> str:
        """What was heard from an onset to a hit, in one piece."""
        begin = self._headings.first_token(onset)
        return "".join(self._clock.tokens[begin : until.first_heard])

    def _likeness(self, said: str, heading: range) -> float:
        """How alike a heading is to what was heard in its place; 0 where that was nothing."""
        text = "".join(self._written.tokens[token] for token in heading)
        return max(_UNLIKE, similarity(said, text)) if said else 0.0

    def above(
        self, section: int, own: Start | None, below: Sequence[Start], others: Set[Milliseconds]
    ) -> Start:
        """The start of a category that has no text of its own."""
        heading = range(*self._written.range_of(section))
        first = min(below, key=lambda start: start.time)
        ahead = [self._ahead(start) for start in below]
        near = [
            one
            for zone in ahead
            for one in self._standing(heading, zone)
            if not self._taken(one.tokens, section)
        ]
        if near:
            return self._category(own or first, next((one for one in near if one.alone), near[0]))
        if own is not None and own.placed is not Placed.WORDS:
            return own
        for start, zone in zip(below, ahead, strict=True):
            begun = self._as_begun(replace(start, heading=0.0))
            unheard = self._unheard(begun, heading, zone.start - 1)
            if unheard is not None:
                return unheard
        every = self._standing(heading, range(len(self._clock.tokens)), least=_FAR)
        far = [one for one in every if one.alone and not self._taken(one.tokens, section)]
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
        time, _ = self._settled(start.begun.first, range(0), start.time)
        return replace(start, time=min(time, start.time), passage=start.begun)

    def _silent(self, heading: range) -> list[Standing]:
        """The islands, anywhere, in which hardly anything was heard, and no start lies."""
        span = Span(start=0, end=self._islands.islands[-1].end if self._islands.islands else 0)
        return self._headings.sparse(self._length(heading), span, self._pace)

    def _category(self, start: Start, found: Standing) -> Start:
        return self._moved(replace(start, time=max(start.time, found.onset)), found)

    def _ahead(self, start: Start) -> range:
        """The heard tokens between a section and what was understood before it."""
        first = start.passage.first
        return range(self._last_foreign(first, start.passage.section) + 1, first.first_heard)

    def _standing(self, heading: range, zone: range, least: float | None = None) -> list[Standing]:
        """Where the heading stands by itself: its first line, for the opening has several."""
        place = self._written.place
        line = [token for token in heading if place[token] == place[heading[0]]]
        words = [self._written.tokens[token] for token in line]
        return self._headings.standing(words, zone, least)

    def _taken(self, tokens: range, section: int) -> bool:
        """Whether another section was heard in one of the tokens."""
        first, last = (bisect_left(self._hits, token) for token in (tokens.start, tokens.stop))
        return any(other != section for other in self._sections[first:last])

    def _last_foreign(self, first: Match, section: int) -> int:
        """The last hit of another section before a hit, -1 where there is none."""
        position = bisect_left(self._hits, first.first_heard) - 1
        while position >= 0 and self._sections[position] == section:
            position -= 1
        return self._hits[position] if position >= 0 else -1

    def _half(self, take: Take, first: Match) -> int:
        """The heard token up to which a heading may stand: half of the take is still to come."""
        hits = [hit for hit in take.hits if hit.heard >= first.heard]
        rest: set[int] = set()
        every = len({hit.written for hit in hits})
        for hit in reversed(hits):
            rest.add(hit.written)
            if len(rest) > _HALF * every:
                return max(hit.first_heard, first.first_heard)
        return first.first_heard

    def _settled(self, first: Match, unheard: range, before: float) -> tuple[Milliseconds, Placed]:
        word = self._clock.word(first.first_heard)
        after = self._middle(self._last_before(first))
        missed = self._length(unheard) if len(unheard) <= _MOST_MISSED else 0
        onset = None if missed else self._headings.onset_of(first.first_heard)
        if onset is not None and after < onset < before and abs(onset - word.start) <= _DRIFT:
            return onset, Placed.ONSET
        for expected in dict.fromkeys((word.start - missed, word.start)):
            onset = self._islands.onset_near(expected, word.end, after, before)
            if onset is not None:
                return onset, Placed.ONSET
        return word.start, Placed.WORDS if self._islands.islands else Placed.UNMEASURED

    def _length(self, tokens: range) -> Milliseconds:
        return round(self._pace * sum(len(self._written.tokens[token]) for token in tokens))

    def _last_before(self, first: Match) -> int:
        """The last understood token before a hit, -1 where there is none."""
        position = bisect_left(self._hits, first.first_heard)
        return self._hits[position - 1] if position else -1

    def _middle(self, token: int) -> Milliseconds:
        """The middle of a word; what is later may be another's. -1 where there is none."""
        if token < 0:
            return -1
        word = self._clock.word(token)
        return (word.start + word.end) // 2
