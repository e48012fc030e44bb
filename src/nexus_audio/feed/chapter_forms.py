"""The forms in which players read chapters, all written from the one list.

Files for players hold the whole title; in lines of text, which stand in descriptions and
which YouTube reads, it is short.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from nexus_audio import codec
from nexus_audio.feed import clock, xml
from nexus_audio.feed.titles import short_title
from nexus_audio.models import Chapter

JSON_VERSION = "1.2.0"
"""JSON chapters of the podcast namespace (Podcastindex-org, docs/examples/chapters)."""
PSC_VERSION = "1.2"
"""Podlove Simple Chapters."""
HOUR = 3_600_000


def json_chapters(chapters: Sequence[Chapter]) -> str:
    """JSON chapters 1.2.0; times in seconds."""
    listed = [_json_chapter(chapter) for chapter in chapters]
    return codec.dump_json({"version": JSON_VERSION, "chapters": listed})


def psc_chapters(chapters: Sequence[Chapter]) -> bytes:
    """Podlove Simple Chapters as a document of their own."""
    root = etree.Element(xml.name("psc:chapters"), nsmap={"psc": xml.PSC}, version=PSC_VERSION)
    _fill(root, chapters)
    return xml.serialize(root)


def add_psc(item: etree._Element, chapters: Sequence[Chapter]) -> None:
    """Podlove Simple Chapters inside a feed's item."""
    _fill(xml.add(item, "psc:chapters", attributes={"version": PSC_VERSION}), chapters)


def chapter_lines(chapters: Sequence[Chapter]) -> tuple[str, ...]:
    """`MM:SS Title` lines for a description; `HH:MM:SS` where a chapter starts after an hour."""
    hours = any(chapter.start >= HOUR for chapter in chapters)
    return tuple(
        f"{clock.short(each.start, hours=hours)} {short_title(each.title)}" for each in chapters
    )


def text_chapters(chapters: Sequence[Chapter]) -> str:
    """The lines as a file, to paste where people write chapters: YouTube, Spotify, a blog."""
    return "".join(f"{line}\n" for line in chapter_lines(chapters))


def _json_chapter(chapter: Chapter) -> dict[str, Any]:
    fields = {
        "startTime": chapter.start / 1000,
        "endTime": chapter.end / 1000,
        "title": chapter.title,
        "url": chapter.link,
        "img": chapter.image,
    }
    return {key: value for key, value in fields.items() if value != ""}


def _fill(parent: etree._Element, chapters: Sequence[Chapter]) -> None:
    for chapter in chapters:
        fields = {
            "start": clock.full(chapter.start),
            "title": chapter.title,
            "href": chapter.link,
            "image": chapter.image,
        }
        present = {key: value for key, value in fields.items() if value}
        xml.add(parent, "psc:chapter", attributes=present)
