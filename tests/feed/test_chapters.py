from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio import config
from nexus_audio.errors import ConfigError, StoreError
from nexus_audio.feed.chapters import make_chapters, read_chapters, write_chapters
from nexus_audio.models import (
    Adlib,
    Alignment,
    Block,
    BlockKind,
    Briefing,
    Chapter,
    EditList,
    Episode,
    Link,
    Section,
    SectionKind,
    Span,
)
from toy_episode import aligned

Outline = list[tuple[str, str, str, float | None]]
"""Id, kind, heading, and the second at which each section was spoken (none: skipped)."""

LEVELS = {"topic": 2, "subtopic": 3}

ISSUE: Outline = [
    ("hallo", "opening", "", 1.2),
    ("im-fokus", "focus", "Im Fokus dieser Ausgabe:", 30),
    ("ki", "category", "🤖 KI", 90),
    ("modelle", "topic", "Kleine Modelle & große Pläne", 92),
    ("zahlen", "subtopic", "Die Zahlen", 200),
    ("chips", "topic", "Chips aus Dresden", 400),
    ("verkehr", "category", "🚌 Verkehr", 700),
    ("nachtzug", "topic", "Der Nachtzug <kehrt> zurück", 703),
    ("tschuess", "closing", "", 1000),
]


def chapters_of(
    outline: Outline,
    *,
    overrides: list[dict[str, Any]] | None = None,
    kept: tuple[tuple[int, int], ...] = ((0, 1100),),
    link: str = "",
    told: dict[str, tuple[Block, ...]] | None = None,
    free: tuple[tuple[float, float], ...] = (),
    **settings: Any,
) -> tuple[Chapter, ...]:
    sections = []
    placed = []
    for name, kind, heading, start in outline:
        emoji, _, words = heading.partition(" ") if heading[:1] in "🤖🚌" else ("", "", heading)
        section = Section(
            id=name,
            kind=SectionKind(kind),
            level=LEVELS.get(kind, 1),
            heading=words,
            emoji=emoji,
            blocks=(told or {}).get(name, ()),
        )
        sections.append(section)
        time = None if start is None else round(start * 1000)
        placed.append(aligned(section, time, None if time is None else time + 20_000))
    alignment = Alignment(
        sections=tuple(placed),
        adlibs=tuple(
            Adlib(start=round(a * 1000), end=round(b * 1000), text="", after=None) for a, b in free
        ),
        retakes=(),
        deviations=(),
        utterances=(),
    )
    return make_chapters(
        Briefing(title="Probe", sections=tuple(sections)),
        alignment,
        EditList(kept=tuple(Span(start=a * 1000, end=b * 1000) for a, b in kept)),
        Episode(slug="probe", title="Probe", date="", guid="1", link=link),
        config.Chapters(**settings),
        overrides or [],
    )


def outline_of(chapters: tuple[Chapter, ...]) -> list[tuple[float, str]]:
    return [(chapter.start / 1000, chapter.title) for chapter in chapters]


def test_topics_are_chapters_and_take_the_start_of_their_category() -> None:
    assert outline_of(chapters_of(ISSUE, from_="topics")) == [
        (0, "Begrüßung"),
        (30, "Im Fokus dieser Ausgabe"),
        (90, "Kleine Modelle & große Pläne"),
        (400, "Chips aus Dresden"),
        (700, "Der Nachtzug <kehrt> zurück"),
        (1000, "Verabschiedung"),
    ]


def test_the_category_leaves_its_emoji_to_its_first_topic_only() -> None:
    emoji = [chapter.emoji for chapter in chapters_of(ISSUE, from_="topics")]
    assert emoji == ["", "", "🤖", "", "🚌", ""]


def test_categories_are_chapters_of_their_own_when_asked() -> None:
    assert outline_of(chapters_of(ISSUE, from_="categories")) == [
        (0, "Begrüßung"),
        (30, "Im Fokus dieser Ausgabe"),
        (90, "KI"),
        (700, "Verkehr"),
        (1000, "Verabschiedung"),
    ]


