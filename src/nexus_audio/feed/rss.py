"""The feed: RSS 2.0 as Apple, PSP-1 and the podcast namespace ask for it.

`feed.xml` holds the newest episodes. When there are many, the older ones lie in
archives (RFC 5005, section 4), the oldest in `archive-1.xml`: a new episode changes
none of them. Readers that only know pages (section 3) find the same files by `next`.
`check` reads back what is written here, and tells who requires what.
"""

from __future__ import annotations

from collections.abc import Sequence

from lxml import etree

from nexus_audio.feed import dates, xml
from nexus_audio.feed.channel import add_channel
from nexus_audio.models import Episode, Show

NEWEST = "feed.xml"
RSS_TYPE = "application/rss+xml"

Entry = tuple[Episode, bytes]
"""An episode with the item that `item_xml` made of it."""


def build_feed(
    show: Show, entries: Sequence[Entry], public_url: str, cover_url: str = "", least: int = 500
) -> dict[str, bytes]:
    """The feed's documents by name, archives first, each with its newest episode first.

    `feed.xml` holds at least `least` episodes where there are so many, and less than twice
    that. `public_url` is where the public tree lies; `cover_url` is empty without a cover.
    """
    base = public_url.rstrip("/") + "/"
    oldest_first = sorted(entries, key=lambda one: (dates.appeared(one[0]), one[0].slug))
    archives = max(0, len(oldest_first) // least - 1)
    documents = {}
    for number in range(1, archives + 1):
        part = oldest_first[(number - 1) * least : number * least]
        head = _head(show, base, cover_url, part, number, older=number - 1)
        documents[archive_name(number)] = _document(head, part)
    newest = oldest_first[archives * least :]
    head = _head(show, base, cover_url, newest, 0, older=archives)
    return documents | {NEWEST: _document(head, newest)}


def archive_name(number: int) -> str:
    """The name of an archive; the first is the oldest."""
    return f"archive-{number}.xml"


def _document(head: bytes, oldest_first: Sequence[Entry]) -> bytes:
    end = head.rindex(b"  </channel>")
    items = [item for _, item in reversed(oldest_first)]
    return b"".join((head[:end], *items, head[end:]))


def _head(
    show: Show, base: str, cover_url: str, part: Sequence[Entry], number: int, older: int
) -> bytes:
    """A document without its items; number 0 is `feed.xml`."""
    root = etree.Element("rss", nsmap=xml.NAMESPACES, version="2.0")
    channel = xml.add(root, "channel")
    _add_links(channel, show, base, number, older)
    add_channel(channel, show, cover_url)
    if part:
        xml.add(channel, "lastBuildDate", dates.written(dates.appeared(part[-1][0])))
    return xml.serialize(root)


def _add_links(channel: etree._Element, show: Show, base: str, number: int, older: int) -> None:
    _link(channel, "self", base + (archive_name(number) if number else NEWEST), RSS_TYPE)
    if show.hub:
        _link(channel, "hub", show.hub)
    if number:
        xml.add(channel, "fh:archive")
        _link(channel, "current", base + NEWEST, RSS_TYPE)
    if older:
        for relation in ("prev-archive", "next"):
            _link(channel, relation, base + archive_name(older), RSS_TYPE)


def _link(channel: etree._Element, relation: str, url: str, kind: str = "") -> None:
    xml.add(channel, "atom:link", attributes={"href": url, "rel": relation, "type": kind})
