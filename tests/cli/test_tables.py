"""Times and tables as people read them."""

from __future__ import annotations

import pytest

from nexus_audio.cli.tables import clock, review_table


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (61_500, "1:01"),
        (3_600_000, "1:00:00"),
        (36_061_000, "10:01:01"),
    ],
)
def test_a_time_is_written_as_people_do(milliseconds: int, text: str) -> None:
    assert clock(milliseconds) == text


def test_reasons_are_shown_as_they_are() -> None:
    table = review_table([{"stage": "align", "reason": "[/why] ü"}])
    assert [str(cell) for cell in table.columns[1].cells] == ["[/why] ü"]