@pytest.mark.parametrize(("minutes", "level"), [(18, "categories"), (30, "topics")])
def test_auto_takes_topics_up_to_fifteen_an_hour(minutes: int, level: str) -> None:
    kept = ((0, minutes * 60),)
    assert chapters_of(ISSUE, kept=kept) == chapters_of(ISSUE, kept=kept, from_=level)


def test_auto_takes_whichever_is_nearer_to_five_to_fifteen_an_hour() -> None:
    outline: Outline = []
    for part in range(3):
        outline.append((f"k{part}", "category", f"Teil {part}", part * 1000))
        for number in range(6):
            start = part * 1000 + 50 + number * 60
            outline.append((f"t{part}-{number}", "topic", "Thema", start))
    assert len(chapters_of(outline, kept=((0, 3600),))) == 21
    assert len(chapters_of(outline, kept=((0, 3000),))) == 3


def test_auto_takes_topics_where_categories_are_fewer_than_three() -> None:
    short: Outline = [
        ("hallo", "opening", "", 0),
        ("a", "category", "Alles", 15),
        ("b", "topic", "Erstes", 30),
        ("c", "topic", "Zweites", 45),
    ]
    found = chapters_of(short, kept=((0, 60),))
    assert [chapter.title for chapter in found] == ["Begrüßung", "Alles", "Erstes", "Zweites"]


def test_each_chapter_ends_where_the_next_starts_and_the_last_with_the_episode() -> None:
    found = chapters_of(ISSUE)
    assert [one.end for one in found] == [*(one.start for one in found[1:]), 1_100_000]


def test_links_lead_to_the_sections_of_the_written_issue() -> None:
    found = chapters_of(ISSUE, link="https://brief.example/242", from_="topics")
    assert found[2].link == "https://brief.example/242#modelle"
    assert {chapter.link for chapter in chapters_of(ISSUE)} == {""}


def blocks(url: str = "", picture: str = "") -> tuple[Block, ...]:
    links = (Link(text="Quelle", url=url),) if url else ()
    return (Block(kind=BlockKind.CAPTION, text="", links=links, image=picture),)


def test_without_a_newsletter_a_chapter_links_to_the_first_source_of_its_section() -> None:
    told = {"ki": blocks("https://quelle.example/ki"), "verkehr": blocks("javascript:x")}
    found = chapters_of(ISSUE, told=told, from_="categories")
    assert [one.link for one in found] == ["", "", "https://quelle.example/ki", "", ""]
    found = chapters_of(ISSUE, told=told, from_="categories", link="https://brief.example/1")
    assert found[2].link == "https://brief.example/1#ki"


def test_a_chapter_shows_the_picture_of_its_section() -> None:
    told = {"ki": blocks(picture="https://bild.example/ki.png"), "verkehr": blocks(picture="b.png")}
    found = chapters_of(ISSUE, told=told, from_="categories")
    assert [one.image for one in found] == ["", "", "https://bild.example/ki.png", "", ""]


def test_skipped_sections_and_all_of_a_skipped_category_are_no_chapters() -> None:
    outline = [
        (name, kind, heading, None if name in ("im-fokus", "verkehr", "nachtzug") else start)
        for name, kind, heading, start in ISSUE
    ]
    found = chapters_of(outline, from_="categories")
    assert [one.section for one in found] == ["hallo", "ki", "tschuess"]


def test_a_category_whose_heading_was_not_read_starts_with_its_first_topic() -> None:
    outline = [
        (name, kind, heading, None if name == "verkehr" else start)
        for name, kind, heading, start in ISSUE
    ]
    assert (703, "Verkehr") in outline_of(chapters_of(outline, from_="categories"))


