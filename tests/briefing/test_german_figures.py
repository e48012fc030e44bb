from __future__ import annotations

import pytest

from briefing.sayings import confused
from nexus_audio.briefing.german_figures import date, fraction, number, place, price, time


def test_numbers_have_their_usual_way_first() -> None:
    assert number("1250")[0] == "zwölfhundertfünfzig"
    assert number("1.250")[0] == "eintausendzweihundertfünfzig"
    assert set(number("1.250")) <= set(number("1250"))
    assert number("0" * 20)[0] == " ".join(["null"] * 20)


def test_other_figures_have_their_usual_way_first() -> None:
    assert number("1,5")[0] == "eins komma fünf"
    assert fraction("1", "2", "2")[0] == "zweieinhalb"
    assert place("3", "n")[:2] == ("dritten", "dritte")
    assert date("3", 5, None, ending="")[0].split() == ["dritte", "mai"]
    assert time("0", "30") == ("null uhr dreißig", "halb eins", "null dreißig")
    assert price("0", "05", ["euro"])[0] == "fünf cent"


@pytest.mark.parametrize(
    "written",
    [
        [str(value) for value in range(2200)],
        [f"{value // 1000}.{value % 1000:03d}" for value in range(1000, 3000)],
        [f"{whole},{part}" for whole in range(30) for part in range(10, 100)],
        [f"{hour}:{minute:02d}" for hour in range(24) for minute in range(60)],
        [f"{day}.{month}." for day in range(1, 32) for month in range(1, 13)],
        [f"{euros},{cents:02d} €" for euros in range(30) for cents in range(100)],
        [
            "13",
            "3:10",
            "3,10 €",
            "12",
            "2,11 €",
            "11",
            "1100",
            "14:30",
            "2:30",
            "1430",
            "15",
            "1,5",
        ],
    ],
    ids=lambda written: written[0],
)
def test_two_values_are_never_said_alike(written: list[str]) -> None:
    assert confused(written, "de") == []
