from __future__ import annotations

from collections.abc import Mapping

import pytest

from nexus_audio.engines.languages import Detect, spoken_in
from nexus_audio.models import Span

LIKELY = {"de": 0.8, "en": 0.2}
SPANS: list[Span] = []


def islands(*lengths: int, pause: int = 200) -> tuple[Span, ...]:
    found, clock = [], 0
    for length in lengths:
        found.append(Span(start=clock, end=clock + length))
        clock += length + pause
    return tuple(found)


def detecting(whole: str, *each: str | Mapping[str, float]) -> Detect:
    """A model that is sure: of the whole, and of each of the islands in `SPANS`."""

    def detect(island: Span | None) -> Mapping[str, float]:
        found = whole if island is None else each[SPANS.index(island)]
        return {found: 0.99, "nn": 0.01} if isinstance(found, str) else found

    return detect


@pytest.mark.parametrize(
    ("lengths", "whole", "each", "runs"),
    [
        ((3000, 3000), "de", ("de", "de"), ((2, "de"),)),
        ((3000, 3000), "de", ("de", "en"), ((1, "de"), (1, "en"))),
        ((3000, 800, 3000), "de", ("de", "en", "de"), ((3, "de"),)),
        ((3000, 800, 3000), "en", ("de", "en", "en"), ((2, "de"), (1, "en"))),
        ((3000, 3000, 3000), "de", ("de", "en", "de"), ((1, "de"), (1, "en"), (1, "de"))),
        ((9000,), "en", ("en",), ((1, "en"),)),
    ],
)
def test_each_passage_is_heard_in_its_own_language(
    lengths: tuple[int, ...], whole: str, each: tuple[str, ...], runs: tuple[tuple[int, str], ...]
) -> None:
    SPANS[:] = islands(*lengths)
    assert spoken_in(SPANS, LIKELY, detecting(whole, *each)) == runs


def test_a_language_that_nobody_expects_is_never_heard() -> None:
    SPANS[:] = islands(3000, 3000)
    danish = {"da": 0.98, "de": 0.015, "en": 0.005}
    assert spoken_in(SPANS, LIKELY, detecting("da", danish, danish)) == ((2, "de"),)


def test_a_little_doubt_does_not_flip_the_language() -> None:
    SPANS[:] = islands(3000, 3000)
    doubtful = {"en": 0.6, "de": 0.4}
    assert spoken_in(SPANS, LIKELY, detecting("de", doubtful, "de")) == ((2, "de"),)


def test_a_short_heading_before_a_quote_keeps_the_main_language() -> None:
    SPANS[:] = (Span(start=0, end=900), Span(start=1800, end=6000), Span(start=6200, end=9900))
    assert spoken_in(SPANS, LIKELY, detecting("en", "en", "en", "de")) == (
        (1, "de"),
        (1, "en"),
        (1, "de"),
    )


def test_a_short_heading_after_a_quote_is_no_part_of_it() -> None:
    SPANS[:] = (Span(start=0, end=4000), Span(start=4200, end=8000), Span(start=8900, end=9500))
    assert spoken_in(SPANS, LIKELY, detecting("en", "en", "en", "en")) == ((2, "en"), (1, "de"))


def test_one_language_asks_nobody() -> None:
    SPANS[:] = islands(3000, 3000)
    assert spoken_in(SPANS, {"fr": 1.0}, detecting("de", "de", "de")) == ((2, "fr"),)
