"""How right an alignment is: sections found, how far their starts are off, and what was flagged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from statistics import median

from recordings import Recording

from nexus_audio.models import Milliseconds

BAD: Milliseconds = 2_000
"""A start that is more than this off is one that a review should catch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a method made of a recording."""

    recording: Recording
    found: Mapping[str, Milliseconds]
    """The start of each section that it found."""
    confidence: Mapping[str, float] = field(default_factory=dict)
    flagged: Set[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One section that was spoken and found."""

    error: Milliseconds
    """Without its sign."""
    confidence: float
    flagged: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The figures over several recordings."""

    sections: int
    """All sections of all briefings, spoken or not."""
    spoken: int
    placed: tuple[Placed, ...]
    invented: int
    flagged: int

    @property
    def recall(self) -> float:
        """The share of what was spoken that was found."""
        return len(self.placed) / max(1, self.spoken)

    @property
    def precision(self) -> float:
        """The share of what was found that was spoken."""
        return len(self.placed) / max(1, len(self.placed) + self.invented)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.recall * self.precision / max(1e-9, self.recall + self.precision)

    @property
    def median(self) -> float:
        """Seconds."""
        return median(self.errors) / 1000 if self.placed else float("nan")

    @property
    def errors(self) -> list[Milliseconds]:
        """Ascending."""
        return sorted(one.error for one in self.placed)

    def percentile(self, share: float) -> float:
        """Seconds; the smallest error that so many do not exceed."""
        errors = self.errors
        return errors[min(len(errors) - 1, int(share * len(errors)))] / 1000 if errors else 0.0

    def within(self, limit: Milliseconds) -> float:
        """The share of those found that are at most so far off."""
        return sum(error <= limit for error in self.errors) / max(1, len(self.placed))

    @property
    def bad(self) -> tuple[Placed, ...]:
        """Those that a review should catch."""
        return tuple(one for one in self.placed if one.error > BAD)

    @property
    def caught(self) -> int:
        """How many of them it does catch."""
        return sum(one.flagged for one in self.bad)

    @property
    def calibration(self) -> float:
        """The expected calibration error of ten equal bins (Naeini et al. 2015)."""
        bins: dict[int, list[Placed]] = {}
        for one in self.placed:
            bins.setdefault(min(9, int(one.confidence * 10)), []).append(one)
        total = 0.0
        for each in bins.values():
            right = sum(one.error <= BAD for one in each)
            total += abs(right - sum(one.confidence for one in each))
        return total / max(1, len(self.placed))


def score(outcomes: Iterable[Outcome]) -> Score:
    """One score over all that a method did."""
    placed: list[Placed] = []
    sections = spoken = invented = flagged = 0
    for outcome in outcomes:
        truth = outcome.recording.starts
        sections += len(outcome.recording.briefing.sections)
        spoken += len(truth)
        flagged += len(outcome.flagged)
        invented += len(outcome.found.keys() - truth.keys())
        placed += [
            Placed(
                error=abs(outcome.found[section] - start),
                confidence=outcome.confidence.get(section, 0.0),
                flagged=section in outcome.flagged,
            )
            for section, start in truth.items()
            if section in outcome.found
        ]
    return Score(
        sections=sections,
        spoken=spoken,
        placed=tuple(placed),
        invented=invented,
        flagged=flagged,
    )


def troubles(outcomes: Sequence[Outcome], limit: Milliseconds = 500) -> Iterable[str]:
    """Each section that is missing, invented or more than so far off, for tuning."""
    for outcome in outcomes:
        truth, name = outcome.recording.starts, outcome.recording.name
        for section in outcome.recording.briefing.sections:
            true, found = truth.get(section.id), outcome.found.get(section.id)
            sure = f"{outcome.confidence.get(section.id, 0):.2f}"
            mark = "!" if section.id in outcome.flagged else ""
            if true is None and found is not None:
                yield f"{name} {section.id}: invented at {found} ({sure}{mark})"
            elif found is None and true is not None:
                yield f"{name} {section.id}: not found, is at {true} ({sure}{mark})"
            elif found is not None and true is not None and abs(found - true) > limit:
                yield f"{name} {section.id}: {found - true:+} ms at {true} ({sure}{mark})"
