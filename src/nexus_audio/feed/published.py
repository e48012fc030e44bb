"""A built public tree, as its own feed describes it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml import etree

from nexus_audio.errors import FeedError
from nexus_audio.feed import xml
from nexus_audio.models import Milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """The feed's channel with the folder and the address of all that it names."""

    public: Path
    public_url: str
    source: bytes
    channel: etree._Element

    @property
    def items(self) -> list[etree._Element]:
        """The feed's items in their order."""
        return self.channel.findall("item")

    def file(self, url: str) -> Path | None:
        """The file behind an address; none when the tree does not hold it."""
        base = self.public_url.rstrip("/") + "/"
        path = self.public / unquote(url.removeprefix(base))
        return path if url.startswith(base) and path.is_file() else None

    def json(self, url: str) -> Any:
        """The JSON behind an address; none when there is none that can be read."""
        path = self.file(url)
        try:
            return json.loads(path.read_text(encoding="utf-8")) if path else None
        except ValueError:
            return None


def open_published(public: Path, public_url: str) -> Published:
    """The tree with its feed; raises FeedError when that cannot be read."""
    path = public / "feed.xml"
    try:
        source = path.read_bytes()
        channel = etree.fromstring(source, etree.XMLParser(resolve_entities=False)).find("channel")
    except (OSError, etree.XMLSyntaxError) as error:
        raise FeedError(f"the feed cannot be read: {error}", subject=str(path)) from error
    if channel is None:
        raise FeedError("this is no RSS: it has no channel", subject=str(path))
    return Published(public=public, public_url=public_url, source=source, channel=channel)


def text(element: etree._Element, tag: str) -> str:
    """The text of a child; empty when there is no such child."""
    return (element.findtext(xml.name(tag)) or "").strip()


def attribute(element: etree._Element, tag: str, key: str) -> str:
    """An attribute of a child; empty when there is no such child or attribute."""
    child = element.find(xml.name(tag))
    return "" if child is None else child.get(key, "")


def label(item: etree._Element) -> str:
    """What to call an item in a message."""
    return repr(text(item, "title") or text(item, "guid") or "an item without title")


def duration(item: etree._Element) -> Milliseconds | None:
    """How long an episode is by its feed item, rounded up; none when it does not say."""
    seconds = text(item, "itunes:duration")
    return (int(seconds) + 1) * 1000 if seconds.isdecimal() else None
