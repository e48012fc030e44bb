"""What can be wrong with transcripts: whether they are there, and within the episode."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from nexus_audio.feed import clock, xml
from nexus_audio.feed.chapter_rules import in_order
from nexus_audio.feed.published import Published, duration, label
from nexus_audio.models import Milliseconds

_TIMING = re.compile(r"^(\d\d:\d\d:\d\d[.,]\d{3}) --> (\d\d:\d\d:\d\d[.,]\d{3})", re.MULTILINE)


def transcripts_there(published: Published) -> Iterator[str]:
    """The file of each transcript is there, and WebVTT is among them."""
    for item in published.items:
        written = _transcripts(item)
        if "text/vtt" not in [element.get("type") for element in written]:
            yield f"{label(item)} has no WebVTT transcript"
        for element in written:
            problem = published.origin.look(element.get("url", "")).problem
            if problem:
                yield f"{label(item)}: {element.get('url')!r}: {problem}"


def transcripts_timed(published: Published) -> Iterator[str]:
    """The cues of each transcript are in order and within the episode."""
    for item in published.items:
        for element in _transcripts(item):
            data = published.origin.read(element.get("url", ""))
            times = _times(data, element.get("type", "")) if data else []
            if not in_order(times, duration(item)):
                yield f"{label(item)}: the times in {element.get('url')} are out of order"


def _transcripts(item: etree._Element) -> list[etree._Element]:
    return item.findall(xml.name("podcast:transcript"))


def _times(data: bytes, kind: str) -> list[Milliseconds]:
    """Start and end of each cue, one after the other."""
    if kind == "application/json":
        return _json_times(data)
    cues = _TIMING.findall(data.decode("utf-8", errors="replace"))
    return [clock.parse(time) for cue in cues for time in cue]


def _json_times(data: bytes) -> list[Milliseconds]:
    try:
        segments = json.loads(data)["segments"]
        pairs = [(each["startTime"], each["endTime"]) for each in segments]
        return [round(time * 1000) for time in chain.from_iterable(pairs)]
    except (ValueError, TypeError, KeyError, OverflowError):
        return [1, 0]  # no order at all, as with every file that cannot be read
