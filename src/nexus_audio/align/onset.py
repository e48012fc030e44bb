"""The sound settles the start: times moved to where speech sets in after quiet.

An engine's word times are some hundred milliseconds off, early more often than
late; the onset of speech is exact. And where a heading was not understood, the
sound still shows it: an island of speech of about its spoken length.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from nexus_audio.models import Milliseconds, Span

# From four recordings with real engine words: starts by words alone are off by 0.3 s on the
# median and 0.7 to 2 s at the 90th percentile; moved to the onset, by 0.00 to 0.03 s.
_QUIET: Milliseconds = 250
_CLICK: Milliseconds = 100
"""What is shorter is no word."""

_BEFORE: Milliseconds = 600
_AFTER: Milliseconds = 1200

_LONGEST_PAUSE: Milliseconds = 4000
"""A heading stands no further than this before what it heads (measured: 0.6 to 2 s)."""

SHORTER, LONGER = 0.5, 1.8
"""An island is about as long as a text when its length lies between these shares of it."""


@dataclass(frozen=True, slots=True)
class Islands:
    """The stretches of speech between silences, in order."""

    islands: tuple[Span, ...]

    @classmethod
    def between(cls, silences: Sequence[Span], duration: Milliseconds) -> Self:
        """The complement of all silences that are long enough; none where nothing was measured."""
        quiet = sorted(
            (span for span in silences if span.end - span.start >= _QUIET),
            key=lambda span: span.start,
        )
        if not quiet:
            return cls(())
        starts = [0, *(span.end for span in quiet)]
        ends = [*(span.start for span in quiet), duration]
        return cls(
            tuple(
                Span(start=start, end=end)
                for start, end in zip(starts, ends, strict=True)
                if end - start >= _CLICK
            )
        )

    def spoken(self, after: Milliseconds, before: Milliseconds) -> Milliseconds:
        """How long somebody speaks between two times."""
        first = bisect_left(self.islands, after, key=lambda island: island.end)
        last = bisect_left(self.islands, before, key=lambda island: island.start)
        return sum(
            min(island.end, before) - max(island.start, after)
            for island in self.islands[first:last]
        )

    def quiet_before(self, onset: Milliseconds) -> Milliseconds:
        """How long it is quiet before an onset; 0 where speech does not set in."""
        position = bisect_left(self.islands, onset, key=lambda island: island.start)
        if position == len(self.islands) or self.islands[position].start != onset:
            return 0
        return onset - self.islands[position - 1].end if position else _LONGEST_PAUSE

    def quiet_after(self, end: Milliseconds) -> Milliseconds:
        """How long it is quiet after the end of an island."""
        position = bisect_left(self.islands, end, key=lambda island: island.start)
        return (
            self.islands[position].start - end if position < len(self.islands) else _LONGEST_PAUSE
        )

    def lasting(self, onset: Milliseconds) -> Milliseconds:
        """How long the island lasts that begins at an onset; 0 where none does."""
        position = bisect_left(self.islands, onset, key=lambda island: island.start)
        found = self.islands[position : position + 1]
        return found[0].end - onset if found and found[0].start == onset else 0

    def onset_near(
        self, time: Milliseconds, end: Milliseconds, after: Milliseconds, before: float
    ) -> Milliseconds | None:
        """The onset nearest to a word's start, later than `after` and earlier than `before`.

        A long first word (to `end`) has swallowed the silence before it, and a word that lies
        in silence was spoken before.
        """
        latest = max(time + _AFTER, end)
        first = bisect_left(self.islands, time - _BEFORE, key=lambda island: island.start)
        last = bisect_left(self.islands, latest, key=lambda island: island.start)
        near = [
            island.start for island in self.islands[first:last] if after < island.start < before
        ]
        return min(near, key=lambda onset: abs(onset - time), default=self._left(time, after))

    def _left(self, time: Milliseconds, after: Milliseconds) -> Milliseconds | None:
        """The onset of the speech that ended before a time in silence: nobody speaks in it."""
        position = bisect_left(self.islands, time, key=lambda island: island.start)
        if position == 0 or self.islands[position - 1].end > time:
            return None
        onset = self.islands[position - 1].start
        return onset if after < onset and time - onset <= _LONGEST_PAUSE else None