def test_a_skipped_part_before_topics_without_category_does_not_take_their_place() -> None:
    outline: Outline = [
        ("hallo", "opening", "", 0),
        ("zitat", "quote", "Zitat des Tages", None),
        ("thema", "topic", "Ein Thema", 40),
    ]
    assert [one.section for one in chapters_of(outline)] == ["hallo", "thema"]


def test_a_moved_section_is_a_chapter_where_it_was_spoken() -> None:
    outline: Outline = [
        ("a", "category", "Erstens", 300),
        ("b", "category", "Zweitens", 0),
        ("c", "category", "Drittens", 600),
    ]
    assert [one.section for one in chapters_of(outline)] == ["b", "a", "c"]


def test_short_chapters_go_to_the_next_of_their_category_else_to_the_one_before() -> None:
    outline: Outline = [
        ("hallo", "opening", "", 0),
        ("zitat", "quote", "Zitat des Tages", 50),
        ("ki", "category", "KI", 55),
        ("eins", "topic", "Eins", 80),
        ("zwei", "topic", "Zwei", 84),
        ("drei", "topic", "Drei", 200),
    ]
    assert outline_of(chapters_of(outline, from_="topics", shortest=10)) == [
        (0, "Begrüßung"),
        (55, "KI"),
        (80, "Zwei"),
        (200, "Drei"),
    ]


def test_a_short_first_chapter_goes_to_the_second() -> None:
    outline: Outline = [("hallo", "opening", "", 0), ("ki", "category", "KI", 5)]
    assert outline_of(chapters_of(outline)) == [(0, "KI")]


def test_times_are_those_of_the_episode_after_cuts() -> None:
    found = chapters_of(ISSUE, kept=((0, 50), (120, 1050)), from_="categories")
    assert outline_of(found)[1:] == [
        (30, "Im Fokus dieser Ausgabe"),
        (130, "KI"),
        (630, "Verkehr"),
        (930, "Verabschiedung"),
    ]


def test_a_section_whose_beginning_was_cut_starts_with_what_is_left_of_it() -> None:
    assert (45, "KI") in outline_of(
        chapters_of(ISSUE, kept=((0, 45), (100, 1100)), from_="categories")
    )


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ({"section": "verkehr", "start": "10:00"}, (600, "Verkehr")),
        ({"section": "verkehr", "title": "🚂 Züge"}, (700, "Züge")),
        ({"section": "zahlen", "title": "Zahlen"}, (200, "Zahlen")),
        ({"section": "chips", "start": "1:32"}, (92, "Chips aus Dresden")),
    ],
)
def test_what_the_host_wrote_wins(override: dict[str, Any], expected: tuple[float, str]) -> None:
    found = outline_of(chapters_of(ISSUE, overrides=[override], from_="categories"))
    assert expected in found
    assert found == sorted(found)


def test_a_chapter_that_the_host_named_is_never_too_short() -> None:
    override = {"section": "ki", "title": "Künstliche Intelligenz"}
    found = outline_of(chapters_of(ISSUE, overrides=[override], from_="topics"))
    assert found[2:4] == [(90, "Künstliche Intelligenz"), (92, "Kleine Modelle & große Pläne")]


def test_a_start_of_the_host_is_not_moved_by_a_short_neighbour() -> None:
    found = chapters_of(ISSUE, overrides=[{"section": "modelle", "start": "1:32"}], from_="topics")
    assert outline_of(found)[1:3] == [
        (30, "Im Fokus dieser Ausgabe"),
        (92, "Kleine Modelle & große Pläne"),
    ]


def test_a_long_ad_lib_is_a_chapter_where_the_host_wants_it() -> None:
    found = chapters_of(ISSUE, free=((200, 260), (500, 520)), adlibs=30, from_="categories")
    assert outline_of(found)[2:6] == [
        (90, "KI"),
        (200, "Nur im Podcast"),
        (260, "KI"),
        (700, "Verkehr"),
    ]
    assert [one.section for one in found[2:5]] == ["ki", "", "ki"]


