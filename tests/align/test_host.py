from __future__ import annotations

import pytest

from align.texts import transcript_of
from nexus_audio.align.host import Correction, apply_corrections, correct_shown, unused
from nexus_audio.models import Utterance


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
    items = [Correction(heard=heard, write=write) for heard, write in corrections]
    corrected = apply_corrections(transcript_of(said), items)
    assert [word.text for word in corrected.words] == expected
    before = transcript_of(said).words
    assert corrected.words[-1].end == before[-1].end
    heard = [word.heard or word.text for word in corrected.words]
    assert " ".join(heard) == said


def test_without_corrections_nothing_changes() -> None:
    transcript = transcript_of("eins zwei")
    assert apply_corrections(transcript, ()) is transcript


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (None, "Tor Tor Tor"),
        (0, "Tor Tür Tür"),
        (499, "Tür Tor Tür"),
        (1100, "Tür Tür Tor"),
        (2900, "Tür Tür Tor"),
        (9000, "Tür Tür Tür"),
    ],
)
def test_a_correction_of_one_place_means_the_nearest(at: int | None, expected: str) -> None:
    wanted = [Correction(heard="tür", write="Tor", at=at)]
    corrected = apply_corrections(transcript_of("Tür Tür Tür"), wanted)
    assert " ".join(word.text for word in corrected.words) == expected
    spoken = Utterance(section=None, block=None, language="de", words=corrected.words)
    assert correct_shown([spoken], wanted)[0].text == expected or at is None
    assert unused(wanted, [spoken]) == (("tür",) if at == 9000 else ())


def test_one_place_goes_before_everywhere_and_may_be_several_words() -> None:
    wanted = [
        Correction(heard="Juna Falten", write="Juna Falkenried"),
        Correction(heard="junafalten", write="Juna Faltin", at=1000),
    ]
    corrected = apply_corrections(transcript_of("Juna Falten Juna Falten"), wanted)
    assert [word.text for word in corrected.words] == ["Juna Falkenried", "Juna Faltin"]
