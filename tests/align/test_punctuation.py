from __future__ import annotations

import pytest

from nexus_audio.align.punctuation import bare, ending, letters_of
from nexus_audio.models import Word


@pytest.mark.parametrize(
    ("text", "words", "signs"),
    [
        ("Kiel", "Kiel", ""),
        ("Kiel.", "Kiel", "."),
        ("Nein!?", "Nein", "!?"),
        ("3,5", "3,5", ""),
        ("20.12.", "20.12", "."),
        ("…", "", "…"),
        ("", "", ""),
    ],
)
def test_a_text_is_what_is_bare_and_its_ending(text: str, words: str, signs: str) -> None:
    assert (bare(text), ending(text)) == (words, signs)


@pytest.mark.parametrize(
    ("text", "letters"), [("„Größe“,", "größe"), ("E-Bike.", "ebike"), ("m²", "m"), ("2026", "")]
)
def test_the_letters_of_a_word_are_asked_for_in_dictionaries(text: str, letters: str) -> None:
    assert letters_of(Word(text=text, start=0, end=1, probability=1.0)) == letters
