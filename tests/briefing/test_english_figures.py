from __future__ import annotations

import pytest

from briefing.sayings import confused
from nexus_audio.briefing.english_figures import date, decade, fraction, number, price, time


def test_figures_have_their_usual_way_first() -> None:
    assert number("2024")[0] == "twenty twenty-four"
    assert number("1,250")[0] == "one thousand, two hundred and fifty"
    assert number("2.5")[0] == "two point five"
    assert fraction("1", "2", "2")[0] == "two and a half"
    assert decade("1990")[0] == "nineteen nineties"
    assert date("may", "3", None)[0].split() == ["may", "third"]
    assert time("2", "05") == ("two oh five", "five past two")
    assert price("0", "05", ["dollars"])[0] == "five cents"


@pytest.mark.parametrize(
    "written",
    [
        [str(value) for value in range(2200)],
        [f"{value // 1000},{value % 1000:03d}" for value in range(1000, 3000)],
        [f"{hour}:{minute:02d}" for hour in range(24) for minute in range(60)],
        [f"${dollars}.{cents:02d}" for dollars in range(30) for cents in range(100)],
        ["21", "$20.01", "13", "$3.10", "15", "1.5", "14:30", "2:30"],
    ],
    ids=lambda written: written[0],
)
def test_two_values_are_never_said_alike(written: list[str]) -> None:
    assert confused(written, "en") == []
