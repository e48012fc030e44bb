"""What can be wrong in what a feed says of its episodes: one function a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from lxml import etree

from nexus_audio.feed import dates, xml
from nexus_audio.feed.feed_rules import is_address
from nexus_audio.feed.languages import primary
from nexus_audio.feed.published import Published, attribute, doubled, label, text

ITEM_TAGS = ("title", "guid", "pubDate")
ONCE = (
    *("title", "guid", "pubDate", "description", "content:encoded", "link"),
    *("itunes:duration", "itunes:episode", "itunes:season", "itunes:episodeType"),
    *("itunes:explicit", "itunes:image"),
)
_HASH = re.compile(r"-[0-9a-f]{12}(?=\.\w+$)")
"""The part of a media file's name that changes with its bytes."""
_WINTER, _SUMMER = timedelta(hours=1), timedelta(hours=2)
"""The offsets of Berlin, Vienna and Zurich."""
_QUARTER = timedelta(minutes=15)
_WEST, _EAST = timedelta(hours=-12), timedelta(hours=14)
"""The zones of the earth (IANA time zone database); all are whole quarters of an hour."""


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


def guids_kept(published: Published) -> Iterator[str]:
    """An episode that was published keeps its guid."""
    for item, before in _renamed(published):
        yield f"{label(item)} was published as {before}, and is now {text(item, 'guid')}"


def episodes_kept(published: Published) -> Iterator[str]:
    """What was last published is still in the feed."""
    kept = {text(item, "guid") for item in published.items}
    kept |= {before for _, before in _renamed(published)}
    for guid, enclosure in published.before.enclosures.items():
        if guid not in kept:
            yield f"{guid} ({enclosure}) was published, and is gone"


def permalinks_lead(published: Published) -> Iterator[str]:
    """A guid that is no address says so."""
    for item in published.items:
        permalink = attribute(item, "guid", "isPermaLink") != "false"
        if permalink and text(item, "guid") and not is_address(text(item, "guid")):
            yield f"{label(item)}: the guid is no address, and isPermaLink is not false"


def enclosures_unique(published: Published) -> Iterator[str]:
    """No two items share an enclosure."""
    urls = (attribute(item, "enclosure", "url") for item in published.items)
    yield from _repeated("enclosure", urls)


def dates_have_zones(published: Published) -> Iterator[str]:
    """Each date can be read and says its zone, which is one of the earth's."""
    for item in published.items:
        date = _date(item)
        offset = date.utcoffset() if date else None
        if offset is None or not _WEST <= offset <= _EAST or offset % _QUARTER:
            yield f"{label(item)} has the date {text(item, 'pubDate')!r}"


def weekdays_right(published: Published) -> Iterator[str]:
    """The day of the week is that of the date."""
    for item in published.items:
        date, written = _date(item), re.match(r"\s*([A-Za-z]{3}),", text(item, "pubDate"))
        if date and written and written[1].title() != f"{date:%a}":
            yield f"{label(item)}: {text(item, 'pubDate')!r} is a {date:%A}"


def offsets_fit(published: Published) -> Iterator[str]:
    """The dates of a German show are in summer time when it holds, and else are not."""
    german = primary(text(published.channel, "language")) == "de"
    for item in published.items if german else ():
        date = _date(item)
        offset = date.utcoffset() if date else None
        if date and offset in (_WINTER, _SUMMER) and (offset == _SUMMER) != dates.summer_time(date):
            season = "winter" if offset == _SUMMER else "summer"
            yield f"{label(item)}: {text(item, 'pubDate')!r} is in {season}"


def dates_past(published: Published) -> Iterator[str]:
    """No episode comes from the future."""
    for item in published.items:
        date = _date(item)
        if published.now and date and date > published.now:
            yield f"{label(item)} appears in the future, on {text(item, 'pubDate')}"


def newest_first(published: Published) -> Iterator[str]:
    """The items stand in order, the newest first."""
    dated = [(item, _date(item)) for item in published.items]
    for (item, date), (_, following) in pairwise(dated):
        if date and following and date < following:
            yield f"{label(item)} stands before a newer episode"


def durations_whole(published: Published) -> Iterator[str]:
    """Each item says how long it is, in whole seconds."""
    for item in published.items:
        written = text(item, "itunes:duration")
        if not written.isdecimal() or int(written) == 0:
            yield f"{label(item)} has the duration {written!r}"


def numbers_whole(published: Published) -> Iterator[str]:
    """Numbers of episodes and seasons are whole and not 0."""
    for item in published.items:
        for tag in ("itunes:episode", "itunes:season"):
            for element in item.iterfind(xml.name(tag)):
                if not re.fullmatch(r"[1-9]\d*", element.text or ""):
                    yield f"{label(item)}: {tag} is {element.text!r}"


def serials_numbered(published: Published) -> Iterator[str]:
    """Each episode of a serial has its number."""
    if text(published.channel, "itunes:type").lower() == "serial":
        for item in published.items:
            full = text(item, "itunes:episodeType").lower() in ("", "full")
            if full and not text(item, "itunes:episode"):
                yield f"{label(item)} has no number"


def description_first(published: Published) -> Iterator[str]:
    """The description stands before the full notes."""
    for item in published.items:
        tags = [child.tag for child in item]
        encoded = xml.name("content:encoded")
        if {"description", encoded} <= set(tags) and tags.index(encoded) < tags.index(
            "description"
        ):
            yield f"{label(item)}: content:encoded stands before the description"


def item_tags_once(published: Published) -> Iterator[str]:
    """What an episode says once, it says once."""
    for item in published.items:
        yield from (f"{label(item)} has more than one {tag}" for tag in doubled(item, ONCE))


def descriptions_given(published: Published) -> Iterator[str]:
    """Each episode is described."""
    for item in published.items:
        if not text(item, "description"):
            yield f"{label(item)} has no description"


def _renamed(published: Published) -> Iterator[tuple[etree._Element, str]]:
    """The items that were published under another guid, with that guid.

    They are known by their audio; by its name without the hash, where its bytes changed, too.
    """
    present = {text(item, "guid") for item in published.items}
    gone = {
        address: guid
        for guid, enclosure in published.before.enclosures.items()
        if guid not in present
        for address in (enclosure, _HASH.sub("", enclosure))
    }
    for item in published.items:
        enclosure = attribute(item, "enclosure", "url")
        before = gone.get(enclosure) or gone.get(_HASH.sub("", enclosure))
        if before and text(item, "guid") not in published.before.enclosures:
            yield item, before


def _repeated(what: str, values: Iterable[str]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if value and count > 1:
            yield f"{count} episodes have the {what} {value}"


def _date(item: etree._Element) -> datetime | None:
    return dates.read(text(item, "pubDate"))
