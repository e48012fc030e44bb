"""Short forms around English figures: quarters, times as many, powers, kings and sequels."""

from __future__ import annotations

import re
import unicodedata
from itertools import product

from nexus_audio.briefing.english_figures import fraction, number
from nexus_audio.briefing.grammar import Rule, Ways
from nexus_audio.briefing.letters import initials
from nexus_audio.briefing.numerals import ROMAN, ordinal, roman

_POWERS = {"2": ("squared",), "3": ("cubed",)}
_KINGS = "Henry|Louis|Charles|George|Edward|Richard|James|Elizabeth|Pius|Leo|Napoleon|William"
_NUMBERED = "Chapter|Part|Volume|Article|Act|War|Phase|Title|Type|Level|Class"
_NAMED = rf"(?:{_KINGS}|{_NUMBERED}|[A-Z]\w{{2,20}})"
_UNMISTAKEN = r"(?=[IVX]{2})"
"""Two letters or more: `Plan V` and `Malcolm X` are none."""


def _quarter(match: re.Match[str]) -> Ways:
    """`Q3` is q three, cue three or third quarter; `H1` the same of half years."""
    what, part = ("q", "quarter") if match[1] == "Q" else ("h", "half")
    letters = [f"{way} {number(match[2])[0]}" for way in initials(what, "en")]
    place = ordinal(match[2], "en")
    return (*letters, f"{place} {part}", f"the {place} {part}")


def _times(match: re.Match[str]) -> Ways:
    """`2x` is two x, two times or twice."""
    once = {"1": ("once",), "2": ("twice",)}.get(match[1], ())
    heads = number(match[1])
    return [f"{head} {end}" for end, head in product(("x", "times", "ex", "fold"), heads)] + [*once]


def _power(match: re.Match[str]) -> Ways:
    """`10³` is ten cubed, or to the third."""
    digits = unicodedata.normalize("NFKC", match[0]).replace("−", "-")
    sign, figure = ("minus ", digits[1:]) if digits.startswith("-") else ("", digits)
    if not figure.isdecimal():
        return ()
    to = (f"to the {ordinal(figure, 'en')}", f"to the power of {number(figure)[0]}")
    told = [f"to the {sign}{number(figure)[0]}"] if sign else [*_POWERS.get(figure, ()), *to]
    return (*told, *number(figure))


def _roman(match: re.Match[str]) -> Ways:
    """`Henry VIII` is Henry the eighth, `Part II` part two; after another name it may be either."""
    digits = roman(match[2])
    place = (f"the {ordinal(digits, 'en')}", ordinal(digits, "en"))
    if re.fullmatch(_KINGS, match[1]):
        return [f"{match[1]} {way}" for way in (*place, *number(digits))]
    return [f"{match[1]} {way}" for way in (*number(digits), *place)]


FORMS = (
    Rule(
        r"(?<![\d.,/])24/7(?![\d/])",
        lambda match: ("twenty four seven", "twenty four hours a day"),
        number=True,
    ),
    Rule(r"(?<!\w)([QH])([1-4])(?!\w)", _quarter, number=True),
    Rule(
        r"(?<![\d.,/])(\d{1,3})\s(1|2|3)/(2|3|4|5)(?![\d/])",
        lambda match: fraction(match[2], match[3], match[1]),
        number=True,
    ),
    Rule(r"(?<![\d,])(\d{1,3}(?:\.\d)?)x(?!\w)", _times, number=True),
    Rule(
        r"(?<![\d,])(\d{1,3}(?:\.\d)?)-?fold\b",
        lambda match: [f"{way}{gap}fold" for way in number(match[1]) for gap in ("", " ")],
        number=True,
    ),
    Rule(r"(?<=\d)\s?x\s?(?=\d)", lambda match: ("by", "times", "x")),
    Rule(r"(?<=\d)[²³¹⁰⁴-⁹⁻]+", _power, number=True),
    Rule(rf"\b({_NAMED})\s{_UNMISTAKEN}({ROMAN})(?![\w'’])", _roman, number=True),
    Rule(rf"\b({_KINGS}|{_NUMBERED})\s({ROMAN})(?![\w'’])", _roman, number=True),
)
"""Before the rules for numbers, whose beginnings these are."""
