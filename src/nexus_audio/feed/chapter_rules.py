"""What can be wrong with chapters: each form by itself, and one against the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Any

from lxml import etree

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock, xml
from nexus_audio.feed.id3_chapters import Listed
from nexus_audio.feed.mp4 import NERO
from nexus_audio.feed.published import Published, attribute, label, media, text
from nexus_audio.feed.titles import short_title
from nexus_audio.models import Milliseconds

_MINUTES = re.compile(r"^((?:\d+:)?\d{1,2}:\d\d)\s+(.+)$", re.MULTILINE)


def chapters_readable(published: Published) -> Iterator[str]:
    """The JSON chapters are there, in order from 0, and within the episode."""
    for item in published.items:
        if attribute(item, "podcast:chapters", "url"):
            yield from (f"{label(item)}: {fault}" for fault in _faults(published, item))


def chapters_from_zero(published: Published) -> Iterator[str]:
    """The first chapter begins with the episode."""
    for item in published.items:
        first = min((start for start, _ in _known(published, item)), default=0)
        if first > 0:
            yield f"{label(item)}: the first chapter begins at {clock.full(first)}"


def simple_chapters_ordered(published: Published) -> Iterator[str]:
    """The chapters in the feed have a title and a time each, in order, within the episode."""
    for item in published.items:
        written = _simple(item)
        starts = [start for start, _ in written]
        if -1 in starts or not in_order(starts, published.duration(item)):
            yield f"{label(item)}: the chapters in the feed are out of order"
        if not all(title for _, title in written):
            yield f"{label(item)}: a chapter in the feed has no title"


def chapters_agree(published: Published) -> Iterator[str]:
    """The JSON chapters are those in the feed."""
    for item in published.items:
        listed, written = _json_chapters(published, item), _simple(item)
        if listed and written and listed != written:
            yield f"{label(item)}: the chapters in the feed differ from those in JSON"


def tags_agree(published: Published) -> Iterator[str]:
    """The chapters in each file of an episode are those in JSON, or those in the feed."""
    for item in published.items:
        listed = _json_chapters(published, item) or _simple(item)
        for url, _ in media(item):
            inside = published.sound(url).chapters
            if listed and inside and not _same_inside(inside, listed):
                yield f"{label(item)}: the chapters in {url} differ from those in the feed"


def lines_agree(published: Published) -> Iterator[str]:
    """The times that description and notes list are those of the chapters."""
    for item in published.items:
        listed = _known(published, item)
        chapters = [(start // 1000 * 1000, short_title(title)) for start, title in listed]
        for tag in ("description", "content:encoded"):
            lines = _lines(text(item, tag))
            if lines and listed and lines != chapters:
                yield f"{label(item)}: {tag} lists other chapters"


def in_order(times: list[Milliseconds], most: Milliseconds | None) -> bool:
    """Whether times ascend, and none is beyond the end; none is an unknown end."""
    ascending = all(time <= following for time, following in pairwise(times))
    return ascending and (most is None or not times or times[-1] <= most)


def _faults(published: Published, item: etree._Element) -> Iterator[str]:
    url = attribute(item, "podcast:chapters", "url")
    document, chapters = published.json(url), _json_chapters(published, item, silent=True)
    if chapters is None:
        yield f"{url} is no JSON chapters file"
        return
    if not re.fullmatch(r"1\.\d\.\d", str(document["version"])):
        yield f"{url} has version {document['version']!r}"
    starts = [start for start, _ in chapters]
    distinct = len(set(starts)) == len(starts)
    if not distinct or not in_order(starts, published.duration(item)):
        yield f"the chapters in {url} do not go upwards within the episode"
    ends = [each.get("endTime") for each in document["chapters"]]
    if not all(_is_end(*span, published.duration(item)) for span in zip(starts, ends, strict=True)):
        yield f"a chapter in {url} ends before it begins, or after the episode"


def _is_end(start: Milliseconds, end: Any, most: Milliseconds | None) -> bool:
    if end is None:
        return True
    if not isinstance(end, int | float):
        return False
    return start < end * 1000 and (most is None or end * 1000 <= most)


def _json_chapters(
    published: Published, item: etree._Element, *, silent: bool = False
) -> Listed | None:
    """Start and title of each chapter; none when there is no readable file.

    Those that are only there for their picture or place (`toc`) count where `silent` says so.
    """
    document: Any = published.json(attribute(item, "podcast:chapters", "url"))
    try:
        _ = document["version"]
        return [
            (round(each["startTime"] * 1000), each.get("title", ""))
            for each in document["chapters"]
            if silent or each.get("toc") is not False
        ]
    except (TypeError, KeyError, ValueError, OverflowError, AttributeError):
        return None


def _simple(item: etree._Element) -> Listed:
    """Start and title of the chapters in the feed; -1 is a time that cannot be read."""
    written = item.iterfind(f"{xml.name('psc:chapters')}/{xml.name('psc:chapter')}")
    return [(_time(each.get("start", "")), each.get("title", "")) for each in written]


def _time(written: str) -> Milliseconds:
    try:
        return clock.parse(written)
    except ConfigError:
        return -1


def _known(published: Published, item: etree._Element) -> Listed:
    """The chapters of an episode in the first form that it has."""
    in_file = published.sound(attribute(item, "enclosure", "url")).chapters
    return _json_chapters(published, item) or _simple(item) or in_file


def _same_inside(inside: Listed, listed: Listed) -> bool:
    """Whether a file holds these chapters, as far as MP4 can: 255, and 255 bytes of a title."""
    held = listed[:NERO] if len(inside) == NERO else listed
    return [_cut(one) for one in inside] == [_cut(one) for one in held]


def _cut(chapter: tuple[Milliseconds, str]) -> tuple[Milliseconds, str]:
    start, title = chapter
    return start, title.encode()[:NERO].decode(errors="ignore").strip()


def _lines(markup: str) -> Listed:
    """The lines that begin with a time; none where one of them is no time at all."""
    try:
        return [
            (clock.parse(time), title.strip()) for time, title in _MINUTES.findall(_plain(markup))
        ]
    except ConfigError:
        return []


def _plain(markup: str) -> str:
    """HTML as lines of text, one for each paragraph, item and line break."""
    broken = re.sub(r"<br\s*/?>|</(?:p|li|div|h\d)>", "\n", markup)
    lines = unescape(re.sub(r"<[^>]*>", "", broken)).splitlines()
    return "\n".join(line.strip() for line in lines)
