"""How times, sizes and days are written."""

from __future__ import annotations

import pytest

from nexus_audio.feed.clock import parse
from nexus_audio.studio.rendering import capitalize_first, clock, day, decimal, size


@pytest.mark.parametrize(
    ("time", "digits", "text"),
    [
        (0, 0, "0:00"),
        (65_999, 0, "1:05"),
        (65_960, 1, "1:06.0"),
        (3_723_450, 3, "1:02:03.450"),
        (None, 0, ""),
    ],
)
def test_times(time: int | None, digits: int, text: str) -> None:
    assert clock(time, digits) == text


@pytest.mark.parametrize("time", [0, 1, 59_999, 60_000, 3_600_000, 86_399_999])
def test_a_time_is_read_back_as_it_was_written(time: int) -> None:
    assert parse(clock(time, 3)) == time


@pytest.mark.parametrize(
    ("count", "language", "text"),
    [
        (0, "en", "0.0 kB"),
        (9_500, "en", "9.5 kB"),
        (9_500, "de", "9,5 kB"),
        (310_400_000, "de", "310 MB"),
    ],
)
def test_sizes(count: int, language: str, text: str) -> None:
    assert size(count, language) == text


def test_decimals() -> None:
    assert decimal(-16, "en") == "-16.0"
    assert decimal(-1.25, "de") == "-1,2"


def test_days() -> None:
    assert day("2026-11-05T06:00:00+01:00", "de") == "5.11.2026"
    assert day("2026-11-05", "en") == "5 Nov 2026"
    assert day("gestern", "de") == "gestern"
    assert capitalize_first("äh") == "Äh"
