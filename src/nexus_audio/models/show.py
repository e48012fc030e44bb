"""What the host wrote about the podcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from nexus_audio.models.people import Person
from nexus_audio.namespace import (
    Blocking,
    Funding,
    Image,
    Location,
    Recommendation,
    Social,
    Trailer,
    Txt,
    UpdateFrequency,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Show:
    """What the host wrote about the podcast (`feed/show.toml`)."""

    title: str
    description: str
    author: str
    link: str
    guid: str
    language: str = "de"
    category: str = "News"
    subcategory: str = ""
    explicit: bool = False
    copyright: str = ""
    license: str = ""
    email: str = ""
    """Only for the optional owner tag and the lock; left out of the feed when empty."""
    locked: bool = True
    members_text: str = ""
    """What the notes tell members, or those who may become one."""
    members_url: str = ""
    apple_url: str = ""
    """The show's page in Apple Podcasts, for the button on the pages."""
    spotify_url: str = ""
    """The same in Spotify, which has no button otherwise."""
    people: tuple[Person, ...] = ()
    type: Literal["episodic", "serial"] = "episodic"
    medium: str = "podcast"
    license_url: str = ""
    complete: bool = False
    """Whether no further episode will come."""
    new_feed_url: str = ""
    """Where the feed has moved to."""
    hub: str = ""
    """The WebSub hub that tells subscribers of changes."""
    update_frequency: UpdateFrequency | None = None
    block: Blocking | None = None
    funding: tuple[Funding, ...] = ()
    locations: tuple[Location, ...] = ()
    trailers: tuple[Trailer, ...] = ()
    social: tuple[Social, ...] = ()
    podroll: tuple[Recommendation, ...] = ()
    images: tuple[Image, ...] = ()
    txt: tuple[Txt, ...] = ()
