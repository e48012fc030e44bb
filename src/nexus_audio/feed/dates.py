"""Dates as a host writes them (ISO 8601 with a zone) and as a feed does (RFC 2822)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

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


def read(date: str) -> datetime | None:
    """A date of a feed (RFC 2822); none when it is none, or says no zone."""
    try:
        found = parsedate_to_datetime(date)
    except ValueError:
        return None
    return found if found.tzinfo else None


def summer_time(moment: datetime) -> bool:
    """Whether it is summer time in the EU: between the last Sundays of March and October.

    It begins and ends at 1:00 UTC (Directive 2000/84/EC).
    """
    now = moment.astimezone(UTC)
    return _last_sunday(now.year, 3) <= now < _last_sunday(now.year, 10)


def _last_sunday(year: int, month: int) -> datetime:
    """At 1:00 UTC; March and October both have 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)


def _unusable(date: str, subject: str) -> FeedError:
    return FeedError(
        f"{date!r} is no date with a time zone",
        subject=subject,
        hint="Write it as 2026-11-23T06:00:00+01:00.",
    )
