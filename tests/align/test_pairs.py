from __future__ import annotations

import pytest

from align.texts import heard_of, written_of
from nexus_audio.align.pairs import pairs_of
from nexus_audio.align.path import best_path

BEFORE, AFTER = "Gestern meldete das Hafenamt", "wegen starker Unwetter"


@pytest.mark.parametrize(
    ("said", "text", "expected"),
    [
        ("Datenzentren", "„Datenzentren“,", [(1, "„Datenzentren“,")]),
        ("daten zentren", "Datenzentren", [(2, "Datenzentren")]),
        ("E Auto", "E-Auto", [(2, "E-Auto")]),
        ("Auto", "E-Auto", []),
        ("zehn Prozent", "10%", [(2, "10%")]),
        ("🔥 Feuer", "🔥Feuer", [(1, "Feuer")]),
    ],
)
def test_whole_words_only(said: str, text: str, expected: list[tuple[int, str]]) -> None:
    heard = heard_of(f"{BEFORE} {said} {AFTER}")
    written = written_of(f"{BEFORE} {text} {AFTER}")
    frame = {*BEFORE.split(), *AFTER.split()}
    found = pairs_of(best_path(heard, written), heard, written)
    assert [(len(pair.words), pair.text) for pair in found if pair.text not in frame] == expected
