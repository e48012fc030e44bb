"""Who is quoted, which issues are referred to, and when an episode appeared."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime

from nexus_audio.errors import ConfigError
from nexus_audio.feed.links import web_address
from nexus_audio.models import BlockKind, Briefing, Episode, Reference, Section
from nexus_audio.site.words import Words


def quoted(section: Section) -> tuple[tuple[str, str], ...]:
    """Who is quoted in a section, each once, with the address of the quote if it has one."""
    found: dict[str, str] = {}
    for block in section.blocks:
        if block.kind is BlockKind.QUOTE and block.attribution:
            addresses = filter(None, (web_address(link.url) for link in block.links))
            found[block.attribution] = found.get(block.attribution) or next(addresses, "")
    return tuple(found.items())


def references(briefing: Briefing, spoken: Collection[str]) -> tuple[Reference, ...]:
    """The other issues that were spoken of, each once, with its title where one is told."""
    found: dict[int, Reference] = {}
    for reference in briefing.references:
        if not reference.section or reference.section in spoken:
            known = found.setdefault(reference.number, reference)
            if reference.title and not known.title:
                found[reference.number] = reference
    return tuple(found.values())


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
