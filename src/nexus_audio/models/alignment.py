"""How the text was spoken: what of it when, and what was said instead."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nexus_audio.models.briefing import SectionKind
from nexus_audio.models.times import Milliseconds, Span
from nexus_audio.models.transcript import Word


class Reading(StrEnum):
    """How a section was spoken."""

    READ = "read"
    PARAPHRASED = "paraphrased"
    PARTIAL = "partial"
    SKIPPED = "skipped"
    MOVED = "moved"


class DeviationKind(StrEnum):
    """In what a spoken passage differs from the written one."""

    NAME = "name"
    NUMBER = "number"
    NEGATION = "negation"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlignedSection:
    """Where and how one section was spoken; a skipped one has no start."""

    id: str
    kind: SectionKind
    level: int
    emoji: str
    heading: str
    reading: Reading
    start: Milliseconds | None
    end: Milliseconds | None
    confidence: float
    """How sure the start is, 0 to 1."""
    coverage: float
    """The share of the section's text that was spoken, 0 to 1."""
    review: str | None = None
    """Why a person should look at it; none when nothing is doubtful."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adlib:
    """Speech that no section holds; `after` is the id of the section before it."""

    start: Milliseconds
    end: Milliseconds
    text: str
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retake:
    """A passage spoken again: the earlier take and the one that counts."""

    section: str
    superseded: Span
    """What would be cut: up to the take that counts, with the slip between, if that follows."""
    kept: Span
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Deviation:
    """A place where what was said differs from what was written."""

    section: str
    kind: DeviationKind
    written: str
    spoken: str
    start: Milliseconds
    end: Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Contiguous speech attached to one block of one section, or to none (an ad-lib)."""

    section: str | None
    block: int | None
    """The index of the block in its section; -1 is the heading."""
    language: str
    words: tuple[Word, ...]

    @property
    def start(self) -> Milliseconds:
        """When it begins."""
        return self.words[0].start

    @property
    def end(self) -> Milliseconds:
        """When it ends."""
        return self.words[-1].end

    @property
    def text(self) -> str:
        """Its words as one line."""
        return " ".join(word.text for word in self.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Which part of the briefing was spoken when, and what was said instead."""

    sections: tuple[AlignedSection, ...]
    adlibs: tuple[Adlib, ...]
    retakes: tuple[Retake, ...]
    deviations: tuple[Deviation, ...]
    utterances: tuple[Utterance, ...]
    """The whole transcript in spoken order, spelled as the text spells it."""
