"""What can be wrong in the feed itself: one function a rule, one message a fault."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from itertools import pairwise
from urllib.parse import urlsplit

import feedparser
from lxml import etree

from nexus_audio.feed import xml
from nexus_audio.feed.published import Published, attribute, label, text

CHANNEL_TAGS = ("title", "link", "description", "language", "itunes:explicit")
ITEM_TAGS = ("title", "guid", "pubDate")
DESCRIPTION_BYTES = 4000


def reads_back(published: Published) -> Iterator[str]:
    """A reader finds every item."""
    read = feedparser.parse(published.source)
    if len(read.entries) != len(published.items):
        yield f"a reader finds {len(read.entries)} of {len(published.items)} episodes"


def channel_complete(published: Published) -> Iterator[str]:
    """The channel has the tags that directories require."""
    channel = published.channel
    yield from (f"the show has no {tag}" for tag in CHANNEL_TAGS if not text(channel, tag))
    if not attribute(channel, "itunes:category", "text"):
        yield "the show has no itunes:category"


def self_link(published: Published) -> Iterator[str]:
    """The feed names its own address."""
    links = published.channel.findall(xml.name("atom:link"))
    selves = [link.get("href") for link in links if link.get("rel") == "self"]
    address = published.public_url.rstrip("/") + "/feed.xml"
    if selves != [address]:
        yield f"atom:link rel=self is {selves or 'missing'}, the feed lies at {address}"


def explicit_is_plain(published: Published) -> Iterator[str]:
    """itunes:explicit is true or false."""
    for element in published.channel.iter(xml.name("itunes:explicit")):
        if element.text not in ("true", "false"):
            yield f"itunes:explicit is {element.text!r}"


def show_guid(published: Published) -> Iterator[str]:
    """The show's guid is a UUID."""
    guid = text(published.channel, "podcast:guid")
    try:
        uuid.UUID(guid)
    except ValueError:
        yield f"podcast:guid is {guid!r}"


def items_complete(published: Published) -> Iterator[str]:
    """Each item has the tags that directories require."""
    for item in published.items:
        yield from (f"{label(item)} has no {tag}" for tag in ITEM_TAGS if not text(item, tag))


def one_enclosure(published: Published) -> Iterator[str]:
    """Each item has exactly one enclosure."""
    for item in published.items:
        count = len(item.findall("enclosure"))
        if count != 1:
            yield f"{label(item)} has {count} enclosures"


def guids_unique(published: Published) -> Iterator[str]:
    """No two items share a guid."""
    yield from _repeated("guid", (text(item, "guid") for item in published.items))


def enclosures_unique(published: Published) -> Iterator[str]:
    """No two items share an enclosure."""
    urls = (attribute(item, "enclosure", "url") for item in published.items)
    yield from _repeated("enclosure", urls)


def dates_have_zones(published: Published) -> Iterator[str]:
    """Each date can be read and says its zone."""
    for item in published.items:
        if _date(item) is None:
            yield f"{label(item)} has the date {text(item, 'pubDate')!r}"


def newest_first(published: Published) -> Iterator[str]:
    """The items stand in order, the newest first."""
    dated = [(item, _date(item)) for item in published.items]
    for (item, date), (_, following) in pairwise(dated):
        if date and following and date < following:
            yield f"{label(item)} stands before a newer episode"


def descriptions_short(published: Published) -> Iterator[str]:
    """No description is longer than directories take."""
    for element in published.channel.iter("description"):
        size = len((element.text or "").encode())
        if size > DESCRIPTION_BYTES:
            yield f"a description has {size} bytes"


def durations_whole(published: Published) -> Iterator[str]:
    """Each item says how long it is, in whole seconds."""
    for item in published.items:
        written = text(item, "itunes:duration")
        if not written.isdecimal() or int(written) == 0:
            yield f"{label(item)} has the duration {written!r}"


def addresses_absolute(published: Published) -> Iterator[str]:
    """Every address is absolute and ASCII."""
    for element in published.channel.iter(etree.Element):
        url = element.get("url")
        if url is not None and not _is_address(url):
            yield f"{etree.QName(element).localname} has the address {url!r}"


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if value and count > 1:
            yield f"{count} episodes have the {what} {value}"


def _date(item: etree._Element) -> datetime | None:
    try:
        date = parsedate_to_datetime(text(item, "pubDate"))
    except ValueError:
        return None
    return date if date.tzinfo else None


def _is_address(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and url.isascii()
