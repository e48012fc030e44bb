"""How amounts are said in German text: money, scales, and figures with a letter behind them.

English writing comes with English sources, so `$1.5bn` and `US$5 Mio.` stand beside `2,5 Mrd. €`.
"""

from __future__ import annotations

import re
from itertools import product

from nexus_audio.briefing import english_figures
from nexus_audio.briefing.german_figures import number, price
from nexus_audio.briefing.german_words import SYMBOLS
from nexus_audio.briefing.grammar import Rule, Ways
from nexus_audio.briefing.letters import initials

GROUPED = r"\d{1,3}(?:[.'’]\d{3})+(?![.'’]?\d)"
NUMBER = rf"(?:{GROUPED}|\d+)(?:,\d+)?"
SCALE = r"(?:Million(?:en)?\b|Milliarden?\b|Billion(?:en)?\b|Mio\b\.?|Mrd\b\.?|Bio\.|Tsd\b\.?)"
SIGN = r"[€$£¥]"
"""What stands for a currency by itself."""

_ENGLISH = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d{1,2})?|\d+\.\d{1,2}(?!\d|\.\d))"
_ENGLISH_SCALE = r"(?:million\b|billion\b|trillion\b|bn\b|mn\b|tn\b|[mMkKB]\b)"
_ANY_SCALE = rf"(?:{SCALE}|{_ENGLISH_SCALE})"
_CURRENCY = rf"((?:US|AU|CA|HK|A|C)?-?\$|{SIGN}|(?<![\d.]\s)\b(?:EUR|USD|CHF|GBP)(?:\s(?=\d))?)"
_SCALES = {
    "mio": "millionen", "mrd": "milliarden", "bio": "billionen", "tsd": "tausend",
    "million": "millionen", "billion": "milliarden", "trillion": "billionen",
    "Billion": "billionen", "Billionen": "billionen", "milliarde": "milliarden",
    "bn": "milliarden", "mn": "millionen", "tn": "billionen",
    "m": "millionen", "M": "millionen", "B": "milliarden", "k": "tausend", "K": "tausend",
}  # fmt: skip
"""What a scale stands for; English ones count differently."""

_IN_ENGLISH = {"bn": "billion", "mn": "million", "tn": "trillion", "m": "million", "M": "million"}
_ONE = {"millionen": "million", "milliarden": "milliarde", "billionen": "billion"}
_CODES = {"EUR": "€", "USD": "US$", "CHF": "chf", "GBP": "£"}
_SWAPPED = str.maketrans(",.", ".,")
_NAMES = {
    "US$": "us dollar|dollar", "A$": "australische dollar|dollar", "C$": "kanadische dollar|dollar",
    "HK$": "hongkong dollar", "chf": "franken|schweizer franken",
}  # fmt: skip


def names(currency: str) -> Ways:
    """What a currency is called, the usual way first: `$` and `US$` and `EUR` and `Euro`."""
    sign = _CODES.get(
        currency.strip(), currency.replace("-", "").replace("AU", "A").replace("CA", "C")
    )
    return (_NAMES.get(sign) or SYMBOLS.get(sign, sign)).split("|")


def _german(written: str) -> str:
    """`1,234.5` as German writes it: `1.234,5`."""
    return written.translate(_SWAPPED) if re.fullmatch(_ENGLISH, written) else written


def amount(written: str, scale: str) -> tuple[str, ...]:
    """A number with its scale: `1.5` and `bn` is eins Komma fünf Milliarden."""
    figure = _german(written)
    short = scale.rstrip(".")
    named = _SCALES.get(short) or _SCALES.get(short.lower(), short.lower())
    if not named:
        return ("ein", *number(figure)) if figure == "1" else number(figure)
    if named == "tausend":
        return _thousands(figure)
    if figure == "1":
        return f"eine {_ONE.get(named, named)}", f"eine {named}"
    return tuple(f"{head} {named}" for head in number(figure))


def _thousands(figure: str) -> tuple[str, ...]:
    """`100k` is einhunderttausend, `2,5k` zweitausendfünfhundert or zweieinhalbtausend."""
    whole, _, part = figure.replace(".", "").partition(",")
    exact = number(f"{whole}{part.ljust(3, '0')}") if whole != "0" and len(part) < 4 else ()
    return (*exact, *(f"{head} tausend" for head in number(figure)))


def _signed(match: re.Match[str]) -> Ways:
    """`$2,5 Mrd.` is zwei Komma fünf Milliarden Dollar; `$1.5bn` may be said in English, too."""
    currency, written, scale = match[1], match[2], match[3] or ""
    ways = [f"{head} {name}" for head, name in product(amount(written, scale), names(currency))]
    if "$" in currency and re.fullmatch(_ENGLISH, written):
        heads = english_figures.number(written)
        ways += [f"{head} {_IN_ENGLISH.get(scale, scale)} dollars" for head in heads]
    return ways


def _scaled(match: re.Match[str]) -> Ways:
    return amount(match[1], match[2])


def _lettered(match: re.Match[str]) -> Ways:
    """`100k` are thousands; `4K` and `7B` are said as they are written, or as what they count."""
    letters = initials(match[2], "de")[:2]
    spelled = [f"{head} {letter}" for letter in letters for head in number(match[1])]
    meant = amount(match[1], match[2])
    return [*meant, *spelled] if match[2] in "kM" else [*spelled, *meant]


def _price(match: re.Match[str]) -> Ways:
    return price(match[1], match[2], names(match[3]))


def _price_after_sign(match: re.Match[str]) -> Ways:
    whole, cents = re.split(r"[.,](?=\d\d$)", match[2])
    return price(whole.replace(",", "."), cents, names(match[1]))


AMOUNTS = (
    Rule(
        rf"(?<![\d.,])({GROUPED}|\d+),(\d\d)\s?(US-?\$|{SIGN}|(?:Euro|Dollar|Franken)\b)",
        _price,
        number=True,
    ),
    Rule(
        rf"{_CURRENCY}((?:{GROUPED}|\d{{1,3}}(?:,\d{{3}})+|\d+)[.,]\d\d)\b(?![.,]?\d|\s?{_ANY_SCALE})",
        _price_after_sign,
        number=True,
    ),
    Rule(rf"{_CURRENCY}({_ENGLISH}|{NUMBER})(?:\s?({_ANY_SCALE}))?", _signed, number=True),
    Rule(
        rf"(?<![\d.,])({_ENGLISH}|{NUMBER})\s?((?:million|billion|trillion|bn|mn|tn)\b)",
        _scaled,
        number=True,
    ),
    Rule(r"(?<![\d.,])(\d+\.\d{1,2})\s((?:Mio|Mrd)\b\.?)", _scaled, number=True),
    Rule(rf"(?<![\w.,])({_ENGLISH}|{NUMBER})([kKMB])(?![\w²³])", _lettered, number=True),
)
"""Before the rules for dates and numbers, whose beginnings these are."""

SIGNS = (
    Rule(r"US-?\$", lambda match: names(match[0])),
    Rule(r"\b(?:EUR|USD|CHF|GBP)\b", lambda match: (*names(match[0]), match[0])),
)
"""Currencies behind a figure or by themselves."""
