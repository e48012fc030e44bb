"""One list of chapters, and every form that a listener may meet says the same of it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from lxml import html as parser
from markdown_it import MarkdownIt

from nexus_audio.audio import id3
from nexus_audio.audio.encode import Output, encode
from nexus_audio.audio.formats import FORMATS
from nexus_audio.audio.loudness import Level
from nexus_audio.audio.tags import make_tags
from nexus_audio.feed import chapter_forms, clock
from nexus_audio.feed.sound import read_sound
from nexus_audio.feed.titles import short_title
from nexus_audio.models import Chapter, EditList, Span
from nexus_audio.site import note_forms
from nexus_audio.site.notes import Notes, make_notes
from nexus_audio.site.page import Facts, render_page
from nexus_audio.site.transcript import make_transcript
from sounds import convert, silence, write_wav
from toy_episode import BRIEFING, ENCLOSURE, EPISODE, SHOW, UTTERANCES

Told = Iterator[tuple[int, str]]
"""Start in milliseconds and title of each chapter."""


def from_json(chapters: Sequence[Chapter]) -> Told:
    for one in json.loads(chapter_forms.json_chapters(chapters))["chapters"]:
        yield round(one["startTime"] * 1000), one["title"]


def from_podlove(chapters: Sequence[Chapter]) -> Told:
    for one in etree.fromstring(chapter_forms.psc_chapters(chapters)):
        yield clock.parse(one.get("start", "")), one.get("title", "")


def from_the_feed(chapters: Sequence[Chapter]) -> Told:
    item = etree.Element("item")
    chapter_forms.add_psc(item, chapters)
    for one in item[0]:
        yield clock.parse(one.get("start", "")), one.get("title", "")


def from_id3(chapters: Sequence[Chapter]) -> Told:
    tag = id3.tag(make_tags(EPISODE, SHOW, chapters), "2.4")
    for found in re.finditer(rb"CHAP.{6}chp\d+\0(.{4}).{12}TIT2(.{4})..\x03", tag, re.DOTALL):
        size = int.from_bytes(bytes(found[2]), "big")
        length = sum((size >> 8 * place & 0x7F) << 7 * place for place in range(4))
        title = tag[found.end() : found.end() + length - 1].decode()
        yield int.from_bytes(bytes(found[1]), "big"), title


def from_the_page(chapters: Sequence[Chapter]) -> Told:
    facts = Facts(
        show=SHOW,
        episode=EPISODE,
        briefing=BRIEFING,
        utterances=UTTERANCES,
        chapters=chapters,
        enclosure=ENCLOSURE,
        public_url="https://deichpost.example/",
    )
    parts = make_transcript(BRIEFING, UTTERANCES, chapters)
    root: Any = parser.fromstring(render_page(facts, parts))
    for link in root.xpath("//nav[@id='chapters']//a"):
        (title,) = link.xpath("span[@class='title']")
        yield round(float(link.get("data-start")) * 1000), title.text_content()


WHOLE: dict[str, Callable[[Sequence[Chapter]], Told]] = {
    "chapters.json": from_json,
    "chapters.psc.xml": from_podlove,
    "feed.xml": from_the_feed,
    "ID3": from_id3,
    "index.html": from_the_page,
}
"""The forms that hold times to the millisecond and titles in full."""


def notes(chapters: Sequence[Chapter]) -> Notes:
    return make_notes(SHOW, EPISODE, BRIEFING, UTTERANCES, chapters, {})


def items(markup: str) -> str:
    root: Any = parser.fromstring(f"<div>{markup}</div>")
    return "\n".join(item.text_content() for item in root.iter("li"))


LINES: dict[str, Callable[[Sequence[Chapter]], str]] = {
    "chapters.txt": chapter_forms.text_chapters,
    "notes.html": lambda chapters: items(note_forms.html(notes(chapters))),
    "description": lambda chapters: items(note_forms.description(notes(chapters))),
    "notes.txt": lambda chapters: note_forms.plain(notes(chapters)),
    "notes.md": lambda chapters: items(
        MarkdownIt("commonmark").render(note_forms.markdown(notes(chapters)))
    ),
}
"""The forms that are lines of text: times to the second and short titles."""

_TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
_LISTS = st.lists(
    st.tuples(st.integers(0, 90_000), _TITLES), min_size=1, max_size=8, unique_by=lambda one: one[0]
).map(
    lambda parts: [
        Chapter(start=start * 1000 + 7, end=start * 1000 + 8, title=title)
        for start, title in sorted(parts)
    ]
)
_FRUGAL_FILES = settings(max_examples=4, deadline=None)
"""An encoder runs for each."""
_FRUGAL = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize("form", WHOLE)
@_FRUGAL
@given(_LISTS)
def test_files_hold_every_chapter_whole(form: str, chapters: list[Chapter]) -> None:
    assert list(WHOLE[form](chapters)) == [(one.start, one.title) for one in chapters]


@pytest.fixture(scope="module")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound")
    return convert(write_wav(folder / "a.wav", silence(1), bits=24), folder / "master.flac")


@pytest.mark.parametrize("form", FORMATS)
@_FRUGAL_FILES
@given(chapters=_LISTS)
def test_sound_files_hold_every_chapter_whole(
    master: Path, form: str, chapters: list[Chapter]
) -> None:
    path = master.with_name(f"folge.{form}")
    tags = make_tags(EPISODE, SHOW, chapters)
    encode(
        master,
        EditList(kept=(Span(start=0, end=1000),)),
        [Output(format=FORMATS[form], path=path, level=Level(gain=0, ceiling=9, peak=0))],
        tags,
        jingles=master.parent,
        mono_bitrate=96,
        progress=lambda _: None,
    )
    data = (id3.tag(tags, "2.4") if form == "mp3" else b"") + path.read_bytes()
    sound = read_sound(lambda start, count: data[start : start + count], len(data))
    # A title that ends in a backslash gets a blank behind it, on its way through ffmpeg.
    found = [(start, title.strip()) for start, title in sound.chapters]
    assert found == [(one.start, one.title) for one in chapters]


@pytest.mark.parametrize("form", LINES)
@_FRUGAL
@given(_LISTS)
def test_lines_hold_every_chapter_to_the_second(form: str, chapters: list[Chapter]) -> None:
    found = re.findall(r"^((?:\d\d:)?\d\d:\d\d) (.+)$", LINES[form](chapters), re.M)
    assert [(clock.parse(time), title) for time, title in found] == [
        (one.start // 1000 * 1000, short_title(one.title)) for one in chapters
    ]
