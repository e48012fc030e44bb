"""How German numbers, dates, times and prices may be said, the most usual way first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import product

from nexus_audio.briefing.german_words import MONTHS
from nexus_audio.briefing.numerals import LONGEST, cardinal, counted_in, one_by_one, ordinal, small

_HUNDREDS = range(1100, 2000)
"""Four digits that are said in hundreds: `1985` is neunzehnhundertfünfundachtzig."""

_BY_TWOS = (*range(1100, 2000), *range(2001, 2100))
"""Four digits that are said two by two, as years are: `2024` is zwanzig vierundzwanzig."""

_SCALES = ((10**9, "milliarden"), (10**6, "millionen"))
_EIN = ("eins", "ein", "eine", "einen", "einem", "einer", "eines")
_HALF = ("ein halb", "ein halber", "ein halbes", "eine halbe", "einen halben", "die hälfte")
_HALVES = {"1": ("anderthalb", "eineinhalb")}
_TO_THE_HOUR = {
    "05": "fünf nach {0}",
    "10": "zehn nach {0}",
    "15": "viertel nach {0}|viertel {1}",
    "20": "zwanzig nach {0}",
    "25": "fünf vor halb {1}",
    "30": "halb {1}",
    "35": "fünf nach halb {1}",
    "40": "zwanzig vor {1}",
    "45": "viertel vor {1}|dreiviertel {1}",
    "50": "zehn vor {1}",
    "55": "fünf vor {1}",
}


@lru_cache(maxsize=10_000)
def number(written: str) -> tuple[str, ...]:
    """The ways to say a number as it is written in German: `2.700` and `2,5` and `1985`."""
    digits = _ungrouped(written)
    ways = _decimal(*digits.split(",")) if "," in digits else _integer(digits, digits == written)
    return (*ways, *(way.replace("zwei", "zwo") for way in ways if "zwei" in way))


def _integer(digits: str, may_be_year: bool) -> tuple[str, ...]:
    if len(digits) > LONGEST or (len(digits) > 1 and int(digits[0]) == 0):
        return (one_by_one(digits, "de"), _joined(digits))
    return (*_plain(digits), *_whole(digits)) if may_be_year else _whole(digits)


def _ungrouped(written: str) -> str:
    """`2.700` and the Swiss `2'700` without what parts the thousands."""
    return re.sub(r"[.'’]", "", written)


def _joined(digits: str) -> str:
    """`05` as fünf."""
    return small(digits, "de") if len(digits) <= LONGEST else one_by_one(digits, "de")


def _whole(digits: str) -> tuple[str, ...]:
    """A quantity: eintausend, tausend, zwölfhundert, hundertundeins, eins Komma zwei Millionen."""
    value, words = int(digits), cardinal(digits, "de")
    ways = [words, _short(words)]
    if value in _HUNDREDS:
        ways.append(_in_hundreds(digits))
    if value > 100 and 0 < value % 100 <= 12:
        last = cardinal(str(value % 100), "de")
        ways += [f"{way.removesuffix(last)}und{last}" for way in ways if way.endswith(last)]
    if value == 1:
        ways += _EIN
    ways += [way for scale, name in _SCALES for way in _scaled(value, scale, name)]
    return tuple(ways)


def _short(words: str) -> str:
    """Einhundert as hundert."""
    return re.sub(r"^ein(?=tausend|hundert)", "", words)


def _scaled(value: int, scale: int, name: str) -> Sequence[str]:
    """`1.250.000` as eins Komma zwei fünf Millionen."""
    parts = counted_in(scale, value)
    return [f"{way} {name}" for way in _decimal(*parts)] if parts else ()


def _plain(digits: str) -> tuple[str, ...]:
    """A number without a separator, which may be a year or a row of digits."""
    value = int(digits)
    usual = _in_hundreds(digits) if value in _HUNDREDS else cardinal(digits, "de")
    ways = [usual]
    if value in _BY_TWOS and value % 100:
        ways.append(f"{cardinal(digits[:2], 'de')} {cardinal(digits[2:], 'de')}")
    if len(digits) > 2:
        ways.append(one_by_one(digits, "de"))
    if (len(digits) == 3 and value >= 200) or len(digits) == 4:
        ways += _as_a_name(digits)
    return tuple(ways)


def _as_a_name(digits: str) -> list[str]:
    """The number of a model in two parts: `A380` is a drei achtzig, `RTX 4090` vierzig neunzig."""
    parts = digits[:-2], digits[-2:]
    return [] if int(parts[1]) < 10 else [" ".join(cardinal(part, "de") for part in parts)]


def _in_hundreds(digits: str) -> str:
    rest = cardinal(str(int(digits[2:])), "de") if int(digits[2:]) else ""
    return f"{cardinal(digits[:2], 'de')}hundert{rest}"


def _decimal(whole: str, fraction: str) -> tuple[str, ...]:
    """`2,5` as zwei Komma fünf and zweieinhalb, `3,14` as drei Komma vierzehn too."""
    front = cardinal(whole, "de")
    fronts = (front, "ein") if whole == "1" else dict.fromkeys((front, _short(front)))
    tails = [one_by_one(fraction, "de")]
    if len(fraction) == 2 and int(fraction[0]):
        tails.append(cardinal(fraction, "de"))
    ways = [f"{head} komma {tail}" for head, tail in product(fronts, tails)]
    if fraction == "5" and int(whole):
        ways += _HALVES.get(whole, (f"{front}einhalb",))
    return tuple(ways)


def fraction(above: str, below: str, whole: str = "") -> tuple[str, ...]:
    """`3/4` as drei Viertel; `1½` as anderthalb."""
    front = "ein" if above == "1" else cardinal(above, "de")
    ways = (
        _HALF
        if (above, below) == ("1", "2")
        else (f"{front} {_part(below)}", f"{front}{_part(below)}")
    )
    if not whole:
        return ways
    halves = _decimal(whole, "5") if below == "2" else ()
    heads = (cardinal(whole, "de"), "ein") if whole == "1" else (cardinal(whole, "de"),)
    return (*reversed(halves), *(f"{head} {way}" for head in heads for way in ways))


def _part(below: str) -> str:
    return "halbe" if below == "2" else ordinal(below, "de") + "l"


def place(digits: str, ending: str) -> tuple[str, ...]:
    """`3.` in an order, with the ending that its neighbours ask for first."""
    words = ordinal(digits, "de")
    return tuple(dict.fromkeys(words + end for end in (ending, "", "n", "r", "s", "m")))


def date(day: str, month: int, year: str | None, ending: str = "n") -> tuple[str, ...]:
    """`20.12.2024` with its month by name or number, and its year in each way."""
    days = place(day, ending)[:3]
    months = (MONTHS[month - 1], *place(str(month), ending)[:3])
    years = _years(year) if year else ("",)
    return tuple(" ".join(parts) for parts in product(days, months, years))


def _years(year: str) -> tuple[str, ...]:
    """`24` in a date is vierundzwanzig or zweitausendvierundzwanzig."""
    if len(year) > 2:
        return number(year)
    short = (small(year, "de"), *number(year)) if year.startswith("0") else number(year)
    return (*short, *number(f"20{year}"))


def time(hour: str, minute: str) -> tuple[str, ...]:
    """`14:30` as vierzehn Uhr dreißig, halb drei and vierzehn dreißig."""
    head = "ein" if int(hour) == 1 else small(hour, "de")
    if not int(minute):
        return (f"{head} uhr",)
    minutes = small(minute, "de")
    clock = [small(str((int(hour) + later - 1) % 12 + 1), "de") for later in (0, 1)]
    told = [way.format(*clock) for way in _TO_THE_HOUR.get(minute, "").split("|") if way]
    return (f"{head} uhr {minutes}", *told, f"{small(hour, 'de')} {minutes}")


def price(whole: str, cents: str, currency: Sequence[str]) -> tuple[str, ...]:
    """`2,80 €` as zwei Euro achtzig and zwei Komma acht null Euro."""
    heads = ("ein",) if whole == "1" else number(whole)
    if not int(cents):
        return tuple(f"{head} {name}" for head, name in product(heads, currency))
    coins = small(cents, "de")
    ways = [f"{head} {name} {coins}" for head, name in product(heads, currency)]
    ways += [f"{way} cent" for way in ways]
    ways += [f"{head} {name} und {coins} cent" for head, name in product(heads, currency)]
    decimals = _decimal(_ungrouped(whole), cents)
    ways += [f"{way} {name}" for way, name in product(decimals, currency)]
    ways += [*decimals, *(f"{head} {coins}" for head in number(whole))]
    return (f"{coins} cent", *ways) if whole == "0" else tuple(ways)
