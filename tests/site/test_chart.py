from __future__ import annotations

import pytest
from lxml import etree

from nexus_audio.models import Chapter, EditList, Span
from nexus_audio.site.chart import BOTTOM, LEFT, RIGHT, TOP, loudness_chart

SVG = "{http://www.w3.org/2000/svg}"
MINUTE = EditList(kept=(Span(start=0, end=60_000),))
CHAPTERS = (
    Chapter(start=0, end=30_000, title="Möhren & Rüben <roh>"),
    Chapter(start=30_000, end=31_000, title="Kurz"),
    Chapter(start=31_000, end=60_000, title="Was im Keller liegt " * 9),
)


def _drawn(
    before: list[float],
    after: list[float],
    edits: EditList = MINUTE,
    chapters: tuple[Chapter, ...] = CHAPTERS,
    language: str = "de",
) -> etree._Element:
    return etree.fromstring(
        loudness_chart(before, after, edits, chapters, -16.0, language).encode()
    )


def _curve(root: etree._Element, name: str) -> list[tuple[float, float]]:
    [line] = [each for each in root.iter(f"{SVG}polyline") if each.get("class") == name]
    pairs = (point.split(",") for point in line.get("points", "").split())
    return [(float(x), float(y)) for x, y in pairs]


def test_louder_is_higher_and_time_goes_right() -> None:
    root = _drawn([-26.0] * 60, [-16.0] * 60)
    before, after = _curve(root, "before"), _curve(root, "after")
    assert len(before) == len(after) == 60
    assert {y for _, y in before} == {112.0}  # half way between -6 and -46
    assert {y for _, y in after} == {73.0}
    across = [x for x, _ in after]
    assert across == sorted(across)
    assert LEFT < across[0] < across[-1] < RIGHT


@pytest.mark.parametrize(("level", "edge"), [(3.0, TOP), (-70.0, BOTTOM)])
def test_nothing_leaves_the_picture(level: float, edge: int) -> None:
    assert {y for _, y in _curve(_drawn([level] * 60, [-16] * 60), "before")} == {edge}


def test_the_recording_is_drawn_where_the_episode_has_it() -> None:
    """The loud half minute before the kept one is not in the picture."""
    edits = EditList(kept=(Span(start=30_000, end=90_000),))
    assert {y for _, y in _curve(_drawn([-6.0] * 30 + [-26.0] * 60, [], edits), "before")} == {112}


def test_long_episodes_are_drawn_in_means() -> None:
    hours = EditList(kept=(Span(start=0, end=6 * 3_600_000),))
    root = _drawn([-20.0, -40.0] * 10_800, [-16.0] * 21_600, hours)
    points = _curve(root, "before")
    assert len(points) == 335
    assert all(y == pytest.approx(100, abs=1) for _, y in points)  # the mean power: -23 dB
    assert len(etree.tostring(root)) < 20_000


def test_each_chapter_is_marked_and_named_as_far_as_there_is_room() -> None:
    root = _drawn([-26.0] * 60, [-16.0] * 60)
    titles = [title.text for title in root.iter(f"{SVG}title")]
    assert titles[1:3] == ["00:00 Möhren & Rüben <roh>", "00:30 Kurz"]
    shown = [text.text or "" for group in root.iter(f"{SVG}g") for text in group.iter(f"{SVG}text")]
    assert shown[0] == "Möhren & Rüben <roh>"
    assert shown[-1].startswith("Was im Keller")
    assert shown[-1].endswith("…")
    assert len(shown) == 2  # a second has room for nothing
    starts = [
        float(line.get("x1", ""))
        for line in root.iter(f"{SVG}line")
        if line.get("class") == "start"
    ]
    assert starts == [LEFT, 375.0, 386.2]


@pytest.mark.parametrize(
    ("minutes", "last"), [(1, "01:00"), (5, "05:00"), (61, "1:00:00"), (360, "6:00:00")]
)
def test_times_stand_below(minutes: int, last: str) -> None:
    edits = EditList(kept=(Span(start=0, end=minutes * 60_000),))
    root = _drawn([], [], edits, ())
    scale = [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "scale middle"]
    assert scale[0] == "00:00"
    assert scale[-1] == last
    assert len(scale) <= 11


@pytest.mark.parametrize(("language", "word"), [("de", "Aufnahme"), ("en-GB", "Recording")])
def test_it_speaks_the_shows_language(language: str, word: str) -> None:
    texts = [text.text for text in _drawn([], [], language=language).iter(f"{SVG}text")]
    assert word in texts
    assert "−16 LUFS" in texts


def test_an_empty_episode_has_an_empty_picture() -> None:
    root = _drawn([], [], EditList(kept=()), ())
    assert _curve(root, "before") == _curve(root, "after") == []


def test_it_is_for_light_and_dark_and_fetches_nothing() -> None:
    drawn = loudness_chart([-26.0] * 60, [-16.0] * 60, MINUTE, CHAPTERS, -16.0, "de")
    assert "prefers-color-scheme: dark" in drawn
    assert "href" not in drawn
    assert drawn.count("http") == 1  # the namespace
