from __future__ import annotations

import pytest

from nexus_audio.briefing.german_units import dative
from nexus_audio.briefing.spoken import phrases


def test_units_are_said_in_the_dative_too() -> None:
    assert dative("meter") == "meter|metern"
    assert dative("kilometer pro stunde|stundenkilometer").endswith("|stundenkilometern")
    assert dative("tonnen") == "tonnen"


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("5 m", "meter"),
        ("100-m-Lauf", "meter"),
        ("½ l", "liter"),
        ("5 €/kWh", "kilowattstunden"),
        ("37,8 s", "sekunden"),
        ("m und s", ""),
        ("5G", ""),
    ],
)
def test_a_unit_stands_behind_a_figure(written: str, unit: str) -> None:
    usual = {" ".join(phrase.ways[0]) for phrase in phrases(written, "de")}
    assert (unit in usual) if unit else not usual & {"meter", "sekunden", "gramm"}
