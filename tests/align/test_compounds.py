from __future__ import annotations

import pytest

from align.texts import heard_of, written_of
from nexus_audio.align.compounds import compounds


@pytest.mark.parametrize(
    ("said", "text", "step"),
    [
        ("daten zentren", "Datenzentren", (1, 0, 2, 1)),
        ("lasten rad fahrer", "Lastenradfahrer", (2, 0, 3, 1)),
        ("daten zentrum", "Datenzentren", (1, 0, 2, 1)),
        ("kreativökonomie", "Kreativ Ökonomie", (0, 1, 1, 2)),
        ("k i", "KI", (1, 0, 2, 1)),
    ],
)
def test_found(said: str, text: str, step: tuple[int, int, int, int]) -> None:
    found = compounds(heard_of(said).tokens, written_of(text))
    assert [(one.heard, one.written, one.heard_count, one.written_count) for one in found] == [step]


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("am see", "Amsel"),
        ("hafenamt", "Hafenamt E Auto"),
        ("das hafenamt", "Hafenamt"),
        ("daten zentren", "Datum"),
        ("öl preis", "Hafenverwaltung"),
        ("", "a"),
    ],
)
def test_not_found(said: str, text: str) -> None:
    assert compounds(heard_of(said).tokens, written_of(text)) == []


def test_two_paragraphs_are_never_one_word() -> None:
    assert compounds(heard_of("kreativökonomie").tokens, written_of("Kreativ", "Ökonomie")) == []
