"""How German text is said."""

from __future__ import annotations

import re
import unicodedata

from nexus_audio.briefing.addresses import EMAIL, WEB, domain, email
from nexus_audio.briefing.dates import MONTH, month_number
from nexus_audio.briefing.gender import ARTICLE, PAIR, PEOPLE, article, pair, people
from nexus_audio.briefing.german_amounts import AMOUNTS, GROUPED, NUMBER, SCALE, SIGNS
from nexus_audio.briefing.german_figures import date, fraction, number, place, time
from nexus_audio.briefing.german_forms import FORMS, PLACES
from nexus_audio.briefing.german_numerals import IN_WORDS, NUMERAL, PLACE, SCALES, in_words, numeral
from nexus_audio.briefing.german_units import UNITS
from nexus_audio.briefing.german_words import (
    ABBREVIATIONS,
    MEASURING,
    MONTHS,
    SYMBOLS,
    WEEKDAYS,
)
from nexus_audio.briefing.grammar import LETTER, WORD, Grammar, Rule, Ways, as_written, table
from nexus_audio.briefing.letters import CAMEL, LONGEST, PLURAL, SINGLE, camel, initials, plural
from nexus_audio.briefing.numerals import ROMAN, cardinal, roman

_DAY = r"(?<![\d.,])(0?[1-9]|[12]\d|3[01])\."
_HOUR, _MINUTE = r"(?<![\d.,:])([01]?\d|2[0-3])", r"([0-5]\d)"
_AFTER_NOMINATIVE = r"(?<=\b(?:[Dd]er|[Dd]ie|[Dd]as)\s)"
_AFTER_DATIVE = (
    r"(?:(?<=\b(?:[Dd]e[nms]|[Vv]om|[Zz]u[mr])\s)|(?<=\b(?:[Aai]m|Im|[Aa]b)\s)|(?<=\b[Bb]eim\s))"
)
_COUNTS_EINE = re.compile(rf"\s(?:{SCALE}|(?:Stunde|Minute|Sekunde|Woche|[kMGT]?Wh|[ht])\b)")
_COUNTS_EIN = re.compile(r"\s?(?:[%$€£]|[–-]\s?\d|(?:Euro|Dollar|Prozent|Uhr|Jahr|Monat|Tag)\b)")
_FRACTIONS = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_HALF = r"(?:1/[2-68]|2/[35]|3/[458]|4/5|5/[68]|7/8)(?![\d/])"
_SCALES = {"mio": "millionen", "mrd": "milliarden"}


_IN_NAME = re.compile(r"[^\W\d_]-\d{1,4}$")
_SHORT_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.\d\d")
_DATED = re.compile(
    r"(?:^|[(–-]|\b(?:am|ab|bis|dem|den|der|seit|vom|zum|und|\w{1,9}tag,?))\s*$", re.I
)
_MEASURES = re.compile(r"\s?(?:[%‰$€£°]|Prozent|Euro|Dollar|Grad|Million|Milliarde)")


def _number(match: re.Match[str]) -> Ways:
    """A number; `1` agrees with what it counts: ein Prozent, eine Million, eins."""
    ways = number(match[0])
    if match[0] != "1":
        return ways
    if _COUNTS_EINE.match(match.string, match.end()):
        return "eine", *ways
    return ("ein", *ways) if _COUNTS_EIN.match(match.string, match.end()) else ways


def _version(match: re.Match[str]) -> Ways:
    """`3.11.7` with its dots or without; `20.1.24` may be a date, and `2.5 %` a decimal number."""
    written = match[0].split(".")
    parts = [cardinal(part, "de") for part in written]
    ways = (" punkt ".join(parts), " ".join(parts))
    if len(written) == 2:
        decimal = number(",".join(written))
        measures = _MEASURES.match(match.string, match.end())
        return (*decimal, *ways) if measures else (*ways, *decimal)
    if not _SHORT_DATE.fullmatch(match[0]):
        return ways
    days = date(written[0], int(written[1]), written[2])
    is_dated = _DATED.search(match.string[: match.start()][-20:])
    return (*days, *ways) if is_dated else (*ways, *days)


