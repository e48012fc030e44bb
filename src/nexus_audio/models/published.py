"""What comes out for listeners: chapters, captions, the audio file, and what went live."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from nexus_audio.models.recording import Loudness
from nexus_audio.models.times import Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A titled stretch of an episode; the emoji is for the page alone."""

    start: Milliseconds
    end: Milliseconds
    title: str
    emoji: str = ""
    section: str = ""
    link: str = ""
    image: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """One timed caption of one or two lines."""

    start: Milliseconds
    end: Milliseconds
    lines: tuple[str, ...]
    language: str = "de"
    speaker: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """The media file of an episode, as it was measured after encoding."""

    name: str
    type: str
    length: int
    """Bytes."""
    duration: Milliseconds
    sha256: str
    loudness: Loudness
    alternates: tuple[Enclosure, ...] = ()
    """The same episode in other formats."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastPublished:
    """What went live last, to which the next publication is held."""

    show: str = ""
    """The show's guid; empty when nothing was published yet."""
    enclosures: Mapping[str, str] = field(default_factory=dict)
    """The address of the audio of each episode, by guid."""
