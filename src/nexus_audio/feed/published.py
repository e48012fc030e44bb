"""A feed with its archives, and what lies behind the addresses in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from lxml import etree

from nexus_audio.errors import FeedError
from nexus_audio.feed import xml
from nexus_audio.feed.origin import Origin
from nexus_audio.models import Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A feed as a reader gets it, and what a check knows beside it."""

    origin: Origin
    source: bytes
    channel: etree._Element
    """That of the newest document."""
    items: tuple[etree._Element, ...]
    """The items of the feed and its archives, in their order."""
    address: str = ""
    """Where the feed lies; empty when nobody said."""
    now: datetime | None = None
    """When it is looked at; none when that is not to matter."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The enclosure of each guid that was last published."""
    _read: dict[str, Any] = field(default_factory=dict)

    def tags(self, *names: str) -> Iterator[etree._Element]:
        """All elements of these names, those of the archives' episodes too; of all names by *."""
        show = (child for child in self.channel if child.tag != "item")
        for part in (*show, *self.items):
            yield from part.iter(*names)

    def json(self, url: str) -> Any:
        """The JSON behind an address; none when there is none that can be read."""
        if url not in self._read:
            try:
                self._read[url] = json.loads(self.origin.read(url) or b"null")
            except ValueError:
                self._read[url] = None
        return self._read[url]


def open_published(
    source: bytes,
    origin: Origin,
    *,
    address: str = "",
    now: datetime | None = None,
    before: Mapping[str, str] | None = None,
) -> Published:
    """A feed and all its archives; raises FeedError when one of them cannot be read."""
    channel = _channel(source, address)
    return Published(
        origin=origin,
        source=source,
        channel=channel,
        items=tuple(item for part in _parts(channel, origin) for item in part.iterfind("item")),
        address=address,
        now=now,
        before=before or {},
    )


def text(element: etree._Element, tag: str) -> str:
    """The text of a child; empty when there is no such child."""
    return (element.findtext(xml.name(tag)) or "").strip()


def attribute(element: etree._Element, tag: str, key: str) -> str:
    """An attribute of a child; empty when there is no such child or attribute."""
    child = element.find(xml.name(tag))
    return "" if child is None else child.get(key, "")


def links(channel: etree._Element, relation: str) -> list[str]:
    """The addresses that a channel names in that relation."""
    every = channel.iterfind(xml.name("atom:link"))
    return [link.get("href", "") for link in every if link.get("rel") == relation]


def label(item: etree._Element) -> str:
    """What to call an item in a message."""
    return repr(text(item, "title") or text(item, "guid") or "an item without title")


def duration(item: etree._Element) -> Milliseconds | None:
    """How long an episode is by its feed item, rounded up; none when it does not say."""
    seconds = text(item, "itunes:duration")
    return (int(seconds) + 1) * 1000 if seconds.isdecimal() else None


def _parts(channel: etree._Element, origin: Origin) -> list[etree._Element]:
    parts, seen = [channel], set[str]()
    while older := next(iter(links(parts[-1], "prev-archive")), ""):
        if older in seen:
            raise FeedError("the archives lead in a circle", subject=older)
        seen.add(older)
        parts.append(_channel(origin.read(older) or b"", older))
    return parts


def _channel(source: bytes, subject: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        channel = etree.fromstring(source, parser).find("channel")
    except etree.XMLSyntaxError as error:
        raise FeedError(f"the feed cannot be read: {error}", subject=subject) from error
    if channel is None:
        raise FeedError("this is no RSS: it has no channel", subject=subject)
    return channel