def _date(match: re.Match[str]) -> Ways:
    """`der 1. Mai` is der erste, any other the ersten; the month is a number or a name."""
    month = int(match[2]) if match[2].isdigit() else month_number(match[2])
    nominative = re.search(_AFTER_NOMINATIVE + "$", match.string[: match.start()][-20:])
    return date(match[1], month, match[3], "" if nominative else "n")


def _clock(match: re.Match[str]) -> Ways:
    return time(match[1], match[2])


def _score(match: re.Match[str]) -> Ways:
    parts = [cardinal(part, "de") for part in match.groups()]
    return " zu ".join(parts), " ".join(parts)


def _names(sign: str) -> Ways:
    return SYMBOLS[sign].split("|")


def _range(match: re.Match[str]) -> Ways:
    """`10–15` has a bis; in the name of a model, `Llama-3-70B`, the hyphen is silent."""
    is_named = match[0] == "-" and _IN_NAME.search(match.string[: match.start()][-6:])
    return () if is_named else ("bis",)


def _decade(match: re.Match[str]) -> Ways:
    """`2010er` is zweitausendzehner, zwanzigzehner or zehner."""
    ways = number(match[1])
    joined = [way.replace(" ", "") for way in ways if way.count(" ") == 1]
    short = [number(match[1][2:])[0]] if re.fullmatch(r"(?:19|20)[1-9]0", match[1]) else []
    return [way + match[2] for way in (*ways, *joined, *short)]


def _fraction(match: re.Match[str]) -> Ways:
    return fraction(*match[0].split("/"))


def _small_fraction(match: re.Match[str]) -> Ways:
    above, _, below = unicodedata.normalize("NFKC", match[2]).partition("⁄")
    return fraction(above, below, match[1])


def _raised(match: re.Match[str]) -> Ways:
    return number(unicodedata.normalize("NFKC", match[0]))


def _month(match: re.Match[str]) -> Ways:
    return (MONTHS[month_number(match[1]) - 1],)


def _initials(match: re.Match[str]) -> Ways:
    """Initials, which may be a Roman numeral as well: `GTA VI` is ge-te-a sechs."""
    ways = initials(match[0], "de")
    return (*ways, *number(roman(match[0]))) if re.fullmatch(ROMAN, match[0]) else ways


def _mention(match: re.Match[str]) -> Ways:
    return match[1], f"at {match[1]}", f"ät {match[1]}"


def _tag(match: re.Match[str]) -> Ways:
    if match[1].isdecimal():
        return [f"{sign} {way}" for sign in ("nummer", "hashtag", "") for way in number(match[1])]
    return match[1], f"hashtag {match[1]}"


