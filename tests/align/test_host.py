from __future__ import annotations

from dataclasses import replace

import pytest

from align.texts import transcript_of
from nexus_audio.align.host import Correction, apply_corrections, correct_shown, final_words, unused
from nexus_audio.models import Transcript, Utterance


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


def reheard(text: str, heard: str) -> Transcript:
    """Three words, the second of which a second hearing, or the sound, spelled as in the text."""
    transcript = transcript_of(f"wir {text} hier")
    before, word, after = transcript.words
    words = (before, replace(word, heard=heard), after)
    (segment,) = transcript.segments
    return replace(transcript, segments=(replace(segment, words=words),))


@pytest.mark.parametrize("at", [None, 500])
@pytest.mark.parametrize("write", ["Sobetzki", "Sobieski"])
def test_what_was_heard_at_first_is_put_back_or_right(write: str, at: int | None) -> None:
    wanted = [Correction(heard="Sobetzki", write=write, at=at)]
    transcript = reheard("Sobotta.", "Sobetzki.")
    corrected = apply_corrections(transcript, wanted)
    assert [word.text for word in corrected.words] == ["wir", f"{write}.", "hier"]
    assert corrected.words[1].heard == "Sobetzki."
    assert final_words(transcript.words, corrected.words) == {1}
    shown = Utterance(section=None, block=None, language="de", words=corrected.words)
    assert correct_shown([shown], wanted)[0].text == f"wir {write}. hier"
    assert unused(wanted, [shown]) == ()


def test_what_stands_there_after_a_second_hearing_is_put_right_as_it_is_shown() -> None:
    wanted = [Correction(heard="Sobotta", write="Sobieski", at=500)]
    words = reheard("Sobotta", "Sobetzki").words
    shown = Utterance(section=None, block=None, language="de", words=words)
    assert correct_shown([shown], wanted)[0].text == "wir Sobieski hier"


def test_final_is_what_the_host_or_the_sound_says() -> None:
    heard = reheard("Sobetzki", "Sobetzki").words
    assert final_words(heard, heard) == {1}
    respelled = reheard("Sobotta", "Sobetzki").words
    assert final_words(respelled, respelled) == frozenset()
