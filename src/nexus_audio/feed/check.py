"""The check of a feed: who requires what, what is wrong, and what to do about it.

It looks at what no validator of feeds looks at: whether the files that a feed names are
there, are what the feed says they are, and agree with each other. A feed may lie in a
built tree, in a file, or on the web.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.feed import xml
from nexus_audio.feed.channel import GENERATOR
from nexus_audio.feed.origin import Origin, TreeOrigin
from nexus_audio.feed.published import Published, media, open_published, text
from nexus_audio.feed.rules import RULES, Level, Rule
from nexus_audio.feed.web import WebOrigin
from nexus_audio.models import LastPublished

FEED_LIMIT = 64 * 1024 * 1024
"""The most bytes that are read of a feed."""
NOTHING = LastPublished()


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
    before: LastPublished = NOTHING,
) -> tuple[Finding, ...]:
    """All that is wrong in a built tree, in the order of the rules.

    `public` is the folder that is uploaded, `public_url` the address under which it will lie,
    `before` what was last published under it.
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
    url: str, *, now: datetime | None = None, before: LastPublished = NOTHING
) -> tuple[Finding, ...]:
    """All that is wrong in a feed on the web."""
    origin = WebOrigin()
    return _check(origin.read(url, FEED_LIMIT), origin, url, now, before)


def _check(
    source: bytes | None,
    origin: Origin,
    address: str,
    now: datetime | None,
    before: LastPublished,
) -> tuple[Finding, ...]:
    if source is None:
        return (_unreadable(f"it cannot be read: {origin.look(address).problem}"),)
    try:
        published = open_published(source, origin, address=address, now=now, before=before)
    except FeedError as error:
        return (_unreadable(str(error)),)
    if isinstance(origin, WebOrigin):
        _warm(origin, published)
    ours = text(published.channel, "generator") == GENERATOR
    return tuple(
        _finding(rule, message, ours=ours) for rule in RULES for message in rule.find(published)
    )


def _finding(rule: Rule, message: str, *, ours: bool) -> Finding:
    """A fault, with what to do in the host's own files where nexus-audio wrote the feed."""
    fix = f"{rule.fix} {rule.place}" if ours and rule.place else rule.fix
    return Finding(
        level=rule.level, rule=rule.name, requirer=rule.requirer, message=message, fix=fix
    )


def _warm(origin: WebOrigin, published: Published) -> None:
    """Ask for what the rules will want to know, so that they do not wait for one after another."""
    named = ("enclosure", *map(xml.name, ("podcast:chapters", "podcast:transcript")))
    origin.warm(origin.look, (element.get("url", "") for element in published.tags(*named)))
    sounds = (url for item in published.items for url, _ in media(item))
    origin.warm(published.sound, sounds)


def _unreadable(message: str) -> Finding:
    return Finding(
        level=Level.ERROR,
        rule="feed-parses",
        requirer="RSS 2.0",
        message=message,
        fix="See that it can be had, and is RSS 2.0 in well-formed XML.",
    )