GRAMMAR = Grammar(
    Rule(EMAIL, lambda match: email(match, "punkt", ("at", "ät", "klammeraffe"))),
    Rule(WEB, lambda match: domain(match, "punkt", ("www", "we we we"))),
    *AMOUNTS,
    *FORMS,
    # dates and times
    Rule(
        r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b",
        lambda match: date(match[3], int(match[2]), match[1]),
        number=True,
    ),
    Rule(
        rf"{_DAY}\s?(0?[1-9]|1[0-2])\.(?:\s?(\d{{4}})\b|(?!\d))",
        _date,
        number=True,
    ),
    Rule(rf"{_DAY}\s?((?i:{MONTH}))\.?(?:\s(\d{{4}})\b(?![.,:]\d))?", _date, number=True),
    Rule(rf"{_HOUR}[:.]{_MINUTE}(?=\sUhr\b)\sUhr\b", _clock, number=True),
    Rule(rf"{_HOUR}:{_MINUTE}(?![\d:])", _clock, number=True),
    Rule(r"(?<![\d:])(\d{1,2}):(\d{1,2})(?![\d:])", _score, number=True),
    # numbers
    Rule(rf"({GROUPED}|\d{{1,4}})(er[ns]?)\b", _decade, number=True),
    Rule(
        rf"{_AFTER_NOMINATIVE}(\d{{1,3}})\.(?=\s\w)",
        lambda match: place(match[1], ""),
        number=True,
    ),
    Rule(
        rf"{_AFTER_DATIVE}(\d{{1,3}})\.(?=\s\w)",
        lambda match: place(match[1], "n"),
        number=True,
    ),
    *PLACES,
    Rule(
        r"(?<![\d.,])\d{1,3}(?=\.\s\w)",
        lambda match: (*number(match[0]), *place(match[0], "")),
        number=True,
    ),
    Rule(r"(?<=\d)\s?[–-]\s?(?=\d)|(?<=\d[%€$])\s?[–-]\s?(?=\d)", _range, True),
    Rule(r"(?<![\w)])[−-](?=\d)", lambda match: ("minus",), number=True),
    Rule(rf"(?<![\d/]){_HALF}", _fraction, number=True),
    Rule(rf"(\d*)([{_FRACTIONS}])", _small_fraction, number=True),
    Rule(rf"{GROUPED}(?:,\d+)?", _number, number=True),
    Rule(r"\d+(?:\.\d+)+", _version, number=True),
    Rule(NUMBER, _number, number=True),
    Rule(r"[²³¹⁰-₉]+", _raised, number=True),
    Rule(PLACE, lambda match: place(roman(match[1]), ""), number=True),
    Rule(NUMERAL, numeral, number=True),
    Rule(IN_WORDS, in_words, number=True),
    # abbreviations
    *UNITS,
    Rule(
        r"(?<=\b1\s)(?:Mio|Mrd)\b\.?",
        lambda match: SCALES["million" if match[0].startswith("Mio") else "milliarde"],
        number=True,
    ),
    Rule(
        r"\b(Mio|Mrd)\b\.?",
        lambda match: SCALES[_SCALES[match[1].lower()]],
        number=True,
    ),
    *SIGNS,
    Rule(r"S\.(?=\s?\d)", lambda match: ("seite", "seiten")),
    Rule(r"§§", lambda match: ("paragrafen",)),
    Rule(r"\bff\.", lambda match: ("folgende", "fortfolgende")),
    Rule(r"(?<=\d\s)f\.", lambda match: ("folgende", "folgender")),
    Rule(r"\bNo\.(?=\s?\d)", lambda match: ("nummer", "number")),
    Rule(rf"\b((?!(?i:mai|juni?|juli|märz)\b)(?i:{MONTH}))\.(?=\s\d|\s[a-zäöü]|[,;)])", _month),
    Rule(
        rf"\b({'|'.join(day.title() for day in WEEKDAYS)})\.?,?(?=\s\d{{1,2}}\.)",
        lambda match: WEEKDAYS[match[1].lower()].split("|"),
    ),
    Rule(r"\bv(?=\d)", lambda match: ("v", "version", "vau")),
    Rule(r"\bv\.(?=\s?\d)", lambda match: ("vom", "von")),
    table(ABBREVIATIONS),
    Rule(
        rf"[{''.join(MEASURING)}](?=\s?\d)",
        lambda match: MEASURING[match[0]].split("|"),
    ),
    # words
    Rule(PEOPLE, people),
    Rule(PAIR, pair),
    Rule(ARTICLE, article),
    Rule(rf"(?<!\w)[A-ZÄÖÜ]{{2,{LONGEST}}}(?!{LETTER}|['’])", _initials),
    Rule(r"\.NET\b", lambda match: ("net", "dot net", "punkt net")),
    Rule(r"\bC#", lambda match: ("c sharp", "ce sharp")),
    Rule(PLURAL, lambda match: plural(match[0], "de")),
    Rule(SINGLE, lambda match: initials(match[0], "de")[:2]),
    Rule(CAMEL, lambda match: camel(match[0], "de")),
    Rule(r"@(?=\w)(\w{1,60})", _mention),
    Rule(r"#(\w{1,60})", _tag),
    Rule(rf"{WORD}(?:['’]{WORD})*", as_written),
    Rule(r"(?<=[^\W\d_]\s)\+(?=\s[^\W\d_])", lambda match: ("und", "plus")),
    Rule(r"\+", lambda match: ("plus", "und")),
    Rule(rf"[{''.join(SYMBOLS)}]", lambda match: _names(match[0])),
)
