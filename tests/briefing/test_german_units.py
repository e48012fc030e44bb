from __future__ import annotations

import pytest

from nexus_audio.briefing.german_units import many, one
from nexus_audio.briefing.spoken import phrases


@pytest.mark.parametrize(
    ("unit", "several", "single"),
    [
        ("meter", ["meter", "metern"], ["meter", "metern"]),
        ("tonnen", ["tonnen", "tonne"], ["tonne", "tonnen"]),
        ("stunden|uhr", ["stunden", "uhr", "stunde"], ["stunde", "stunden", "uhr"]),
        (
            "kilometer pro stunde|stundenkilometer",
            ["kilometer pro stunde", "stundenkilometer", "stundenkilometern"],
            ["kilometer pro stunde", "stundenkilometer", "stundenkilometern"],
        ),
    ],
)
def test_units_are_said_in_their_cases(unit: str, several: list[str], single: list[str]) -> None:
    assert many(unit) == several
    assert one(unit) == single


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("5 m", "meter"),
        ("100-m-Lauf", "meter"),
        ("½ l", "liter"),
        ("5 €/kWh", "kilowattstunde"),
        ("5 Euro pro MWh", "megawattstunde"),
        ("3 €/l", "liter"),
        ("80 € je t", "tonne"),
        ("37,8 s", "sekunden"),
        ("m und s", ""),
        ("5G", ""),
    ],
)
def test_a_unit_stands_behind_a_figure(written: str, unit: str) -> None:
    usual = {" ".join(phrase.ways[0]) for phrase in phrases(written, "de")}
    assert (unit in usual) if unit else not usual & {"meter", "sekunden", "gramm"}
