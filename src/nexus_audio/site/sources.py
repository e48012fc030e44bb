"""What an episode leads to: links, quotes, earlier issues, and the newsletter itself."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from nexus_audio.errors import ConfigError
from nexus_audio.models import BlockKind, Briefing, Episode, Link, Reference, Section
from nexus_audio.site.words import Words

_FOREIGN = re.compile(r"[\s\x00-\x1f\x7f\"<>\\^`{|}()]")
"""What RFC 3986 has no place for, and the brackets, which Markdown and many apps cut at."""


def web_address(url: str) -> str:
    """The URL as it can stand in any text; empty when it does not lead into the web."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    usable = parts.scheme.lower() in ("http", "https") and bool(parts.netloc)
    return _FOREIGN.sub(lambda found: quote(found[0]), parts.geturl()) if usable else ""


def links(section: Section) -> tuple[Link, ...]:
    """The links of a section into the web, each address once, each with words to click."""
    found: dict[str, Link] = {}
    for link in (link for block in section.blocks for link in block.links):
        url = web_address(link.url)
        if url:
            text = " ".join(link.text.split()) or urlsplit(url).netloc
            found.setdefault(url, Link(text=text, url=url))
    return tuple(found.values())


def quoted(section: Section) -> tuple[str, ...]:
    """Who is quoted in a section, each once."""
    quotes = (block for block in section.blocks if block.kind is BlockKind.QUOTE)
    return tuple(dict.fromkeys(block.attribution for block in quotes if block.attribution))


def references(briefing: Briefing, spoken: Collection[str]) -> tuple[Reference, ...]:
    """The other issues that were spoken of, each once."""
    found: dict[int, Reference] = {}
    for reference in briefing.references:
        if not reference.section or reference.section in spoken:
            found.setdefault(reference.number, reference)
    return tuple(found.values())


def newsletter(briefing: Briefing, episode: Episode, section: str = "") -> str:
    """Where the written issue, or a section of it, can be read; empty when nobody said."""
    url = web_address(episode.link or briefing.url)
    return f"{url}#{quote(section)}" if url and section else url


def moment(episode: Episode) -> datetime:
    """When an episode appeared; raises ConfigError when its date is none."""
    try:
        found = datetime.fromisoformat(episode.date)
    except ValueError as error:
        raise ConfigError(
            f"{episode.date!r} is no date",
            subject=f"episodes/{episode.slug}/episode.toml",
            hint="Write it as 2026-11-23T06:00:00+01:00.",
        ) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def day(episode: Episode, words: Words) -> str:
    """The date of an episode as people write it; raises ConfigError when it is none."""
    found = moment(episode)
    return words.date.format(day=found.day, month=words.months[found.month - 1], year=found.year)
