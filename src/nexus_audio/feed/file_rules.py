"""What can be wrong between the feed and the files that it names: one function a rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from nexus_audio.feed import clock, xml
from nexus_audio.feed.chapter_forms import JSON_VERSION
from nexus_audio.feed.cover import cover_size
from nexus_audio.feed.published import Published, attribute, duration, label, text
from nexus_audio.models import Milliseconds

COVER_SIDES = range(1400, 3001)
"""Pixels of a square cover that Apple takes."""

_MEDIA = {".mp3": "audio/mpeg", ".m4a": "audio/x-m4a"}
"""The types that Apple names for these files."""
_MINUTES = re.compile(r"^((?:\d+:)?\d{1,2}:\d\d)\s+(.+)$", re.MULTILINE)
_TIMING = re.compile(r"^(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})$", re.MULTILINE)


def enclosures_there(published: Published) -> Iterator[str]:
    """The file of each enclosure is there."""
    for item in published.items:
        url = attribute(item, "enclosure", "url")
        if published.file(url) is None:
            yield f"{label(item)}: there is no file for {url!r}"


def enclosures_measured(published: Published) -> Iterator[str]:
    """The length of each enclosure is that of its file."""
    for item in published.items:
        path = published.file(attribute(item, "enclosure", "url"))
        written = attribute(item, "enclosure", "length")
        if path and written != str(path.stat().st_size):
            yield f"{label(item)}: length is {written!r}, the file has {path.stat().st_size} bytes"


def enclosures_typed(published: Published) -> Iterator[str]:
    """The type of each enclosure is that of its file's name."""
    for item in published.items:
        expected = _MEDIA.get(PurePosixPath(attribute(item, "enclosure", "url")).suffix)
        written = attribute(item, "enclosure", "type")
        if written != expected:
            yield f"{label(item)}: type is {written!r}, the name says {expected!r}"


def chapters_readable(published: Published) -> Iterator[str]:
    """The JSON chapters are there, in order from 0, and within the episode."""
    for item in published.items:
        url = attribute(item, "podcast:chapters", "url")
        if url:
            yield from (f"{label(item)}: {fault}" for fault in _chapter_faults(published, item))


def chapters_agree(published: Published) -> Iterator[str]:
    """The JSON chapters are those in the feed."""
    for item in published.items:
        listed = _json_chapters(published, item)
        simple = item.iterfind(f"{xml.name('psc:chapters')}/{xml.name('psc:chapter')}")
        in_feed = [(each.get("start"), each.get("title")) for each in simple]
        in_json = [(clock.full(start), title) for start, title in listed or ()]
        if listed is not None and in_json != in_feed:
            yield f"{label(item)}: the chapters in the feed differ from those in JSON"


def lines_agree(published: Published) -> Iterator[str]:
    """The times that a description lists are those of the chapters."""
    for item in published.items:
        lines = _MINUTES.findall(_plain(text(item, "description")))
        written = [(clock.parse(time), title.strip()) for time, title in lines]
        listed = _json_chapters(published, item) or []
        chapters = [(start // 1000 * 1000, title) for start, title in listed]
        if written and written != chapters:
            yield f"{label(item)}: the description lists other chapters"


def transcripts_there(published: Published) -> Iterator[str]:
    """The file of each transcript is there, and WebVTT is among them."""
    for item in published.items:
        written = item.findall(xml.name("podcast:transcript"))
        if "text/vtt" not in [element.get("type") for element in written]:
            yield f"{label(item)} has no WebVTT transcript"
        for element in written:
            if published.file(element.get("url", "")) is None:
                yield f"{label(item)}: there is no file for {element.get('url')!r}"


def transcripts_timed(published: Published) -> Iterator[str]:
    """The cues of each transcript are in order and within the episode."""
    for item in published.items:
        for element in item.findall(xml.name("podcast:transcript")):
            path = published.file(element.get("url", ""))
            written = path.read_text(encoding="utf-8", errors="replace") if path else ""
            cues = _TIMING.findall(written)
            times = [clock.parse(time) for cue in cues for time in cue]
            if not _in_order(times, duration(item)):
                yield f"{label(item)}: the times in {element.get('url')} are out of order"


def cover_fits(published: Published) -> Iterator[str]:
    """The cover is a square PNG or JPEG of the size that directories take."""
    url = attribute(published.channel, "itunes:image", "href")
    path = published.file(url)
    if path is None:
        yield f"there is no file for the cover {url!r}" if url else "the show has no cover"
        return
    size = cover_size(path.read_bytes())
    if size is None or size[0] != size[1] or size[0] not in COVER_SIDES:
        yield f"the cover is {size[0]} × {size[1]}" if size else "the cover is no PNG or JPEG"


def _chapter_faults(published: Published, item: etree._Element) -> Iterator[str]:
    url = attribute(item, "podcast:chapters", "url")
    document = published.json(url)
    chapters = _json_chapters(published, item)
    if chapters is None:
        yield f"{url} is no JSON chapters file"
        return
    if document["version"] != JSON_VERSION:
        yield f"{url} has version {document['version']!r}"
    starts = [start for start, _ in chapters]
    if (
        starts[:1] != [0]
        or len(set(starts)) != len(starts)
        or not _in_order(starts, duration(item))
    ):
        yield f"the chapters in {url} do not go from 0 upwards within the episode"


def _json_chapters(
    published: Published, item: etree._Element
) -> list[tuple[Milliseconds, str]] | None:
    """Start and title of each chapter; none when there is no readable file."""
    document: Any = published.json(attribute(item, "podcast:chapters", "url"))
    try:
        _ = document["version"]
        return [(round(each["startTime"] * 1000), each["title"]) for each in document["chapters"]]
    except (TypeError, KeyError, ValueError, OverflowError):
        return None


def _in_order(times: list[Milliseconds], most: Milliseconds | None) -> bool:
    ascending = all(time <= following for time, following in pairwise(times))
    return ascending and (most is None or not times or times[-1] <= most)


def _plain(markup: str) -> str:
    """HTML as lines of text, one for each paragraph, item and line break."""
    broken = re.sub(r"<br\s*/?>|</(?:p|li|div|h\d)>", "\n", markup)
    lines = unescape(re.sub(r"<[^>]*>", "", broken)).splitlines()
    return "\n".join(line.strip() for line in lines)
