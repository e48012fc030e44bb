"""Numbers as they are said: digits in, words out."""

from __future__ import annotations

from functools import lru_cache

from num2words import num2words

LONGEST = 15
"""Digits; a longer row is no quantity, so it is said digit by digit."""

HUNDREDS = {"de": range(1100, 2000), "en": (*range(1100, 2000), *range(2010, 2100))}
"""Four digits that are said in hundreds: `1985` is neunzehnhundertfünfundachtzig."""


@lru_cache(maxsize=10_000)
def cardinal(digits: str, language: str) -> str:
    """A whole number in words; `007` and rows that are too long are said digit by digit."""
    if len(digits) > LONGEST or (len(digits) > 1 and int(digits[0]) == 0):
        return " ".join(cardinal(digit, language) for digit in digits)
    words: str = num2words(int(digits), lang=language)
    return words


@lru_cache(maxsize=10_000)
def plain(digits: str, language: str) -> str:
    """A number without a separator: a year where it can be one, else a cardinal."""
    if len(digits) == 4 and int(digits) in HUNDREDS[language]:
        words: str = num2words(int(digits), lang=language, to="year")
        return words
    return cardinal(digits, language)


@lru_cache(maxsize=1_000)
def ordinal(digits: str, language: str) -> str:
    """A place in an order: `3` is dritte, third."""
    words: str = num2words(int(digits), lang=language, to="ordinal")
    return words


def decimal(whole: str, fraction: str, point: str, language: str) -> str:
    """A decimal number: the whole, the word for the point, then each digit."""
    digits = " ".join(cardinal(digit, language) for digit in fraction)
    return f"{cardinal(whole, language)} {point} {digits}"
