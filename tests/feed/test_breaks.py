from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.breaks import Break, break_after


def marked(text: str, language: str = "de") -> str:
    """With `_` between words that are bound, ` / ` after a clause, ` // ` after a sentence."""
    signs = {Break.BOUND: "_", Break.OPEN: " ", Break.CLAUSE: " / ", Break.SENTENCE: " // "}
    words = text.split()
    told = [
        word + signs[break_after(words, index, language)] for index, word in enumerate(words[:-1])
    ]
    return "".join(told) + words[-1]


@pytest.mark.parametrize(
    "expected",
    [
        "Die_Fähre fährt morgen wieder",
        "sie liegt auf_der_grünen_Wiese und_kostet nichts",
        "Er kam mit_einem_ganz_neuen_Boot heran",
        "Boote, / die_sofort antworten müssen, / fahren vor",
        "Das_gilt, / aber_die_Wärme kommt jetzt hinzu. // Und_nun?",
        "fließen rund_60_Milliarden_$ in_solche_Gebäude",
        "es kostet 40_% mehr_als_gestern",
        "es kostet 2,80_€. // Mehr_nicht",
        "am_3._Dezember fahren wir ab. // Dann nicht",
        "am_20.12._schon wieder",
        "Im_Jahr_2027_soll es beginnen",
        "In_Ausgabe_12_schrieb ich",
        "z._B._Wien und_Graz",
        "Frau Dr._Möwe kommt ca._40_Minuten später",
        "Kommt er an? // Ja: / bald",
        "„Moin!“ // rief sie",
        "Boote dieser_Art. // Sie legten ab. // Nun ist Ruhe",
        "Wien –_das_ist weit",
        "kostet weniger_als_tausend_kleine. // Mehr_nicht",
        "viele_Menschen warten auf_zwei_neue_Linien",
    ],
)
def test_german_words_that_belong_together_stay_together(expected: str) -> None:
    assert marked(expected.replace(" // ", " ").replace(" / ", " ").replace("_", " ")) == expected


def test_german_of_any_country_goes_by_the_german_rules() -> None:
    text = "auf der grünen Wiese und in der Stadt"
    assert marked(text, "de-AT") == marked(text, "de") != marked(text, "en")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_other_languages_go_by_the_english_rules(language: str) -> None:
    text = "the harbour is a promise made of stone, and it holds"
    expected = "the_harbour is a_promise made of_stone, / and_it holds"
    assert marked(text, language) == expected


def test_what_was_corrected_as_one_goes_by_its_last_and_its_first_token() -> None:
    assert break_after(["verkauft,", "z. B.", "Bäder"], 1, "de") is Break.BOUND
    assert break_after(["etwa", "mehr", "% davon"], 1, "de") is Break.BOUND


@given(st.lists(st.text(min_size=1), min_size=2, max_size=6), st.sampled_from(["de", "en", "ja"]))
def test_there_is_an_answer_for_any_words(words: list[str], language: str) -> None:
    for index in range(len(words) - 1):
        assert break_after(words, index, language) in Break
