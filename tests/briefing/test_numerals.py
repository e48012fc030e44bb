from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.briefing.numerals import (
    ROMAN,
    cardinal,
    counted_in,
    one_by_one,
    ordinal,
    roman,
    small,
)


@pytest.mark.parametrize(
    ("digits", "german", "english"),
    [
        ("0", "null", "zero"),
        ("1", "eins", "one"),
        ("2700", "zweitausendsiebenhundert", "two thousand, seven hundred"),
        ("1000000", "eine million", "one million"),
        ("007", "null null sieben", "zero zero seven"),
        ("1" * 16, " ".join(["eins"] * 16), " ".join(["one"] * 16)),
    ],
)
def test_cardinals(digits: str, german: str, english: str) -> None:
    assert (cardinal(digits, "de"), cardinal(digits, "en")) == (german, english)


def test_ordinals_rows_and_small_numbers() -> None:
    assert (ordinal("3", "de"), ordinal("3", "en")) == ("dritte", "third")
    assert one_by_one("110", "de") == "eins eins null"
    assert (small("05", "de"), small("00", "en")) == ("fünf", "zero")


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        (1_250_000, ("1", "25")),
        (12_001_000, ("12", "001")),
        (999_999, None),
        (3_000_000, None),
        (1_000_100, None),
    ],
)
def test_what_stands_before_and_after_the_point_in_millions(
    value: int, parts: tuple[str, str] | None
) -> None:
    assert counted_in(10**6, value) == parts


@pytest.mark.parametrize(
    ("numeral", "digits"),
    [("I", "1"), ("II", "2"), ("IV", "4"), ("IX", "9"), ("XIV", "14"), ("XXI", "21")],
)
def test_roman_numerals(numeral: str, digits: str) -> None:
    assert re.fullmatch(ROMAN, numeral)
    assert roman(numeral) == digits


@pytest.mark.parametrize("word", ["", "IIII", "VX", "IL", "XXXX", "iv"])
def test_other_letters_are_no_numeral(word: str) -> None:
    assert not re.fullmatch(ROMAN, word)


@given(st.from_regex(r"\A\d{1,30}\Z"), st.sampled_from(["de", "en"]))
def test_any_row_of_digits_is_said(digits: str, language: str) -> None:
    assert cardinal(digits, language).strip()
