"""What of a recording is kept, and how its times become those of the episode."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from nexus_audio.models.times import Milliseconds, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Jingle:
    """A sound of the show that plays before a kept range, or after the last one."""

    name: str
    """The file in the artifact of stage edit."""
    before: int
    """The index of the kept range that follows; their number for a jingle at the end."""
    duration: Milliseconds


@dataclass(frozen=True, kw_only=True)
class EditList:
    """The ranges of the recording that the episode keeps, in order, and the jingles around them.

    A jingle has no place in the recording: it moves all that follows it. Where the ranges lie
    is found once, as every word of an episode asks for it; hence no slots.
    """

    kept: tuple[Span, ...]
    jingles: tuple[Jingle, ...] = ()

    @property
    def duration(self) -> Milliseconds:
        """How long the episode is."""
        ranges = sum(span.end - span.start for span in self.kept)
        return ranges + sum(jingle.duration for jingle in self.jingles)

    @cached_property
    def placed(self) -> tuple[tuple[Milliseconds, Span], ...]:
        """Each kept range with the time of the episode at which it begins."""
        found: list[tuple[Milliseconds, Span]] = []
        clock = 0
        for index, span in enumerate(self.kept):
            clock += sum(jingle.duration for jingle in self.jingles if jingle.before == index)
            found.append((clock, span))
            clock += span.end - span.start
        return tuple(found)

    @cached_property
    def _ends(self) -> Sequence[Milliseconds]:
        """Where each kept range ends, by the recording."""
        return [span.end for span in self.kept]

    @cached_property
    def _ends_placed(self) -> Sequence[Milliseconds]:
        """Where each kept range ends, by the episode."""
        return [start + span.end - span.start for start, span in self.placed]

    def to_episode(self, time: Milliseconds) -> Milliseconds | None:
        """The episode's time for a time of the recording; none where it was cut."""
        index = min(bisect_right(self._ends, time), len(self.kept) - 1)
        for start, span in self.placed[index : index + 1]:
            if span.start <= time <= span.end:
                return start + time - span.start
        return None

    def parts(self, start: Milliseconds, end: Milliseconds) -> tuple[Span, ...]:
        """What is left of a stretch of the recording, on the episode's clock, in order.

        There is a part for each kept range that the stretch lies in. A moment, which ends where
        it starts, is left as one or not at all.
        """
        if end <= start:
            moment = self.to_episode(start)
            return () if moment is None else (Span(start=moment, end=moment),)
        found: list[Span] = []
        for index in range(bisect_right(self._ends, start), len(self.kept)):
            placed, kept = self.placed[index]
            first, last = max(start, kept.start), min(end, kept.end)
            if first >= last:
                break
            shift = placed - kept.start
            found.append(Span(start=first + shift, end=last + shift))
        return tuple(found)

    def to_recording(self, time: Milliseconds) -> Milliseconds:
        """The recording's time for a time of the episode, held inside the episode.

        A jingle stands for the moment that follows it.
        """
        index = bisect_right(self._ends_placed, time)
        for start, span in self.placed[index : index + 1]:
            return span.start + max(0, time - start)
        return self.kept[-1].end if self.kept else 0
