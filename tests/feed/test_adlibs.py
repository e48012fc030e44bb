from __future__ import annotations

import pytest

from nexus_audio.config import Chapters
from nexus_audio.feed.adlibs import with_adlibs
from nexus_audio.feed.marks import Mark
from nexus_audio.models import Adlib, EditList, SectionKind, Span

TOPIC = SectionKind.TOPIC
MARKS = (
    Mark(start=0, title="Moin", section="moin", kind=TOPIC),
    Mark(start=100_000, title="Hafen", section="hafen", kind=TOPIC),
    Mark(start=300_000, title="Watt", section="watt", kind=TOPIC),
)
WHOLE = EditList(kept=(Span(start=0, end=400_000),))


def titles(
    *free: tuple[int, int], edits: EditList = WHOLE, adlibs: int = 30, language: str = "de"
) -> list[tuple[int, str]]:
    """Second and title of each mark, for ad-libs given in seconds of the recording."""
    spoken = [Adlib(start=a * 1000, end=b * 1000, text="", after=None) for a, b in free]
    found = with_adlibs(MARKS, spoken, edits, Chapters(adlibs=adlibs, shortest=10), language)
    return [(mark.start // 1000, mark.title) for mark in found]


PLAIN = [(0, "Moin"), (100, "Hafen"), (300, "Watt")]


def test_the_host_has_to_want_it() -> None:
    assert titles((120, 200), adlibs=0) == PLAIN


def test_one_that_is_too_short_for_any_chapter_does_not_part_the_one_around_it() -> None:
    assert titles((120, 128), adlibs=5) == PLAIN


@pytest.mark.parametrize("free", [(120, 149), (500, 600)])
def test_what_is_short_or_not_in_the_episode_is_no_chapter(free: tuple[int, int]) -> None:
    assert titles(free) == PLAIN


def test_the_chapter_around_it_goes_on_after_it() -> None:
    assert titles((120, 160)) == [
        (0, "Moin"),
        (100, "Hafen"),
        (120, "Nur im Podcast"),
        (160, "Hafen"),
        (300, "Watt"),
    ]


@pytest.mark.parametrize("free", [(260, 300), (260, 291)])
def test_it_does_not_go_on_where_too_little_is_left(free: tuple[int, int]) -> None:
    assert titles(free) == [
        (0, "Moin"),
        (100, "Hafen"),
        (260, "Nur im Podcast"),
        (300, "Watt"),
    ]


def test_after_two_ad_libs_the_section_goes_on_and_not_the_first_of_them() -> None:
    assert titles((120, 160), (165, 200)) == [
        (0, "Moin"),
        (100, "Hafen"),
        (120, "Nur im Podcast"),
        (160, "Hafen"),
        (165, "Nur im Podcast"),
        (200, "Hafen"),
        (300, "Watt"),
    ]


def test_one_at_the_very_end_ends_with_the_episode() -> None:
    assert titles((350, 400))[-1] == (350, "Nur im Podcast")


def test_only_what_was_kept_of_it_counts() -> None:
    edits = EditList(kept=(Span(start=0, end=130_000), Span(start=150_000, end=420_000)))
    assert titles((120, 165), edits=edits) == PLAIN
    assert (120, "Nur im Podcast") in titles((120, 175), edits=edits)


def test_an_english_issue_has_an_english_title() -> None:
    assert (120, "Only in the podcast") in titles((120, 160), language="en")
