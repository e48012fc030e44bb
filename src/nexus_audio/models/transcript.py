"""What an engine heard."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.models.times import Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One recognised word; `heard` keeps what the engine wrote where the spelling was corrected."""

    text: str
    start: Milliseconds
    end: Milliseconds
    probability: float
    heard: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of an engine's output, in one language."""

    start: Milliseconds
    end: Milliseconds
    text: str
    language: str
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What an engine heard in a recording."""

    engine: str
    model: str
    duration: Milliseconds
    segments: tuple[Segment, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words in the order they were spoken."""
        return tuple(word for segment in self.segments for word in segment.words)
