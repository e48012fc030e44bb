"""How German text is said."""

from __future__ import annotations

import re
import unicodedata

from nexus_audio.briefing.dates import MONTH, month_number
from nexus_audio.briefing.grammar import ADDRESS, WORD, Grammar, Rule, table
from nexus_audio.briefing.numerals import cardinal, decimal, ordinal, plain

MONTHS = (
    "januar", "februar", "märz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip

ABBREVIATIONS = {
    "abs.": "absatz",
    "bspw.": "beispielsweise",
    "bzw.": "beziehungsweise",
    "bzw": "beziehungsweise",
    "ca.": "circa",
    "d.h.": "das heißt",
    "dr.": "doktor",
    "etc.": "et cetera",
    "etc": "et cetera",
    "evtl.": "eventuell",
    "exkl.": "exklusive",
    "ggf.": "gegebenenfalls",
    "i.d.r.": "in der regel",
    "inkl.": "inklusive",
    "insb.": "insbesondere",
    "mind.": "mindestens",
    "mio.": "millionen",
    "mrd.": "milliarden",
    "nr.": "nummer",
    "o.ä.": "oder ähnliches",
    "prof.": "professor",
    "s.o.": "siehe oben",
    "s.u.": "siehe unten",
    "sog.": "sogenannte",
    "tsd.": "tausend",
    "u.a.": "unter anderem",
    "u.ä.": "und ähnliches",
    "u.u.": "unter umständen",
    "usw.": "und so weiter",
    "usw": "und so weiter",
    "v.a.": "vor allem",
    "vgl.": "vergleiche",
    "vs.": "versus",
    "vs": "versus",
    "z.b.": "zum beispiel",
    "zzgl.": "zuzüglich",
}

UNITS = {
    "°c": "grad celsius",
    "cm": "zentimeter",
    "gb": "gigabyte",
    "gw": "gigawatt",
    "gwh": "gigawattstunden",
    "kg": "kilogramm",
    "km": "kilometer",
    "km/h": "kilometer pro stunde",
    "kw": "kilowatt",
    "kwh": "kilowattstunden",
    "m": "meter",
    "m²": "quadratmeter",
    "mb": "megabyte",
    "min.": "minuten",
    "mw": "megawatt",
    "mwh": "megawattstunden",
    "t": "tonnen",
    "tb": "terabyte",
    "twh": "terawattstunden",
}

SYMBOLS = {
    "%": "prozent",
    "‰": "promille",
    "$": "dollar",
    "€": "euro",
    "£": "pfund",
    "¥": "yen",
    "&": "und",
    "§": "paragraf",
    "=": "gleich",
    "×": "mal",
    "°": "grad",
}

_GROUPED = r"\d{1,3}(?:\.\d{3})+(?!\.?\d)"
_NUMBER = rf"(?:{_GROUPED}|\d+)(?:,\d+)?"
_SCALE = r"(?:Million(?:en)?\b|Milliarden?\b|Mio\.|Mrd\.)"
_DAY = r"(?<![\d.,])(0?[1-9]|[12]\d|3[01])\."
_HOUR, _MINUTE = r"(?<![\d.,:])([01]?\d|2[0-3])", r"([0-5]\d)"
_AFTER_FIGURE = r"(?:(?<=\d)|(?<=\d\s))"
_AFTER_NOMINATIVE = r"(?<=\b(?:[Dd]er|[Dd]ie|[Dd]as)\s)"
_AFTER_DATIVE = (
    r"(?:(?<=\b(?:[Dd]e[nms]|[Vv]om|[Zz]u[mr])\s)|(?<=\b(?:[Aai]m|Im|[Aa]b)\s)|(?<=\b[Bb]eim\s))"
)
_COUNTS_EINE = re.compile(rf"\s(?:{_SCALE}|(?:Stunde|Minute|Sekunde|Woche)\b)")
_COUNTS_EIN = re.compile(r"\s?(?:[%$€£]|[–-]\s?\d|(?:Euro|Dollar|Prozent|Uhr|Jahr|Monat|Tag)\b)")


def _figure(written: str) -> str:
    """A number as it is written in German: `2.700` and `2,5` and `1985`."""
    digits = written.replace(".", "")
    whole, comma, fraction = digits.partition(",")
    if comma:
        return decimal(whole, fraction, "komma", "de")
    return plain(digits, "de") if digits == written else cardinal(digits, "de")


def _number(match: re.Match[str]) -> str:
    """A number; `1` agrees with what it counts: ein Prozent, eine Million, eins."""
    if match[0] == "1" and _COUNTS_EINE.match(match.string, match.end()):
        return "eine"
    if match[0] == "1" and _COUNTS_EIN.match(match.string, match.end()):
        return "ein"
    return _figure(match[0])


def _version(match: re.Match[str]) -> str:
    return " punkt ".join(cardinal(part, "de") for part in match[0].split("."))


def _date(day: str, month: int, year: str | None) -> str:
    return f"{ordinal(day, 'de')}n {MONTHS[month - 1]} {plain(year, 'de') if year else ''}"


def _time(match: re.Match[str]) -> str:
    hour = "ein" if int(match[1]) == 1 else _small(match[1])
    return f"{hour} uhr {_small(match[2])}" if int(match[2]) else f"{hour} uhr"


def _price(match: re.Match[str]) -> str:
    """`2,80 €` is zwei Euro achtzig."""
    whole = "ein" if match[1] == "1" else _figure(match[1])
    currency = SYMBOLS.get(match[3], match[3])
    return f"{whole} {currency} {_small(match[2])}" if int(match[2]) else f"{whole} {currency}"


def _signed(match: re.Match[str]) -> str:
    """`$2,5 Mrd.` is zwei Komma fünf Milliarden Dollar."""
    scale = match[3] or ""
    return f"{_figure(match[2])} {ABBREVIATIONS.get(scale.lower(), scale)} {SYMBOLS[match[1]]}"


def _small(digits: str) -> str:
    return cardinal(str(int(digits)), "de")


GRAMMAR = Grammar(
    Rule(ADDRESS, lambda match: " punkt ".join(match[1].split("."))),
    Rule(
        r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b",
        lambda match: _date(match[3], int(match[2]), match[1]),
        number=True,
    ),
    Rule(
        rf"{_DAY}\s?(0?[1-9]|1[0-2])\.(?:\s?(\d{{4}})\b|(?!\d))",
        lambda match: _date(match[1], int(match[2]), match[3]),
        number=True,
    ),
    Rule(
        rf"{_DAY}\s?((?i:{MONTH}))\.?",
        lambda match: _date(match[1], month_number(match[2]), None),
        number=True,
    ),
    Rule(rf"{_HOUR}[:.]{_MINUTE}\sUhr\b", _time, number=True),
    Rule(rf"{_HOUR}:{_MINUTE}(?![\d:])", _time, number=True),
    Rule(
        rf"(?<![\d.,])({_GROUPED}|\d+),(\d\d)\s?([€$£]|(?:Euro|Dollar|Franken)\b)",
        _price,
        number=True,
    ),
    Rule(rf"([$€£¥])({_NUMBER})(?:\s?({_SCALE}))?", _signed, number=True),
    Rule(r"(\d{1,4})(er[ns]?)\b", lambda match: plain(match[1], "de") + match[2], number=True),
    Rule(
        rf"{_AFTER_NOMINATIVE}(\d{{1,3}})\.(?=\s\w)",
        lambda match: ordinal(match[1], "de"),
        number=True,
    ),
    Rule(
        rf"{_AFTER_DATIVE}(\d{{1,3}})\.(?=\s\w)",
        lambda match: ordinal(match[1], "de") + "n",
        number=True,
    ),
    Rule(r"(?<=\d)\s?[–-]\s?(?=\d)", lambda match: "bis", number=True),
    Rule(r"(?<![\w)])[−-](?=\d)", lambda match: "minus", number=True),
    Rule(rf"{_GROUPED}(?:,\d+)?", _number, number=True),
    Rule(r"\d+(?:\.\d+)+", _version, number=True),
    Rule(_NUMBER, _number, number=True),
    Rule(r"[²³¹⁰-₉]+", lambda match: _small(unicodedata.normalize("NFKC", match[0])), number=True),
    table(UNITS, before=_AFTER_FIGURE),
    Rule(r"(?<=\b1\s)Mio\.", lambda match: "million"),
    Rule(r"(?<=\b1\s)Mrd\.", lambda match: "milliarde"),
    table(ABBREVIATIONS),
    Rule(rf"{WORD}(?:[:*_]in(?:nen)?\b|/-?in(?:nen)?\b)", lambda match: match[0].replace("-", "")),
    Rule(rf"{WORD}(?:['’]{WORD})*", lambda match: match[0]),
    Rule(r"(?<=[^\W\d_]\s)\+(?=\s[^\W\d_])", lambda match: "und"),
    Rule(r"\+", lambda match: "plus"),
    Rule(rf"[{''.join(SYMBOLS)}]", lambda match: SYMBOLS[match[0]]),
)
