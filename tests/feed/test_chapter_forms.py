from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError
from lxml import etree

from nexus_audio.feed import xml
from nexus_audio.feed.chapter_forms import chapter_lines, json_chapters, psc_chapters, text_chapters
from nexus_audio.models import Chapter

SCHEMA = Draft202012Validator(
    json.loads((Path(__file__).parents[1] / "data" / "chapters.schema.json").read_bytes())
)
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
    assert text_chapters(()) == ""


def test_lines_have_short_titles_where_files_have_the_whole() -> None:
    title = "Nebel über der Werft – wie ein Dorf seine Schiffe zurückbekam"
    long = (Chapter(start=0, end=1, title=title),)
    assert chapter_lines(long) == ("00:00 Nebel über der Werft",)
    assert text_chapters(long) == "00:00 Nebel über der Werft\n"
    assert json.loads(json_chapters(long))["chapters"][0]["title"] == title
    assert psc_of(psc_chapters(long))[0][1] == title


@given(
    st.lists(
        st.builds(
            Chapter,
            start=st.integers(0, 10**8),
            end=st.integers(1, 10**8),
            title=st.text(min_size=1),
            emoji=st.text(),
            section=st.text(),
            link=st.sampled_from(["", "https://brief.example/242#größe"]),
            image=st.sampled_from(["", "https://brief.example/a.png"]),
        )
    )
)
def test_json_chapters_fit_their_schema(chapters: list[Chapter]) -> None:
    SCHEMA.validate(json.loads(json_chapters(chapters)))


@pytest.mark.parametrize(
    "document",
    [
        '{"version": "1.2.0"}',
        '{"version": 1.2, "chapters": []}',
        '{"version": "1.2.0", "chapters": [{"title": "Anfang"}]}',
        '{"version": "1.2.0", "chapters": [{"startTime": "0"}]}',
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "emoji": "x"}]}',
        '{"version": "1.2.0", "chapters": [{"startTime": 0, "img": "bild.png"}]}',
    ],
)
def test_the_schema_sees_mistakes(document: str) -> None:
    with pytest.raises(ValidationError):
        SCHEMA.validate(json.loads(document))
