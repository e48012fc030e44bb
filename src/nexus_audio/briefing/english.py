"""How English text is said."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from nexus_audio.briefing.addresses import EMAIL, WEB, domain, email
from nexus_audio.briefing.english_figures import date, decade, fraction, number, price, time
from nexus_audio.briefing.english_forms import FORMS
from nexus_audio.briefing.english_words import (
    ABBREVIATIONS,
    MEASURING,
    MONTHS,
    SCALES,
    SYMBOLS,
    UNITS,
)
from nexus_audio.briefing.grammar import LETTER, WORD, Grammar, Rule, Ways, as_written, table
from nexus_audio.briefing.letters import CAMEL, LONGEST, PLURAL, SINGLE, camel, initials, plural
from nexus_audio.briefing.numerals import cardinal, ordinal

_GROUPED = r"\d{1,3}(?:,\d{3})+(?![\d])"
_NUMBER = rf"(?:{_GROUPED}|\d+)(?:\.\d+)?"
_SCALE = r"(?:(?:thousand|million|billion|trillion|tn|bn|mn|m|k|M|B|K)\b)"
_CURRENCY = r"((?:US|AU|CA|HK|A|C)?[$€£¥])"
_COUNTRIES = {"US": "us", "A": "australian", "AU": "australian", "C": "canadian", "CA": "canadian"}
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_DAY = r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
_YEAR = r"(?:,?\s(\d{4})\b(?![.,:]\d))?"
_AFTER_FIGURE = r"(?:(?<=\d)|(?<=\d\s))"
_AFTER_ONE = r"(?:(?<=\b1\s)|(?<=\d-)|(?<=/)|(?<=\b[Pp]er\s))"
_PLURAL = re.compile(r"(?<=ter|att|our|yte|ute|ond|ram|und)s\b")
_PAID = re.compile(r"[$€£¥]\s?[\d.,]+$")
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_HALF = r"(?:1/[2-68]|2/[35]|3/[458]|4/5|5/[68]|7/8)(?![\d/])"
_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_TEENS = "(?:thir|four|fif|six|seven|eigh|nine)teen"
_TENS = "(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
_IN_WORDS = rf"\b(?i:zero|{_ONES}|{_TEENS}|{_TENS}|hundred|thousand|million|billion|trillion)\b"


def _names(currency: str) -> list[str]:
    """What a currency is called, with its country and without."""
    names = SYMBOLS[currency[-1]].split("|")
    country = _COUNTRIES.get(currency[:-1], currency[:-1].lower())
    return [f"{country} {names[0]}", *names] if country else names


def _signed(match: re.Match[str]) -> Ways:
    """`$2.5bn` is two point five billion dollars."""
    scale = SCALES.get((match[3] or "").lower(), match[3] or "").split("|")[0]
    names = _names(match[1])
    if match[2] == "1" and not scale:
        names = [*names[1:2], *names]
    return [f"{head} {scale} {name}" for head, name in product(number(match[2]), names)]


def _per(match: re.Match[str]) -> Ways:
    """`$0.30/kWh` is thirty cents per kilowatt hour; any other slash is silent."""
    is_paid = _PAID.search(match.string[: match.start()][-20:])
    return ("per", "a", "an") if is_paid else ()


def _one(unit: str) -> str:
    """The ways to say one of a unit, as in `per kilowatt hour`; those of several come last."""
    ways = unit.split("|")
    return "|".join(dict.fromkeys([*(_PLURAL.sub("", way) for way in ways), *ways]))


def _price(match: re.Match[str]) -> Ways:
    return price(match[2], match[3], _names(match[1]))


def _month_first(match: re.Match[str]) -> Ways:
    return date(MONTHS[match[1].lower()[:3]], match[2], match[3])


def _day_first(match: re.Match[str]) -> Ways:
    return date(MONTHS[match[2].lower()[:3]], match[1], match[3])


def _days(match: re.Match[str]) -> Ways:
    """`May 1–3` is May first to third."""
    month = MONTHS[match[1].lower()[:3]]
    firsts, lasts = (
        (ordinal(day, "en"), f"the {ordinal(day, 'en')}", cardinal(str(int(day)), "en"))
        for day in (match[2], match[3])
    )
    joints = product(firsts, ("to", "through"), lasts)
    return [f"{month} {first} {joint} {last}" for first, joint, last in joints]


def _small_fraction(match: re.Match[str]) -> Ways:
    above, _, below = unicodedata.normalize("NFKC", match[2]).partition("⁄")
    return fraction(above, below, match[1])


def _dotted(match: re.Match[str]) -> Ways:
    """`U.S.` is said as US is."""
    return initials("".join(re.findall(r"\w", match[0])), "en")


GRAMMAR = Grammar(
    Rule(EMAIL, lambda match: email(match, "dot", ("at",))),
    Rule(WEB, lambda match: domain(match, "dot", ("www", "double you double you double you"))),
    *FORMS,
    # dates, times and prices
    Rule(
        r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b",
        lambda match: date([*MONTHS.values()][int(match[2]) - 1], match[3], match[1]),
        number=True,
    ),
    Rule(rf"\b({_MONTH})\.?\s{_DAY}\s?[–-]\s?{_DAY}(?![.,:]\d)", _days, number=True),
    Rule(rf"\b({_MONTH})\.?\s{_DAY}(?![.,:]\d){_YEAR}", _month_first, number=True),
    Rule(rf"(?<![\d.,:]){_DAY}\s({_MONTH})\.?{_YEAR}", _day_first, number=True),
    Rule(
        r"(?<![\d.,:])([01]?\d|2[0-3]):([0-5]\d)(?![\d:])",
        lambda match: time(match[1], match[2]),
        number=True,
    ),
    Rule(rf"{_CURRENCY}({_GROUPED}|\d+)\.(\d\d)\b(?!\s?{_SCALE})", _price, number=True),
    Rule(rf"{_CURRENCY}({_NUMBER})(?:\s?({_SCALE}))?", _signed, number=True),
    # numbers
    Rule(r"(\d{2,4})['’]?s\b", lambda match: decade(match[1]), number=True),
    Rule(r"(\d{1,9})(?:st|nd|rd|th)\b", lambda match: (ordinal(match[1], "en"),), number=True),
    Rule(r"(?<=\d)\s?[–-]\s?(?=\d)", lambda match: ("to", "through"), number=True),
    Rule(r"(?<![\w)])[−-](?=\d)", lambda match: ("minus", "negative"), number=True),
    Rule(rf"(?<![\d/]){_HALF}", lambda match: fraction(*match[0].split("/")), number=True),
    Rule(rf"(\d*)([{_FRACTIONS}])", _small_fraction, number=True),
    Rule(_NUMBER, lambda match: number(match[0]), number=True),
    Rule(
        r"[²³¹⁰-₉]+",
        lambda match: number(unicodedata.normalize("NFKC", match[0])),
        number=True,
    ),
    Rule(_IN_WORDS, as_written, number=True),
    # abbreviations
    Rule(r"\bU\.\s?[SKN]\.(?:\s?A\.)?", _dotted),
    Rule(r"/(?=[^\W\d_])", _per),
    table({unit: _one(said) for unit, said in UNITS.items()}, before=_AFTER_ONE),
    table(UNITS, before=_AFTER_FIGURE),
    table(SCALES, before=_AFTER_FIGURE),
    Rule(r"\best\.(?=\s?[\d$€£])", lambda match: ("estimated", "established")),
    Rule(r"\bNo\.(?=\s?\d)", lambda match: ("number",)),
    Rule(r"\bpp?\.(?=\s?\d)", lambda match: ("page", "pages")),
    table(ABBREVIATIONS),
    Rule(
        rf"[{''.join(MEASURING)}](?=\s?\d)",
        lambda match: MEASURING[match[0]].split("|"),
    ),
    # words
    Rule(
        rf"(?<!\w)[A-Z]{{2,{LONGEST}}}(?!{LETTER}|['’])",
        lambda match: initials(match[0], "en"),
    ),
    Rule(PLURAL, lambda match: plural(match[0], "en")),
    Rule(SINGLE, lambda match: initials(match[0], "en")[:2]),
    Rule(CAMEL, lambda match: camel(match[0], "en")),
    Rule(r"@(\w{1,60})", lambda match: (match[1], f"at {match[1]}")),
    Rule(r"#(?=\d)", lambda match: ("number", "hashtag")),
    Rule(r"#([^\W\d_]\w{0,60})", lambda match: (match[1], f"hashtag {match[1]}")),
    Rule(rf"{WORD}(?:['’]{WORD})*", as_written),
    Rule(r"(?<=[^\W\d_]\s)\+(?=\s[^\W\d_])", lambda match: ("and", "plus")),
    Rule(r"\+", lambda match: ("plus", "and")),
    Rule(rf"[{''.join(SYMBOLS)}]", lambda match: _names(match[0])),
)
