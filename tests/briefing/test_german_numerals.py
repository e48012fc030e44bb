from __future__ import annotations

import re

import pytest

from nexus_audio.briefing.german_numerals import IN_WORDS, SCALES, in_words
from nexus_audio.briefing.numerals import cardinal, ordinal


@pytest.mark.parametrize("value", [0, *range(2, 130), 999, 1000, 1250, 2024, 999_999])
def test_every_number_in_words_is_a_figure(value: int) -> None:
    assert re.fullmatch(IN_WORDS, cardinal(str(value), "de"))
    if 0 < value < 1000:
        assert re.fullmatch(IN_WORDS, ordinal(str(value), "de"))


@pytest.mark.parametrize("word", ["ein", "eine", "und", "Achtung", "achtet", "elfen", "einst"])
def test_other_words_are_none(word: str) -> None:
    assert not re.fullmatch(IN_WORDS, word)


def test_the_forms_of_a_number_are_one() -> None:
    def ways(word: str) -> set[str]:
        match = re.fullmatch(IN_WORDS, word)
        assert match
        return set(in_words(match))

    assert ways("dritte") == ways("dritter") == ways("dritten")
    assert ways("eintausend") >= {"tausend"}
    assert ways("zwo") == {"zwo", "zwei"}
    assert {name: set(forms) for name, forms in SCALES.items()} == {
        name: ways(name) for name in SCALES
    }
