"""What the host wrote about an episode, and decided about its recording."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nexus_audio.models.people import Person
from nexus_audio.namespace import Location, Social, Soundbite, Txt


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What the host decided about a stretch of the recording: it goes, or it stays."""

    start: str
    """On the recording's clock, as `3:12.250`."""
    end: str
    why: str = ""
    keep: bool = False
    """Whether it stays, so that nobody proposes again to cut it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the host wants done about a place where what was said differs from the text."""

    start: str
    """On the recording's clock, as `3:12.250`."""
    written: str
    spoken: str
    answer: Literal["keep", "note", "patch"]
    """It stays as it was said; the notes put it right; it is to be recorded anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """What the host wrote about one episode (`episode.toml`)."""

    slug: str
    title: str
    date: str
    """ISO 8601 with its zone, kept as the host wrote it."""
    guid: str
    number: int | None = None
    season: int | None = None
    summary: str = ""
    link: str = ""
    """The written issue on the newsletter's site."""
    explicit: bool = False
    people: tuple[Person, ...] = ()
    type: Literal["full", "trailer", "bonus"] = "full"
    season_name: str = ""
    display: str = ""
    """What to show instead of the number."""
    image: str = ""
    """The address of a picture of its own."""
    block: bool = False
    """Whether directories should leave it out."""
    unpublished: bool = False
    """Whether it is kept out of the feed."""
    soundbites: tuple[Soundbite, ...] = ()
    locations: tuple[Location, ...] = ()
    social: tuple[Social, ...] = ()
    txt: tuple[Txt, ...] = ()
    cut: tuple[Cut, ...] = ()
    """What of the recording is left out, and which retakes stay."""
    deviation: tuple[Answer, ...] = ()
    """What becomes of the places where what was said differs from the text."""