def test_a_skipped_section_is_a_chapter_when_the_host_says_where() -> None:
    outline: Outline = [("a", "category", "Erstens", 0), ("b", "category", "Zweitens", None)]
    assert outline_of(chapters_of(outline, overrides=[{"section": "b", "start": "5:00"}])) == [
        (0, "Erstens"),
        (300, "Zweitens"),
    ]


def test_a_dropped_chapter_leaves_its_time_to_the_one_before() -> None:
    found = chapters_of(ISSUE, overrides=[{"section": "verkehr", "drop": True}])
    assert [(one.section, one.end) for one in found][2] == ("ki", 1_000_000)


def test_the_host_adds_a_chapter_anywhere() -> None:
    own = {"start": "8:20", "title": "🎁 Verlosung"}
    found = chapters_of(
        ISSUE, overrides=[own], from_="categories", link="https://brief.example/242"
    )
    assert (500, "Verlosung") in outline_of(found)
    (chapter,) = (one for one in found if not one.section)
    assert (chapter.emoji, chapter.end) == ("🎁", 700_000)
    assert chapter.link == "https://brief.example/242"


@pytest.mark.parametrize("named", [{"section": "ki"}, {"title": "Eigenes"}])
def test_a_start_after_the_end_is_refused(named: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="after the end") as caught:
        chapters_of(ISSUE, overrides=[{**named, "start": "1:00:00"}])
    assert caught.value.subject == "chapters.toml"


@pytest.mark.parametrize(
    ("outline", "kept"),
    [
        ([], ((0, 100),)),
        ([("a", "category", "Weg", None)], ((0, 100),)),
        (ISSUE, ()),
        ([("a", "topic", "", 0)], ((0, 100),)),
    ],
)
def test_nothing_spoken_gives_no_chapters(
    outline: Outline, kept: tuple[tuple[int, int], ...]
) -> None:
    assert chapters_of(outline, kept=kept) == ()


_KINDS = st.sampled_from([str(kind) for kind in SectionKind])
_STARTS = st.none() | st.integers(min_value=0, max_value=1099)


@given(
    st.lists(st.tuples(_KINDS, _STARTS), max_size=20),
    st.lists(st.integers(min_value=0, max_value=1100), unique=True, max_size=6).map(sorted),
    st.integers(min_value=0, max_value=60),
    st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 90)), max_size=3),
)
def test_chapters_cover_the_episode_without_gaps_or_scraps(
    parts: list[tuple[str, int | None]],
    edges: list[int],
    shortest: int,
    adlibs: list[tuple[int, int]],
) -> None:
    outline: Outline = [
        (f"s{index}", kind, f"🔥 Teil {index}", start) for index, (kind, start) in enumerate(parts)
    ]
    kept = tuple(zip(edges[::2], edges[1::2], strict=False))
    free = tuple((start, start + length) for start, length in adlibs)
    found = chapters_of(outline, kept=kept, shortest=shortest, free=free, adlibs=20)
    assert all(one.end == following.start for one, following in pairwise(found))
    assert all(one.start < one.end for one in found)
    assert len(found) < 2 or all(one.end - one.start >= shortest * 1000 for one in found)
    assert (
        [found[0].start, found[-1].end] == [0, sum(b - a for a, b in kept) * 1000] if found else 1
    )


def test_the_list_reads_back(tmp_path: Path) -> None:
    found = chapters_of(ISSUE, link="https://brief.example/242")
    assert write_chapters(found, tmp_path).name == "chapter-list.json"
    assert read_chapters(tmp_path) == found


@pytest.mark.parametrize("damage", ["", "{", '[{"start": "jetzt"}]'])
def test_a_damaged_list_is_refused(tmp_path: Path, damage: str) -> None:
    (tmp_path / "chapter-list.json").write_text(damage, encoding="utf-8")
    with pytest.raises(StoreError, match=r"chapter-list\.json"):
        read_chapters(tmp_path)
