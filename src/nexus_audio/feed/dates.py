"""Dates as a host writes them (ISO 8601 with a zone) and as a feed does (RFC 2822)."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

from nexus_audio.errors import FeedError
from nexus_audio.models import Episode


def moment(date: str, subject: str) -> datetime:
    """A date with the zone that the host gave it; raises FeedError, which names the file."""
    try:
        found = datetime.fromisoformat(date)
    except ValueError as error:
        raise _unusable(date, subject) from error
    if found.tzinfo is None:
        raise _unusable(date, subject)
    return found


def appeared(episode: Episode) -> datetime:
    """When an episode appears; raises FeedError when its date is unusable."""
    return moment(episode.date, f"episodes/{episode.slug}/episode.toml")


def written(moment: datetime) -> str:
    """`Mon, 16 Nov 2026 07:30:00 +0100`: the zone stays as it is."""
    return format_datetime(moment)


def _unusable(date: str, subject: str) -> FeedError:
    return FeedError(
        f"{date!r} is no date with a time zone",
        subject=subject,
        hint="Write it as 2026-11-23T06:00:00+01:00.",
    )
