from __future__ import annotations

import pytest

from nexus_audio.briefing.letters import initials, spelled_out
from nexus_audio.briefing.spoken import phrases, spoken


def test_initials_are_said_as_written_by_letters_or_in_full() -> None:
    assert initials("KI", "de") == ("ki", "ka i", "k i", "künstliche intelligenz")
    assert initials("AI", "en") == ("ai", "ay eye", "a i", "artificial intelligence")
    assert initials("Ü", "de") == ("ü", "ü", "ü")
    assert initials("ŁK", "de")[1] == "ł ka"


def test_initials_that_are_words_are_not_spelled() -> None:
    assert initials("NATO", "de") == ("nato",)


@pytest.mark.parametrize(
    ("said", "letters"),
    [("ka i", True), ("k i", True), ("ypsilon", True), ("künstliche intelligenz", False)],
)
def test_names_of_letters_are_known(said: str, letters: bool) -> None:
    assert spelled_out([token.text for token in spoken(said, "de")]) == letters


@pytest.mark.parametrize(("language", "way"), [("de", ("ce", "o")), ("en", ("see", "oh"))])
def test_initials_end_before_a_lowered_digit(language: str, way: tuple[str, ...]) -> None:
    assert way in phrases("CO₂", language)[0].ways
