from __future__ import annotations

import pytest

from nexus_audio.feed.marks import Mark, find_marks, first_kept
from nexus_audio.feed.overrides import Override
from nexus_audio.models import (
    Alignment,
    Briefing,
    EditList,
    Section,
    SectionKind,
    Span,
)
from toy_episode import aligned

EPISODE = EditList(kept=(Span(start=0, end=60_000),))


def section(name: str, kind: SectionKind, heading: str) -> Section:
    return Section(id=name, kind=kind, level=1, heading=heading)


def spoken(sections: tuple[Section, ...], *starts: int) -> Alignment:
    placed = tuple(aligned(one, start, start) for one, start in zip(sections, starts, strict=True))
    return Alignment(sections=placed, adlibs=(), retakes=(), deviations=(), utterances=())


def test_topics_belong_to_the_category_before_them_and_to_no_other_part() -> None:
    sections = (
        section("zitat", SectionKind.QUOTE, "Zitat"),
        section("frei", SectionKind.TOPIC, "Freies Thema"),
        section("ki", SectionKind.CATEGORY, "KI"),
        section("modell", SectionKind.TOPIC, "Modell"),
        section("zahl", SectionKind.SUBTOPIC, "Zahl"),
        section("ende", SectionKind.CLOSING, "Ende"),
    )
    briefing = Briefing(title="Probe", sections=sections)
    marks = find_marks(briefing, spoken(sections, *range(6)), EPISODE, ())
    assert [mark.category for mark in marks] == ["zitat", "frei", "ki", "ki", "ki", "ende"]


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        (SectionKind.OPENING, "Begrüßung"),
        (SectionKind.FOCUS, "Im Fokus"),
        (SectionKind.QUOTE, "Zitat"),
        (SectionKind.PREVIOUS_ISSUES, "Aus früheren Ausgaben"),
        (SectionKind.CLOSING, "Verabschiedung"),
    ],
)
def test_a_part_without_heading_is_called_by_its_kind(kind: SectionKind, title: str) -> None:
    sections = (section("teil", kind, ""), section("mit", kind, "Eigener Titel"))
    briefing = Briefing(title="Probe", sections=sections)
    marks = find_marks(briefing, spoken(sections, 0, 1), EPISODE, ())
    assert [mark.title for mark in marks] == [title, "Eigener Titel"]


def test_parts_of_an_english_issue_have_english_titles() -> None:
    sections = (section("hello", SectionKind.OPENING, ""),)
    briefing = Briefing(title="Sample", sections=sections, language="en")
    (mark,) = find_marks(briefing, spoken(sections, 0), EPISODE, ())
    assert mark.title == "Welcome"


def test_a_chapter_of_the_hosts_own_is_a_mark_anywhere() -> None:
    own = Override(start="0:20", title="🎁 Verlosung")
    (mark,) = find_marks(Briefing(title="Probe", sections=()), spoken(()), EPISODE, (own,))
    assert mark == Mark(start=20_000, title="Verlosung", emoji="🎁", named=True)


def test_a_section_that_the_alignment_does_not_know_has_no_mark() -> None:
    sections = (section("ki", SectionKind.CATEGORY, "KI"),)
    briefing = Briefing(title="Probe", sections=sections)
    assert list(find_marks(briefing, spoken(()), EPISODE, ())) == []


@pytest.mark.parametrize(
    ("start", "end", "moment"),
    [(0, None, 0), (5_000, 7_000, 5_000), (12_000, 25_000, 10_000), (12_000, 15_000, None)],
)
def test_the_first_moment_that_was_kept(start: int, end: int | None, moment: int | None) -> None:
    edits = EditList(kept=(Span(start=0, end=10_000), Span(start=20_000, end=30_000)))
    assert first_kept(edits, start, end) == moment
    assert first_kept(edits, 31_000) is None
