"""A section's start, where else it might be, and by what it was found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from nexus_audio.align.passages import Passage
from nexus_audio.models import Milliseconds


class Placed(StrEnum):
    """By what a start was found."""

    WORDS = "words"
    UNMEASURED = "unmeasured"
    """By words alone, because the recording has no pause at all."""
    ONSET = "onset"
    HEADING = "heading"
    """A heading that was heard before its text, or over other sections."""
    ISLAND = "island"
    """By an island of speech in which the heading was not heard."""
    BELOW = "below"
    """A category whose heading was not found, by its first section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place where a section may start."""

    time: Milliseconds
    placed: Placed
    signs: Mapping[str, float]
    """What can be seen of it: 0 for nothing, 1 for much; lengths and counts by their logarithm."""
    heading: float = 0.0
    """How alike the heading is that was heard there; 0 where none was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """When a section starts, and how that was found."""

    time: Milliseconds
    placed: Placed
    passage: Passage
    """The first passage of the section, or of the one below that it was placed by."""
    heading: float = 0.0
    """How alike the heading is that was heard there; 0 where none was."""
    sure: float = 1.0
    """The probability of this place among all candidates."""
    candidates: tuple[Candidate, ...] = ()
    """What it was chosen from."""
