from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.briefing.numerals import cardinal, decimal, ordinal, plain


@pytest.mark.parametrize(
    ("digits", "german", "english"),
    [
        ("0", "null", "zero"),
        ("1", "eins", "one"),
        ("2700", "zweitausendsiebenhundert", "two thousand, seven hundred"),
        ("1000000", "eine Million", "one million"),
        ("007", "null null sieben", "zero zero seven"),
        ("1" * 16, " ".join(["eins"] * 16), " ".join(["one"] * 16)),
    ],
)
def test_cardinals(digits: str, german: str, english: str) -> None:
    assert (cardinal(digits, "de"), cardinal(digits, "en")) == (german, english)


@pytest.mark.parametrize(
    ("digits", "german", "english"),
    [
        ("1099", "eintausendneunundneunzig", "one thousand and ninety-nine"),
        ("1100", "elfhundert", "eleven hundred"),
        ("1985", "neunzehnhundertfünfundachtzig", "nineteen eighty-five"),
        ("2007", "zweitausendsieben", "two thousand and seven"),
        ("2024", "zweitausendvierundzwanzig", "twenty twenty-four"),
        ("01985", "null eins neun acht fünf", "zero one nine eight five"),
    ],
)
def test_years(digits: str, german: str, english: str) -> None:
    assert (plain(digits, "de"), plain(digits, "en")) == (german, english)


def test_ordinals_and_decimals() -> None:
    assert (ordinal("3", "de"), ordinal("3", "en")) == ("dritte", "third")
    assert decimal("3", "14", "komma", "de") == "drei komma eins vier"


@given(st.from_regex(r"\A\d{1,30}\Z"), st.sampled_from(["de", "en"]))
def test_any_row_of_digits_is_said(digits: str, language: str) -> None:
    assert cardinal(digits, language).strip()
    assert plain(digits, language).strip()
