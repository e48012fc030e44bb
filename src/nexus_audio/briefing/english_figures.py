"""How English numbers, dates, times and prices may be said, the most usual way first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from num2words import num2words

from nexus_audio.briefing.numerals import LONGEST, cardinal, counted_in, one_by_one, ordinal, small

_YEARS = (*range(1100, 2000), *range(2010, 2100))
"""Four digits that are usually said two by two: `2024` is twenty twenty-four."""

_SCALES = ((10**9, "billion"), (10**6, "million"))
_PARTS = {"2": ("half",), "4": ("quarter", "fourth")}
_TO_THE_HOUR = {
    "05": "five past {0}",
    "10": "ten past {0}",
    "15": "quarter past {0}|a quarter past {0}",
    "20": "twenty past {0}",
    "30": "half past {0}",
    "40": "twenty to {1}",
    "45": "quarter to {1}|a quarter to {1}",
    "50": "ten to {1}",
    "55": "five to {1}",
}


@lru_cache(maxsize=10_000)
def number(written: str) -> tuple[str, ...]:
    """The ways to say a number as it is written in English: `2,700` and `2.5` and `1985`."""
    digits = written.replace(",", "")
    whole, point, fraction = digits.partition(".")
    if point:
        return _decimal(whole, fraction)
    if len(digits) > LONGEST or (len(digits) > 1 and int(digits[0]) == 0):
        row = one_by_one(digits, "en")
        return row, row.replace("zero", "oh")
    return _whole(digits) if digits != written else (*_plain(digits), *_whole(digits))


def _whole(digits: str) -> tuple[str, ...]:
    """A quantity, with and without its ands: two thousand and seven, two thousand seven."""
    value, words = int(digits), cardinal(digits, "en")
    ways = [words, words.replace(" and ", " ")]
    ways += [f"a {way[4:]}" for way in ways if way.startswith(("one hundred", "one thousand"))]
    if 1100 <= value < 10_000 and value % 1000 >= 100:
        rest = cardinal(str(value % 100), "en") if value % 100 else ""
        ways.append(f"{cardinal(digits[:-2], 'en')} hundred {rest}")
    ways += [way for scale, name in _SCALES for way in _scaled(value, scale, name)]
    return tuple(ways)


def _scaled(value: int, scale: int, name: str) -> Sequence[str]:
    """`1,250,000` as one point two five million."""
    parts = counted_in(scale, value)
    return [f"{way} {name}" for way in _decimal(*parts)] if parts else ()


def _plain(digits: str) -> tuple[str, ...]:
    """A number without a separator, which may be a year or a row of digits."""
    value, ways = int(digits), []
    if value in _YEARS:
        ways.append(num2words(value, lang="en", to="year"))
    else:
        ways.append(cardinal(digits, "en"))
    if 2001 <= value < 2010:
        ways.append(f"twenty oh {cardinal(digits[3], 'en')}")
    if len(digits) > 2:
        row = one_by_one(digits, "en")
        ways += [row, row.replace("zero", "oh")]
    return tuple(ways)


def _decimal(whole: str, fraction: str) -> tuple[str, ...]:
    """`2.5` as two point five, `1.5` as one and a half too."""
    tails = [one_by_one(fraction, "en")]
    if len(fraction) == 2 and int(fraction[0]):
        tails.append(cardinal(fraction, "en"))
    front = cardinal(whole, "en")
    ways = [f"{front} point {tail}" for tail in tails]
    ways += [way.replace("zero", "oh") for way in ways if "zero" in way]
    return (*ways, f"{front} and a half") if fraction == "5" and int(whole) else tuple(ways)


def fraction(above: str, below: str, whole: str = "") -> tuple[str, ...]:
    """`3/4` as three quarters; `1½` as one and a half."""
    plural = "" if above == "1" else "s"
    names = _PARTS.get(below) or (ordinal(below, "en"),)
    ways = [f"{cardinal(above, 'en')} {name}{plural}" for name in names]
    if above == "1":
        ways += [f"a {name}" for name in names]
    if not whole:
        return (*ways, "half") if below == "2" else tuple(ways)
    front = cardinal(whole, "en")
    return tuple(f"{front} and {way}" for way in reversed(ways))


def decade(digits: str) -> tuple[str, ...]:
    """`1990s` as nineteen nineties."""
    return tuple(f"{way[:-1]}ies" if way.endswith("y") else f"{way}s" for way in number(digits))


def date(month: str, day: str, year: str | None) -> tuple[str, ...]:
    """`Dec. 20, 2024` as December twentieth or the twentieth of December, and its year."""
    place = ordinal(day, "en")
    days = (
        f"{month} {place}",
        f"{month} the {place}",
        f"the {place} of {month}",
        f"{place} of {month}",
        f"{place} {month}",
        f"{month} {cardinal(str(int(day)), 'en')}",
    )
    years = number(year) if year else ("",)
    return tuple(f"{day} {told}" for day, told in product(days, years))


def time(hour: str, minute: str) -> tuple[str, ...]:
    """`2:30` as two thirty and half past two."""
    head = small(hour, "en")
    if not int(minute):
        return head, f"{head} oclock"
    clock = [small(str((int(hour) + later - 1) % 12 + 1), "en") for later in (0, 1)]
    told = [way.format(*clock) for way in _TO_THE_HOUR.get(minute, "").split("|") if way]
    minutes = small(minute, "en")
    return (f"{head} oh {minutes}" if int(minute) < 10 else f"{head} {minutes}", *told)


def price(whole: str, cents: str, currency: Sequence[str]) -> tuple[str, ...]:
    """`$2.80` as two dollars eighty and two eighty."""
    heads, name = number(whole), currency[0]
    if not int(cents):
        return tuple(f"{head} {each}" for head, each in product(heads, currency))
    coins = small(cents, "en")
    ways = [f"{head} {each} {coins}" for head, each in product(heads, currency)]
    ways += [f"{head} {each} and {coins} cents" for head, each in product(heads, currency)]
    ways += [f"{way} {name}" for way in _decimal(whole.replace(",", ""), cents)]
    ways += [f"{heads[0]} {coins if int(cents) >= 10 else f'oh {coins}'}"]
    return (f"{coins} cents", *ways) if whole == "0" else tuple(ways)
