from __future__ import annotations

import pytest

from align.texts import transcript_of
from nexus_audio.align.host import apply_corrections


@pytest.mark.parametrize(
    ("said", "corrections", "expected"),
    [
        ("wir sehen Foxgone.", [("foxgone", "Foxconn")], ["wir", "sehen", "Foxconn."]),
        ("die Fox -Gone, ja", [("Fox-Gone", "Foxconn")], ["die", "Foxconn,", "ja"]),
        ("Juna Falten riet", [("juna falten riet", "Juna Falkenried")], ["Juna Falkenried"]),
        ("a b", [("a", "eins"), ("a b", "zusammen")], ["zusammen"]),
        ("Öl und öl", [("öl", "Erdöl")], ["Erdöl", "und", "Erdöl"]),
        ("unverändert", [("…", "nichts")], ["unverändert"]),
        ("Ölpreis", [("öl", "Erdöl")], ["Ölpreis"]),
    ],
)
def test_corrections(said: str, corrections: list[tuple[str, str]], expected: list[str]) -> None:
    items = [{"heard": heard, "write": write} for heard, write in corrections]
    corrected = apply_corrections(transcript_of(said), items)
    assert [word.text for word in corrected.words] == expected
    before = transcript_of(said).words
    assert corrected.words[-1].end == before[-1].end
    heard = [word.heard or word.text for word in corrected.words]
    assert " ".join(heard) == said


def test_without_corrections_nothing_changes() -> None:
    transcript = transcript_of("eins zwei")
    assert apply_corrections(transcript, ()) is transcript
