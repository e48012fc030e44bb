"""The check of a feed: who requires what, what is wrong, and what to do about it.

It looks at what no validator of feeds looks at: whether the files that a feed names are
there, are what the feed says they are, and agree with each other. A feed may lie in a
built tree, in a file, or on the web.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.feed import xml
from nexus_audio.feed.origin import Origin, TreeOrigin
from nexus_audio.feed.published import open_published
from nexus_audio.feed.rules import REBUILD, RULES, Level
from nexus_audio.feed.web import WebOrigin

FEED_LIMIT = 64 * 1024 * 1024
"""The most bytes that are read of a feed."""
NOTHING: Mapping[str, str] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One fault in a feed."""

    level: Level
    rule: str
    requirer: str
    """Who asks for it: a specification or a directory."""
    message: str
    fix: str


def check_tree(
    public: Path,
    public_url: str,
    *,
    now: datetime | None = None,
    before: Mapping[str, str] = NOTHING,
) -> tuple[Finding, ...]:
    """All that is wrong in a built tree, in the order of the rules.

    `public` is the folder that is uploaded, `public_url` the address under which it will lie,
    `before` the enclosure of each guid that was last published.
    """
    address = public_url.rstrip("/") + "/feed.xml"
    origin = TreeOrigin(public, public_url)
    return _check(origin.read(address, FEED_LIMIT), origin, address, now, before)


def check_file(file: Path, *, now: datetime | None = None) -> tuple[Finding, ...]:
    """All that is wrong in a feed that lies in a file, and with what it names on the web."""
    try:
        source = file.read_bytes()
    except OSError as error:
        return (_unreadable(f"it cannot be read: {error.strerror}"),)
    return _check(source, WebOrigin(), "", now, NOTHING)


def check_url(
    url: str, *, now: datetime | None = None, before: Mapping[str, str] = NOTHING
) -> tuple[Finding, ...]:
    """All that is wrong in a feed on the web."""
    origin = WebOrigin()
    return _check(origin.read(url, FEED_LIMIT), origin, url, now, before)


def _check(
    source: bytes | None,
    origin: Origin,
    address: str,
    now: datetime | None,
    before: Mapping[str, str],
) -> tuple[Finding, ...]:
    if source is None:
        return (_unreadable(f"it cannot be read: {origin.look(address).problem}"),)
    try:
        published = open_published(source, origin, address=address, now=now, before=before)
    except FeedError as error:
        return (_unreadable(str(error)),)
    if isinstance(origin, WebOrigin):
        named = ("enclosure", *map(xml.name, ("podcast:chapters", "podcast:transcript")))
        origin.warm(element.get("url", "") for element in published.tags(*named))
    return tuple(
        Finding(
            level=rule.level, rule=rule.name, requirer=rule.requirer, message=message, fix=rule.fix
        )
        for rule in RULES
        for message in rule.find(published)
    )


def _unreadable(message: str) -> Finding:
    return Finding(
        level=Level.ERROR, rule="feed-parses", requirer="RSS 2.0", message=message, fix=REBUILD
    )
