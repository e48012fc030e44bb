from __future__ import annotations

import pytest

from nexus_audio.align.misheard import (
    decides,
    is_acronym,
    is_word,
    keeps_meaning,
    misheard,
    name_misheard,
    other_amount,
)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("kapitene", "kapitaene"),
        ("ausgehoerlitz", "aus goerlitz"),
        ("brotersin", "brodersen"),
        ("plastig", "plastik"),
        ("mahlwekori gern maj", "maeve corrigan"),
    ],
)
def test_nonsense_that_sounds_alike(said: str, text: str) -> None:
    assert misheard(said.split(), text.split())


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("umbekannt", "bekannt"),
        ("unpekannt", "bekannt"),
        ("dabai ver letzt", "dabei unverletzt"),
        ("nischt", "nicht"),
        ("kaine fehre", "eine faehre"),
        ("dreimahl", "zweimal"),
        ("milliardehre", "millionaere"),
        ("alte brotersin", "neue brodersen"),
        ("xyz", "abc"),
        ("gletschr", "auto"),
    ],
)
def test_what_may_mean_something_else(said: str, text: str) -> None:
    assert not misheard(said.split(), text.split())


@pytest.mark.parametrize(
    ("letters", "known"),
    [("hafen", True), ("hafenmeister", True), ("brotersin", False), ("vergirten", False)],
)
def test_words_and_nonsense(letters: str, known: bool) -> None:
    assert is_word(letters) is known


@pytest.mark.parametrize(
    ("said", "text", "garbled"),
    [
        ("brodersn", "brodersen", True),
        ("unbriva", "umbriva", True),
        ("uelzn", "uelzen", True),
        ("ottili", "ottilie", True),
        ("brodersens", "brodersen", False),
        ("broder", "brodersen", False),
        ("petersen", "brodersen", False),
        ("joosten", "joost", False),
        ("zephyros", "zephyrik", False),
        ("corwin", "corrigan", False),
    ],
)
def test_a_name_that_sounds_alike_is_no_other_name(said: str, text: str, garbled: bool) -> None:
    assert name_misheard(said, text) is garbled


@pytest.mark.parametrize(
    ("said", "text", "other"),
    [
        ("dreizehn", "dreissig", True),
        ("sechzig", "siebzig", True),
        ("zwei millionen", "zwei milliarden", True),
        ("keiner", "einer", True),
        ("dreitzehn", "dreizehn", False),
        ("zwansig", "zwanzig", True),
        ("volltrunik", "veltronic", False),
        ("einhorn", "einhorm", False),
        ("", "", False),
    ],
)
def test_an_amount_that_differs(said: str, text: str, other: bool) -> None:
    assert other_amount(said.split(), text.split()) is other


@pytest.mark.parametrize("word", ["nicht", "Keine,", "never.", "didn't", "can’t", "12", "3,5"])
def test_figures_and_negations_decide(word: str) -> None:
    assert decides(word)


@pytest.mark.parametrize("word", ["Kein-Problem", "nichtig", "Never-Ending", "isst", "ant"])
def test_what_only_looks_like_them_does_not(word: str) -> None:
    assert not decides(word)


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("alben", "algen"),
        ("insefueller", "in sevilla"),
        ("der tlef", "detlef"),
        ("binger", "inga"),
        ("waldrautstaatelmann", "walburga stadler"),
    ],
)
def test_what_the_sound_may_decide(said: str, text: str) -> None:
    assert keeps_meaning(said.split(), text.split())


@pytest.mark.parametrize(
    ("said", "text"),
    [
        ("er", "der"),
        ("das haus", "dieses haus er"),
        ("dreimal", "zweimal"),
        ("unverletzt", "verletzt"),
        ("nicht da", "da"),
        ("vor ort", "nach ort"),
        ("kein wal", "ein wal"),
        ("im", "um"),
        ("millionaer", "milliardaer"),
        ("verkaufte", "gekaufte"),
        ("investiert", "investierte"),
        ("verkaufte waldorga", "gekaufte walburga"),
        ("waldorga sagte", "walburga sagt"),
        ("verkaufte der tlef", "gekaufte detlef"),
        ("irgendwo", "nirgendwo"),
        ("rein", "nein"),
        ("fifteen", "fifty"),
        ("something", "nothing"),
        ("either", "neither"),
        ("sunday", "monday"),
    ],
)
def test_what_turns_a_meaning_no_sound_decides(said: str, text: str) -> None:
    assert not keeps_meaning(said.split(), text.split())


@pytest.mark.parametrize("word", ["CDU", "AfD,", "EuGH", "„BGH“", "LKWs"])
def test_letters_that_are_said_one_by_one_are_an_acronym(word: str) -> None:
    assert is_acronym(word)


@pytest.mark.parametrize("word", ["Kiel", "A", "YouTube", "KI-Blase", "iPhone", "12"])
def test_what_is_said_as_a_word_is_none(word: str) -> None:
    assert not is_acronym(word)
