"""A section's start, and by what it was found."""

from __future__ import annotations

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
    heading: float = 0.0
    """How alike the heading was that was heard by itself; 0 where none was."""
    begun: Passage | None = None
    """Where the section was begun for the first time, if that was said again."""
