"""Short forms around German figures: quarters, times as many, powers, telephone numbers."""

from __future__ import annotations

import re
import unicodedata

from nexus_audio.briefing import english_figures
from nexus_audio.briefing.dates import MONTH
from nexus_audio.briefing.german_figures import fraction, number, place
from nexus_audio.briefing.german_words import WEEKDAYS
from nexus_audio.briefing.grammar import Rule, Ways
from nexus_audio.briefing.letters import initials
from nexus_audio.briefing.numerals import one_by_one, ordinal, small

_SUFFIX = (
    r"(?:fach|stellig|jährig|monatig|wöchig|tägig|stündig|minütig|sekündig|prozentig|köpfig|teilig"
    r"|seitig|spurig|stöckig|gradig)(?:e[nrsm]?)?"
)
_NEUTER = (
    "Bundesland|Event|Finale|Gebot|Halbjahr|Jahr|Jahrhundert|Jahrtausend|Jahrzehnt|Kapitel|Kind|Mal"
    "|Modell|Quartal|Semester|Tor|Treffen|Viertel"
)
_OTHERS = (
    "Advent|Akt|Ausgabe|Auflage|Bundesliga|Etage|Etappe|Folge|Generation|Geburtstag|Hälfte|Jahrestag"
    "|Klasse|Liga|Minute|Monat|Phase|Platz|Preis|Rang|Reihe|Runde|Saison|Schritt|Spieltag|Staffel"
    "|Stelle|Stock|Stufe|Tag|Teil|Version|Weltkrieg|Welle|Woche"
)
_DAYS = "|".join(day.title() for day in WEEKDAYS)
_DATE_ENDS = re.compile(rf"(?:\b{MONTH}\.?|\d\.)(?:\s\d{{4}})?$", re.I)
_POWERS = {"2": ("hoch zwei", "quadrat", "zum quadrat"), "3": ("hoch drei", "zur dritten")}
_PHONE = r"(?<![\d.,])(?:\+\d{2}[\s/-]?|0)\d{2,4}(?:[\s/-]{1,3}\d{2,}){1,4}(?!\d|[.,]\d)"


def _quarter(match: re.Match[str]) -> Ways:
    """`Q3` is Q drei, ku drei or drittes Quartal; `H1` the same of half years."""
    part, what = ("quartal", "q") if match[1] == "Q" else ("halbjahr", "h")
    letters = [f"{way} {figure}" for way in initials(what, "de") for figure in number(match[2])]
    places = [f"{form} {part}" for form in place(match[2], "n")]
    return (*letters, *places, f"{ordinal(match[2], 'de')}n {part}s")


def _times(match: re.Match[str]) -> Ways:
    """`2x` is zweimal, zwei mal, zwei x or zweifach."""
    heads = ["ein" if way == "eins" else way for way in number(match[1])]
    endings = ("mal", " mal", " x", " ix", "fach", " fach")
    return [f"{head}{ending}" for ending in endings for head in heads]


def _suffixed(match: re.Match[str]) -> Ways:
    """`10-facher` is zehnfacher in one word or in two."""
    heads = ["ein" if way == "eins" else way for way in number(match[1])]
    return [f"{head}{gap}{match[2]}" for head in heads for gap in ("", " ")]


def _mixed(match: re.Match[str]) -> Ways:
    return fraction(match[2], match[3], match[1])


def _power(match: re.Match[str]) -> Ways:
    """`10³` is zehn hoch drei."""
    digits = unicodedata.normalize("NFKC", match[0]).replace("−", "-")
    sign, figure = ("minus ", digits[1:]) if digits.startswith("-") else ("", digits)
    ways = () if sign else _POWERS.get(figure, ())
    return (*ways, *(f"hoch {sign}{way}" for way in number(figure)), *number(figure))


def _phone(match: re.Match[str]) -> Ways:
    """A telephone number digit by digit, or each of its parts in pairs."""
    plus = "plus " if match[0].startswith("+") else ""
    parts = re.findall(r"\d+", match[0])
    single = plus + " ".join(one_by_one(part, "de") for part in parts)
    pairs = plus + " ".join(_pairs(part) for part in parts)
    return single, single.replace("zwei", "zwo"), pairs


def _pairs(digits: str) -> str:
    if digits.startswith("0") or len(digits) % 2:
        return one_by_one(digits, "de")
    return " ".join(small(digits[i : i + 2], "de") for i in range(0, len(digits), 2))


def _english_place(match: re.Match[str]) -> Ways:
    return (ordinal(match[1], "en"), *place(match[1], ""))


def _english_decade(match: re.Match[str]) -> Ways:
    return (*english_figures.decade(match[1]), *(f"{way}er" for way in number(match[1])))


def _days(match: re.Match[str]) -> Ways:
    first, last = (WEEKDAYS[day.lower()].split("|") for day in match.groups())
    return [f"{one} bis {other}" for one in first for other in last]


def _until(match: re.Match[str]) -> Ways:
    """`1. Mai – 3. Juni` has a bis; a dash before any other date is a pause."""
    return ("bis",) if _DATE_ENDS.search(match.string[: match.start()][-20:]) else ()


FORMS = (
    Rule(_PHONE, _phone, number=True),
    Rule(
        r"(?<![\d.,/])24/7(?![\d/])",
        lambda match: ("vierundzwanzig sieben", "twenty four seven", "rund um die uhr"),
        number=True,
    ),
    Rule(r"(?<!\w)([QH])([1-4])(?!\w)", _quarter, number=True),
    Rule(r"(?<![\d.,/])(\d{1,3})\s(1|2|3)/(2|3|4|5)(?![\d/])", _mixed, number=True),
    Rule(r"(?<![\d.])(\d{1,3}(?:,\d)?)x(?!\w)", _times, number=True),
    Rule(r"(?<=\d)\s?[x×]\s?(?=\d)", lambda match: ("mal", "x", "by")),
    Rule(rf"(?<![\d.])(\d{{1,4}}(?:,\d)?)-?({_SUFFIX})\b", _suffixed, number=True),
    Rule(r"(\d{1,4})(?:st|nd|rd|th)\b", _english_place, number=True),
    Rule(r"(\d{4}|\d0)s\b", _english_decade, number=True),
    Rule(r"(?<=\d)[²³¹⁰⁴-⁹⁻]+", _power, number=True),
    Rule(rf"\b({_DAYS})\.?\s?[–-]\s?({_DAYS})\b", _days),
    Rule(rf"\s?[–-]\s?(?=(?:\d{{1,2}}\.\s?)?(?i:{MONTH}))", _until),
    # places in an order: 1.–3. Mai, 2. Halbjahr
    Rule(
        r"(?<![\d.,])(\d{1,2})\.(?=\s?[–-]\s?\d{1,2}\.(?!\d))",
        lambda match: place(match[1], "n"),
        number=True,
    ),
    Rule(r"(?<=\d\.)\s?[–-]\s?(?=\d{1,2}\.)", lambda match: ("bis",), number=True),
)
"""Before the rules for numbers, whose beginnings these are."""

PLACES = (
    Rule(
        rf"(?<![\d.,])(\d{{1,3}})\.(?=\s(?:{_NEUTER})(?:e?s)?\b)",
        lambda match: place(match[1], "s"),
        number=True,
    ),
    Rule(
        rf"(?<![\d.,])(\d{{1,3}})\.(?=\s(?:{_OTHERS})(?:e?s|e?n)?\b)",
        lambda match: place(match[1], ""),
        number=True,
    ),
)
"""What is usually numbered; anywhere else a figure with a dot may end a sentence."""
