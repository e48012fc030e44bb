"""A feed with its archives, and what lies behind the addresses in it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from lxml import etree

from nexus_audio.errors import ConfigError, FeedError
from nexus_audio.feed import clock, xml
from nexus_audio.feed.origin import Origin
from nexus_audio.feed.sound import Sound, read_sound
from nexus_audio.models import LastPublished, Milliseconds


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
    before: LastPublished = field(default_factory=LastPublished)
    """What was last published."""
    _read: dict[str, Any] = field(default_factory=dict)
    _sounds: dict[str, Sound] = field(default_factory=dict)

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

    def sound(self, url: str) -> Sound:
        """What the sound file behind an address tells of itself; nothing when it is not there."""
        if url not in self._sounds:
            answer = self.origin.look(url)
            read = partial(_part, self.origin, url)
            self._sounds[url] = Sound() if answer.problem else read_sound(read, answer.size)
        return self._sounds[url]

    def duration(self, item: etree._Element) -> Milliseconds | None:
        """How long an episode is by its item, rounded up, else by its file; none if unknown."""
        written = written_duration(item)
        if written:
            return (written // 1000 + 1) * 1000
        return self.sound(attribute(item, "enclosure", "url")).duration


def open_published(
    source: bytes,
    origin: Origin,
    *,
    address: str = "",
    now: datetime | None = None,
    before: LastPublished | None = None,
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
        before=before or LastPublished(),
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


def doubled(parent: etree._Element, tags: Collection[str]) -> Iterator[str]:
    """Those of some tags that a show or an episode has more than once."""
    counts = Counter(child.tag for child in parent)
    yield from (tag for tag in tags if counts[xml.name(tag)] > 1)


def label(item: etree._Element) -> str:
    """What to call an item in a message."""
    return repr(text(item, "title") or text(item, "guid") or "an item without title")


def written_duration(item: etree._Element) -> Milliseconds | None:
    """How long an episode is by its feed item: `3723`, `62:03`, `1:02:03`; none if unknown."""
    try:
        return clock.parse(text(item, "itunes:duration"))
    except ConfigError:
        return None


def media(item: etree._Element) -> Iterator[tuple[str, etree._Element]]:
    """Each file of an episode with the element that tells its length and type."""
    for enclosure in item.iterfind("enclosure"):
        yield enclosure.get("url", ""), enclosure
    for other in item.iterfind(xml.name("podcast:alternateEnclosure")):
        for source in other.iterfind(xml.name("podcast:source")):
            if source.get("uri", "").startswith(("http://", "https://")):
                yield source.get("uri", ""), other


def _part(origin: Origin, url: str, start: int, most: int) -> bytes:
    return origin.read(url, most, start) or b""


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
