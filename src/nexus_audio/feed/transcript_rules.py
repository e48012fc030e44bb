"""What can be wrong with transcripts: whether they are there, and within the episode."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import chain

from lxml import etree

from nexus_audio.feed import xml
from nexus_audio.feed.chapter_rules import in_order
from nexus_audio.feed.published import Published, label
from nexus_audio.models import Milliseconds

_TIME = r"(?:(\d\d+):)?(\d\d):(\d\d)[.,](\d{3})"
_TIMING = re.compile(rf"^{_TIME}[ \t]+-->[ \t]+{_TIME}", re.MULTILINE)
FORMS = ("text/vtt", "application/x-subrip", "application/json", "text/html", "text/plain")
_SUBRIP = ("application/x-subrip", "application/srt")
_BEGINNING = 4096
"""Bytes that show of which form a transcript is."""


def transcripts_given(published: Published) -> Iterator[str]:
    """Each episode has a transcript in WebVTT, the one form that Apple reads speakers from."""
    for item in published.items:
        if "text/vtt" not in [element.get("type") for element in _transcripts(item)]:
            yield f"{label(item)} has no WebVTT transcript"


def transcripts_there(published: Published) -> Iterator[str]:
    """The file of each transcript is there."""
    for item in published.items:
        for element in _transcripts(item):
            problem = published.origin.look(element.get("url", "")).problem
            if problem:
                yield f"{label(item)}: {element.get('url')!r}: {problem}"


def transcripts_timed(published: Published) -> Iterator[str]:
    """The cues of each transcript are in order and within the episode."""
    for item in published.items:
        for element in _transcripts(item):
            data = published.origin.read(element.get("url", ""))
            times = _times(data, element.get("type", "")) if data else []
            if not in_order(times, published.duration(item)):
                yield f"{label(item)}: the times in {element.get('url')} are out of order"


def transcripts_typed(published: Published) -> Iterator[str]:
    """The type of each transcript is that of its file."""
    for item in published.items:
        for element in _transcripts(item):
            url, written = element.get("url", ""), element.get("type", "")
            data = published.origin.read(url, _BEGINNING)
            found = _form((data or b"").decode("utf-8-sig", errors="replace"))
            wanted = _SUBRIP[0] if written in _SUBRIP else written
            if data and wanted in FORMS and found != wanted:
                yield f"{label(item)}: {url} is {found}, and called {written}"


def _form(beginning: str) -> str:
    """The media type of a transcript by its beginning."""
    text = beginning.lstrip()
    if text.startswith("WEBVTT"):
        return "text/vtt"
    if text.startswith(("{", "[")):
        return "application/json"
    if text.startswith("<"):
        return "text/html"
    return _SUBRIP[0] if _TIMING.search(text) else "text/plain"


def _transcripts(item: etree._Element) -> list[etree._Element]:
    return item.findall(xml.name("podcast:transcript"))


def _times(data: bytes, kind: str) -> list[Milliseconds]:
    """Start and end of each cue, one after the other."""
    if kind == "application/json":
        return _json_times(data)
    cues = _TIMING.findall(data.decode("utf-8", errors="replace"))
    return [_milliseconds(*time) for cue in cues for time in (cue[:4], cue[4:])]


def _milliseconds(hours: str, minutes: str, seconds: str, rest: str) -> Milliseconds:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(rest)


def _json_times(data: bytes) -> list[Milliseconds]:
    try:
        segments = json.loads(data)["segments"]
        pairs = [(each["startTime"], each["endTime"]) for each in segments]
        return [round(time * 1000) for time in chain.from_iterable(pairs)]
    except (ValueError, TypeError, KeyError, OverflowError):
        return [1, 0]  # no order at all, as with every file that cannot be read
