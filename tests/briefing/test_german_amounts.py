from __future__ import annotations

import pytest

from briefing.sayings import confused
from nexus_audio.briefing.german_amounts import amount, names


@pytest.mark.parametrize(
    ("written", "scale", "usual"),
    [
        ("1.5", "bn", "eins komma fünf milliarden"),
        ("1,5", "Mrd.", "eins komma fünf milliarden"),
        ("2,3", "Billionen", "zwei komma drei billionen"),
        ("2.3", "billion", "zwei komma drei milliarden"),
        ("1", "Mio.", "eine million"),
        ("1", "", "ein"),
        ("1.500", "", "eintausendfünfhundert"),
        ("1,500", "", "eintausendfünfhundert"),
        ("100", "k", "einhunderttausend"),
        ("0.5", "k", "null komma fünf tausend"),
        ("2,5", "k", "zweitausendfünfhundert"),
    ],
)
def test_an_amount_has_its_scale(written: str, scale: str, usual: str) -> None:
    assert amount(written, scale)[0] == usual


@pytest.mark.parametrize(
    ("currency", "usual"),
    [("$", "dollar"), ("US$", "us dollar"), ("US-$", "us dollar"), ("EUR ", "euro"),
     ("CHF", "franken"), ("A$", "australische dollar"), ("Euro", "Euro")],
)  # fmt: skip
def test_a_currency_has_its_name(currency: str, usual: str) -> None:
    assert names(currency)[0] == usual


def test_amounts_of_different_size_are_never_said_alike() -> None:
    scales = ["", "k", "m", " Mio.", "bn", " Mrd.", " billion", " Billionen"]
    written = [f"${figure}{scale}" for figure in ("1.5", "15", "1,5") for scale in scales]
    alike = {frozenset(pair) for pair in confused(written, "de")}
    same = [
        *({f"$1.5{scale}", f"$1,5{scale}"} for scale in scales),
        *({f"${a}{x}", f"${b}{y}"} for a in ("1.5", "1,5") for b in ("1.5", "1,5")
          for x, y in (("m", " Mio."), ("bn", " Mrd."), ("bn", " billion"), (" Mrd.", " billion"))),
        *({f"$15{x}", f"$15{y}"}
          for x, y in (("m", " Mio."), ("bn", " Mrd."), ("bn", " billion"), (" Mrd.", " billion"))),
    ]  # fmt: skip
    assert alike <= {frozenset(pair) for pair in same}
