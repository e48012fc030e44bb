from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock


@pytest.mark.parametrize(
    ("written", "time"),
    [
        ("0", 0),
        ("62", 62_000),
        ("1:02", 62_000),
        ("1:02.5", 62_500),
        ("1:02,25", 62_250),
        (" 01:00:02.007 ", 3_602_007),
        ("100:00:00", 360_000_000),
        ("90:00", 5_400_000),
        ("3723", 3_723_000),
        ("1:02.1234", 62_123),
    ],
)
def test_a_written_time_is_read(written: str, time: int) -> None:
    assert clock.parse(written) == time


@pytest.mark.parametrize(
    "written", ["", "gleich", "1:2:3:4", "-5", "1h", "1:75", "1:60:00", "1:0:61", "٣"]
)
def test_anything_else_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(ConfigError) as caught:
        clock.parse(written)
    assert "1:02" in caught.value.hint


def test_notes_show_hours_only_where_asked() -> None:
    assert clock.short(62_999, hours=False) == "01:02"
    assert clock.short(3_662_999, hours=True) == "01:01:02"


@given(st.integers(min_value=0, max_value=1_000_000_000))
def test_the_full_form_reads_back(time: int) -> None:
    assert clock.parse(clock.full(time)) == time
