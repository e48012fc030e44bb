"""What lies around a place in the recording: other sections' words, pauses, free speech."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from nexus_audio.align.clock import Clock
from nexus_audio.align.headings import Wanted
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import Finding, Passage, Take, body_passage
from nexus_audio.align.path import Match
from nexus_audio.align.placement import Placed
from nexus_audio.align.tokens import Written
from nexus_audio.models import Milliseconds

_MOST_MISSED = 12
"""Written tokens before the first hit that may have been misheard; more were not spoken."""

_DRIFT: Milliseconds = 1500
"""No word's time is further from the onset that it begins."""

_HALF = 0.5
"""The share of a take behind a heading that is said again for the whole take to begin anew."""

_SENTENCE_ENDS = (".", "!", "?", ":")

_AMID = 2
"""So many words between a pause and a heading make a sentence that names it."""


class Surroundings:
    """What placing a start needs to know of the recording and of the text."""

    def __init__(
        self, written: Written, clock: Clock, islands: Islands, findings: Sequence[Finding]
    ) -> None:
        self.written = written
        self.clock = clock
        self.islands = islands
        self.headings = clock.headings(islands)
        self.pace = min(clock.pace, clock.pace_of(islands))
        self._takes = [finding.take for finding in findings if finding.take]
        hits = sorted(
            (hit.heard, take.section, hit.similarity) for take in self._takes for hit in take.hits
        )
        self._hits = [heard for heard, _, _ in hits]
        self._sections = [section for _, section, _ in hits]
        self._alike = [similarity for _, _, similarity in hits]

    def latest_first(self) -> list[tuple[Take, Passage]]:
        """Each take with the passage that its text begins with, the latest in speech first."""
        firsts = [
            (take, self.without_mention(body_passage(take, self.written))) for take in self._takes
        ]
        return sorted(firsts, key=lambda pair: pair[1].first.heard, reverse=True)

    def settled(self, first: Match, unheard: range, before: float) -> tuple[Milliseconds, Placed]:
        """When speech sets in with a hit, before which some written words were not heard."""
        word = self.clock.word(first.first_heard)
        after = self.middle(self._last_before(first))
        missed = self.length(unheard) if len(unheard) <= _MOST_MISSED else 0
        onset = None if missed else self.headings.onset_of(first.first_heard)
        if onset is not None and after < onset < before and abs(onset - word.start) <= _DRIFT:
            return onset, Placed.ONSET
        for expected in dict.fromkeys((word.start - missed, word.start)):
            onset = self.islands.onset_near(expected, word.end, after, before)
            if onset is not None:
                return onset, Placed.ONSET
        return word.start, Placed.WORDS if self.islands.islands else Placed.UNMEASURED

    def length(self, tokens: range) -> Milliseconds:
        """How long the host takes for written tokens."""
        return round(self.pace * sum(len(self.written.tokens[token]) for token in tokens))

    def middle(self, token: int) -> Milliseconds:
        """The middle of a word; what is later may be another's. -1 where there is none."""
        if token < 0:
            return -1
        word = self.clock.word(token)
        return (word.start + word.end) // 2

    def _last_before(self, first: Match) -> int:
        """The last understood token before a hit, -1 where there is none."""
        position = bisect_left(self._hits, first.first_heard)
        return self._hits[position - 1] if position else -1

    def last_foreign(self, first: Match, *sections: int) -> int:
        """The last hit of any other section before a hit, -1 where there is none."""
        position = bisect_left(self._hits, first.first_heard) - 1
        while position >= 0 and self._sections[position] in sections:
            position -= 1
        return self._hits[position] if position >= 0 else -1

    def understood(self, tokens: range, section: int) -> tuple[float, float]:
        """How much the path understood of a section, and of others, among heard tokens."""
        first, last = (bisect_left(self._hits, token) for token in (tokens.start, tokens.stop))
        own = sum(self._alike[hit] for hit in range(first, last) if self._sections[hit] == section)
        return own, sum(self._alike[first:last]) - own

    def within_section(self, tokens: range) -> Milliseconds | None:
        """When a section went on that was understood before heard tokens, in them, and after.

        The end of its next word, for words begin early; none where it is not one and the same.
        """
        before = bisect_left(self._hits, tokens.start) - 1
        after = bisect_left(self._hits, tokens.stop)
        if before < 0 or after == len(self._hits):
            return None
        same = len(set(self._sections[before : after + 1])) == 1
        return self.clock.word(self._hits[after]).end if same else None

    def neighbours(self, tokens: range, section: int) -> tuple[int | None, int | None]:
        """The other sections that were understood right before and right after heard tokens."""
        before, after = (
            bisect_left(self._hits, tokens.start) - 1,
            bisect_left(self._hits, tokens.stop),
        )
        while before >= 0 and self._sections[before] == section:
            before -= 1
        while after < len(self._hits) and self._sections[after] == section:
            after += 1
        return (
            self._sections[before] if before >= 0 else None,
            self._sections[after] if after < len(self._hits) else None,
        )

    def half(self, take: Take, first: Match) -> int:
        """The heard token up to which a heading may stand: half of the take is still to come."""
        hits = [hit for hit in take.hits if hit.heard >= first.heard]
        rest: set[int] = set()
        every = len({hit.written for hit in hits})
        for hit in reversed(hits):
            rest.add(hit.written)
            if len(rest) > _HALF * every:
                return max(hit.first_heard, first.first_heard)
        return first.first_heard

    def wanted(self, heading: range) -> Wanted:
        """A heading to be looked for, by its first line: the opening has several."""
        line = self._line(heading)
        tokens = tuple(self.written.tokens[token] for token in line)
        return Wanted(tokens=tokens, length=self.length(line), pace=self.pace)

    def _line(self, heading: range) -> range:
        """The first line of a heading, for the opening has several."""
        place = self.written.place
        lines = (token for token in heading if place[token] != place[heading.start])
        return range(heading.start, next(lines, heading.stop))

    def amid(self, token: int) -> bool:
        """Whether a sentence that began before goes on with a token."""
        ahead = self.headings.ahead(token)
        ended = ahead and self.clock.word(token - 1).text.endswith(_SENTENCE_ENDS)
        return ahead >= _AMID and not ended

    def without_mention(self, passage: Passage) -> Passage:
        """A passage from its text on, where its heading was only named right before it.

        Amid a sentence, that is, and the text begins after a pause.
        """
        body = self.written.end_of_heading(passage.section)
        text = next((n for n, hit in enumerate(passage.hits) if hit.first_written >= body), 0)
        if not text:
            return passage
        begin, last = passage.hits[text].first_heard, passage.hits[text - 1].heard
        if begin - self.headings.ahead(begin) <= last:
            return passage
        amid = self.amid(passage.first.first_heard)
        return replace(passage, hits=passage.hits[text:]) if amid else passage

    def heading(self, section: int) -> range:
        """The written tokens of a section's heading."""
        return range(self.written.range_of(section)[0], self.written.end_of_heading(section))
