"""Numbers as they are said: digits in, words out."""

from __future__ import annotations

from functools import lru_cache

from num2words import num2words

LONGEST = 15
"""Digits; a longer row is no quantity, so it is said digit by digit."""


@lru_cache(maxsize=10_000)
def cardinal(digits: str, language: str) -> str:
    """A whole number in words; `007` and rows that are too long are said digit by digit."""
    if len(digits) > LONGEST or (len(digits) > 1 and int(digits[0]) == 0):
        return one_by_one(digits, language)
    words: str = num2words(int(digits), lang=language)
    return words.lower()


def one_by_one(digits: str, language: str) -> str:
    """Each digit for itself: `110` is eins eins null."""
    return " ".join(cardinal(digit, language) for digit in digits)


def small(digits: str, language: str) -> str:
    """A number of a clock or of cents: `05` is fünf."""
    return cardinal(str(int(digits)), language)


@lru_cache(maxsize=1_000)
def ordinal(digits: str, language: str) -> str:
    """A place in an order: `3` is dritte, third."""
    words: str = num2words(int(digits), lang=language, to="ordinal")
    return words.lower()


def counted_in(unit: int, value: int) -> tuple[str, str] | None:
    """`1,250,000` in millions: 1 and 25, before and after the point.

    None where nobody would say it so: less than one, a whole number, or over three digits.
    """
    whole, rest = divmod(value, unit)
    fraction = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0")
    return (str(whole), fraction) if whole and 0 < len(fraction) <= 3 else None


_ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(numeral: str) -> str:
    """The digits of a Roman numeral below forty: `XIV` is 14."""
    values = [_ROMAN[letter] for letter in numeral]
    following = [*values[1:], 0]
    return str(sum(-a if a < b else a for a, b in zip(values, following, strict=True)))


ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})"
"""The pattern of a Roman numeral below forty."""
