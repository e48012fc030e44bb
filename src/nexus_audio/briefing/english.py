"""How English text is said."""

from __future__ import annotations

import re

from nexus_audio.briefing.grammar import ADDRESS, WORD, Grammar, Rule, table
from nexus_audio.briefing.numerals import cardinal, decimal, ordinal, plain

ABBREVIATIONS = {
    "approx.": "approximately",
    "dr.": "doctor",
    "e.g.": "for example",
    "etc.": "et cetera",
    "etc": "et cetera",
    "i.e.": "that is",
    "mr.": "mister",
    "mrs.": "missus",
    "prof.": "professor",
    "vs.": "versus",
    "vs": "versus",
}

SCALES = {
    "k": "thousand",
    "m": "million",
    "mn": "million",
    "bn": "billion",
    "tn": "trillion",
}

SYMBOLS = {
    "%": "percent",
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "¥": "yen",
    "&": "and",
    "§": "section",
    "=": "equals",
    "×": "times",
    "°": "degrees",
}

MONTHS = {
    "jan": "january",
    "feb": "february",
    "mar": "march",
    "apr": "april",
    "may": "may",
    "jun": "june",
    "jul": "july",
    "aug": "august",
    "sep": "september",
    "oct": "october",
    "nov": "november",
    "dec": "december",
}

_GROUPED = r"\d{1,3}(?:,\d{3})+(?![\d])"
_NUMBER = rf"(?:{_GROUPED}|\d+)(?:\.\d+)?"
_SCALE = r"(?:(?:thousand|million|billion|trillion|tn|bn|mn|m|k)\b)"
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)


def _figure(written: str) -> str:
    """A number as it is written in English: `2,700` and `2.5` and `1985`."""
    digits = written.replace(",", "")
    whole, point, fraction = digits.partition(".")
    if point:
        return decimal(whole, fraction, "point", "en")
    return plain(digits, "en") if digits == written else cardinal(digits, "en")


def _signed(match: re.Match[str]) -> str:
    """`$2.5bn` is two point five billion dollars."""
    scale = match[3] or ""
    return f"{_figure(match[2])} {SCALES.get(scale, scale)} {SYMBOLS[match[1]]}"


def _price(match: re.Match[str]) -> str:
    """`$2.80` is two dollars eighty."""
    cents = cardinal(str(int(match[3])), "en") if int(match[3]) else ""
    return f"{_figure(match[2])} {SYMBOLS[match[1]]} {cents}"


def _decade(match: re.Match[str]) -> str:
    """`1990s` is nineteen nineties."""
    words = plain(match[1], "en")
    return f"{words[:-1]}ies" if words.endswith("y") else f"{words}s"


def _date(match: re.Match[str]) -> str:
    return f"{MONTHS[match[1].lower()[:3]]} {ordinal(match[2], 'en')}"


def _time(match: re.Match[str]) -> str:
    minutes = cardinal(str(int(match[2])), "en") if int(match[2]) else ""
    return f"{cardinal(str(int(match[1])), 'en')} {minutes}"


GRAMMAR = Grammar(
    Rule(ADDRESS, lambda match: " dot ".join(match[1].split("."))),
    Rule(
        rf"\b({_MONTH})\.?\s(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?![.,:]\d)",
        _date,
        number=True,
    ),
    Rule(r"(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])", _time, number=True),
    Rule(rf"([$€£])({_GROUPED}|\d+)\.(\d\d)\b(?!\s?{_SCALE})", _price, number=True),
    Rule(rf"([$€£¥])({_NUMBER})(?:\s?({_SCALE}))?", _signed, number=True),
    Rule(r"(\d{2,4})['’]?s\b", _decade, number=True),
    Rule(r"(\d{1,9})(?:st|nd|rd|th)\b", lambda match: ordinal(match[1], "en"), number=True),
    Rule(r"(?<=\d)\s?[–-]\s?(?=\d)", lambda match: "to", number=True),
    Rule(r"(?<![\w)])[−-](?=\d)", lambda match: "minus", number=True),
    Rule(_NUMBER, lambda match: _figure(match[0]), number=True),
    table(SCALES, before=r"(?:(?<=\d)|(?<=\d\s))"),
    table(ABBREVIATIONS),
    Rule(rf"{WORD}(?:['’]{WORD})*", lambda match: match[0]),
    Rule(r"(?<=[^\W\d_]\s)\+(?=\s[^\W\d_])", lambda match: "and"),
    Rule(r"\+", lambda match: "plus"),
    Rule(rf"[{''.join(SYMBOLS)}]", lambda match: SYMBOLS[match[0]]),
)
