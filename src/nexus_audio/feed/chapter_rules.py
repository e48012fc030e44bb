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
from nexus_audio.feed.chapter_forms import JSON_VERSION
from nexus_audio.feed.id3_chapters import HEADER, id3_chapters, tag_size
from nexus_audio.feed.origin import DOCUMENT
from nexus_audio.feed.published import Published, attribute, duration, label, text
from nexus_audio.feed.titles import short_title
from nexus_audio.models import Milliseconds

Listed = list[tuple[Milliseconds, str]]
_MINUTES = re.compile(r"^((?:\d+:)?\d{1,2}:\d\d)\s+(.+)$", re.MULTILINE)


def chapters_readable(published: Published) -> Iterator[str]:
    """The JSON chapters are there, in order from 0, and within the episode."""
    for item in published.items:
        if attribute(item, "podcast:chapters", "url"):
            yield from (f"{label(item)}: {fault}" for fault in _faults(published, item))


def simple_chapters_ordered(published: Published) -> Iterator[str]:
    """The chapters in the feed have a title and a time each, in order, within the episode."""
    for item in published.items:
        written = _simple(item)
        starts = [start for start, _ in written]
        if -1 in starts or not in_order(starts, duration(item)):
            yield f"{label(item)}: the chapters in the feed are out of order"
        if not all(title for _, title in written):
            yield f"{label(item)}: a chapter in the feed has no title"


def chapters_agree(published: Published) -> Iterator[str]:
    """The JSON chapters are those in the feed."""
    for item in published.items:
        listed, written = _json_chapters(published, item), _simple(item)
        if listed is not None and listed != written:
            yield f"{label(item)}: the chapters in the feed differ from those in JSON"


def tags_agree(published: Published) -> Iterator[str]:
    """The chapters in an MP3 file are those in JSON, or those in the feed."""
    for item in published.items:
        listed = _json_chapters(published, item) or _simple(item)
        in_tag = _in_tag(published, attribute(item, "enclosure", "url"))
        if listed and in_tag and in_tag != listed:
            yield f"{label(item)}: the chapters in the audio file differ from those in the feed"


def lines_agree(published: Published) -> Iterator[str]:
    """The times that a description lists are those of the chapters."""
    for item in published.items:
        lines = _MINUTES.findall(_plain(text(item, "description")))
        written = [(clock.parse(time), title.strip()) for time, title in lines]
        listed = _json_chapters(published, item) or []
        chapters = [(start // 1000 * 1000, short_title(title)) for start, title in listed]
        if written and written != chapters:
            yield f"{label(item)}: the description lists other chapters"


def in_order(times: list[Milliseconds], most: Milliseconds | None) -> bool:
    """Whether times ascend, and none is beyond the end; none is an unknown end."""
    ascending = all(time <= following for time, following in pairwise(times))
    return ascending and (most is None or not times or times[-1] <= most)


def _faults(published: Published, item: etree._Element) -> Iterator[str]:
    url = attribute(item, "podcast:chapters", "url")
    document, chapters = published.json(url), _json_chapters(published, item)
    if chapters is None:
        yield f"{url} is no JSON chapters file"
        return
    if document["version"] != JSON_VERSION:
        yield f"{url} has version {document['version']!r}"
    starts = [start for start, _ in chapters]
    distinct = len(set(starts)) == len(starts)
    if starts[:1] != [0] or not distinct or not in_order(starts, duration(item)):
        yield f"the chapters in {url} do not go from 0 upwards within the episode"
    ends = [each.get("endTime") for each in document["chapters"]]
    if not all(_is_end(*span, duration(item)) for span in zip(starts, ends, strict=True)):
        yield f"a chapter in {url} ends before it begins, or after the episode"


def _is_end(start: Milliseconds, end: Any, most: Milliseconds | None) -> bool:
    if end is None:
        return True
    if not isinstance(end, int | float):
        return False
    return start < end * 1000 and (most is None or end * 1000 <= most)


def _json_chapters(published: Published, item: etree._Element) -> Listed | None:
    """Start and title of each chapter; none when there is no readable file."""
    document: Any = published.json(attribute(item, "podcast:chapters", "url"))
    try:
        _ = document["version"]
        return [(round(each["startTime"] * 1000), each["title"]) for each in document["chapters"]]
    except (TypeError, KeyError, ValueError, OverflowError):
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


def _in_tag(published: Published, url: str) -> Listed:
    size = tag_size(published.origin.read(url, HEADER) or b"")
    tag = published.origin.read(url, size) if 0 < size <= DOCUMENT else None
    return id3_chapters(tag or b"")


def _plain(markup: str) -> str:
    """HTML as lines of text, one for each paragraph, item and line break."""
    broken = re.sub(r"<br\s*/?>|</(?:p|li|div|h\d)>", "\n", markup)
    lines = unescape(re.sub(r"<[^>]*>", "", broken)).splitlines()
    return "\n".join(line.strip() for line in lines)
