from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from nexus_audio.feed import clock, xml
from nexus_audio.feed.chapter_forms import add_psc, chapter_lines, json_chapters, psc_chapters
from nexus_audio.models import Chapter

CHAPTERS = (
    Chapter(start=0, end=62_500, title="Begrüßung"),
    Chapter(
        start=62_500,
        end=600_000,
        title='„Größe“ & "Maß" <neu>',
        emoji="📏",
        link="https://brief.example/242?a=1&b=2#groesse",
    ),
    Chapter(start=600_000, end=601_000, title="Schluss", image="https://brief.example/ende.png"),
)


def psc_of(document: bytes) -> list[tuple[str | None, ...]]:
    root = etree.fromstring(document)
    assert root.tag == xml.name("psc:chapters")
    assert root.get("version") == "1.2"
    return [(one.get("start"), one.get("title"), one.get("href")) for one in root]


def test_json_chapters_hold_what_the_specification_names() -> None:
    assert json.loads(json_chapters(CHAPTERS)) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0, "endTime": 62.5, "title": "Begrüßung"},
            {
                "startTime": 62.5,
                "endTime": 600,
                "title": '„Größe“ & "Maß" <neu>',
                "url": "https://brief.example/242?a=1&b=2#groesse",
            },
            {
                "startTime": 600,
                "endTime": 601,
                "title": "Schluss",
                "img": "https://brief.example/ende.png",
            },
        ],
    }


def test_simple_chapters_hold_start_title_and_link() -> None:
    assert psc_of(psc_chapters(CHAPTERS)) == [
        ("00:00:00.000", "Begrüßung", None),
        (
            "00:01:02.500",
            '„Größe“ & "Maß" <neu>',
            "https://brief.example/242?a=1&b=2#groesse",
        ),
        ("00:10:00.000", "Schluss", None),
    ]


def test_lines_show_minutes_and_hours_only_where_needed() -> None:
    late = Chapter(start=3_600_000, end=3_700_000, title="Nach einer Stunde")
    assert chapter_lines(CHAPTERS)[:2] == ("00:00 Begrüßung", '01:02 „Größe“ & "Maß" <neu>')
    assert chapter_lines((*CHAPTERS, late))[2:] == (
        "00:10:00 Schluss",
        "01:00:00 Nach einer Stunde",
    )


def test_emoji_stay_on_the_page() -> None:
    forms = [json_chapters(CHAPTERS), psc_chapters(CHAPTERS).decode(), *chapter_lines(CHAPTERS)]
    assert not any("📏" in form for form in forms)


def test_no_chapters_make_an_empty_list() -> None:
    assert json.loads(json_chapters(())) == {"version": "1.2.0", "chapters": []}
    assert psc_of(psc_chapters(())) == []
    assert chapter_lines(()) == ()


_TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@given(
    st.lists(st.tuples(st.integers(0, 90_000_000), _TITLES), max_size=12, unique_by=lambda p: p[0])
)
def test_all_forms_tell_the_same_chapters(parts: list[tuple[int, str]]) -> None:
    chapters = tuple(
        Chapter(start=start, end=start + 1, title=title) for start, title in sorted(parts)
    )
    expected = [(chapter.start, chapter.title) for chapter in chapters]
    read = json.loads(json_chapters(chapters))["chapters"]
    assert [(round(one["startTime"] * 1000), one["title"]) for one in read] == expected
    for document in (psc_chapters(chapters), _in_a_feed(chapters)):
        psc = [(clock.parse(one[0] or ""), one[1]) for one in psc_of(document)]
        assert psc == expected
    lines = [line.split(" ", 1) for line in chapter_lines(chapters)]
    assert [(clock.parse(time), title) for time, title in lines] == [
        (start // 1000 * 1000, title) for start, title in expected
    ]


def _in_a_feed(chapters: tuple[Chapter, ...]) -> bytes:
    item = etree.Element("item")
    add_psc(item, chapters)
    return etree.tostring(item[0])
