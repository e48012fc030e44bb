"""What a show and an episode tell by the podcast namespace, as a host writes it in TOML.

https://github.com/Podcastindex-org/podcast-namespace, docs/tags, as of 2026-05-13.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """A place where listeners can support the show."""

    url: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A place that the show is about, or was made at."""

    name: str
    rel: str = "subject"
    """`subject` is what it is about, `creator` where it was made."""
    geo: str = ""
    """`geo:53.55,9.99` (RFC 5870)."""
    osm: str = ""
    """OpenStreetMap's letter and number, as `R62782`."""
    country: str = ""
    """Two letters of ISO 3166-1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Txt:
    """A word to a service: `applepodcastsverify`, `verify` or `ai-content`."""

    text: str
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Social:
    """The post under which listeners talk; protocol `disabled` says that they should not."""

    protocol: str
    uri: str = ""
    account: str = ""
    account_url: str = ""
    priority: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trailer:
    """A trailer of the show, or of one season."""

    title: str
    url: str
    date: str
    """ISO 8601 with its zone."""
    length: int | None = None
    """Bytes."""
    type: str = "audio/mpeg"
    season: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFrequency:
    """How often episodes come: in words, and as a recurrence rule of RFC 5545."""

    text: str
    rrule: str = ""
    start: str = ""
    """ISO 8601; the rule needs it when it counts."""
    complete: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Recommendation:
    """Another podcast that the host recommends."""

    guid: str
    """The other show's podcast guid."""
    url: str = ""
    """The address of its feed."""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A further picture, for another shape or purpose than the cover."""

    url: str
    alt: str = ""
    ratio: str = ""
    """Width by height, as `16/9`; square when it is left out."""
    width: int | None = None
    height: int | None = None
    type: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocking:
    """Who must not list the show: everybody, or named services."""

    all: bool = False
    services: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    """The services that may list it all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Soundbite:
    """A passage that stands for the episode; 15 to 120 seconds are advised."""

    start: str
    """On the episode's clock, as `1:02.5`."""
    duration: float
    """Seconds."""
    title: str = ""
