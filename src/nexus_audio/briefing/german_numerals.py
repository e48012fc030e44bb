"""German numbers that are written in words or in Roman numerals."""

from __future__ import annotations

import re

from nexus_audio.briefing.german_figures import number, place
from nexus_audio.briefing.grammar import Ways
from nexus_audio.briefing.letters import initials
from nexus_audio.briefing.numerals import ROMAN, roman

_PARTS = (
    r"(?:eins|ein(?=und|tausend|hundert)|zwei|zwo|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf"
    r"|zwölf|sech(?=z)|sieb(?=z)|zwanzig|dreißig|zig|hundert|tausend)"
)
IN_WORDS = (
    rf"\b(?i:null|{_PARTS}(?:(?:und)?{_PARTS})*|millionen|million|milliarden|milliarde"
    rf"|(?:{_PARTS}(?:und)?)*(?:erst|zweit|dritt|siebt|acht|{_PARTS}s?t)e[nrsm]?)\b"
)
SCALES = {
    "million": ("million", "millionen"),
    "millionen": ("millionen", "million"),
    "milliarde": ("milliarde", "milliarden"),
    "milliarden": ("milliarden", "milliarde"),
}
_NUMBERED = ("Kapitel", "Teil", "Band", "Artikel", "Akt", "Stufe", "Phase", "Staffel")
_AFTER_NUMBERED = "|".join(rf"(?<={word}\s)" for word in _NUMBERED)
_AFTER_ARTICLE = r"(?:(?<=\b[Dd](?:er|ie|as|en|em|es)\s)|(?<=\b[Ii]m\s))"
NUMERAL = (
    rf"(?:{_AFTER_NUMBERED}|(?<=[a-zäöüß]{{2}}\s)(?=[IVX]{{2}}))"
    rf"({ROMAN})(\.(?=[\s,;)]\s?[a-zäöü]))?(?!\w|\.\w)"
)
PLACE = rf"{_AFTER_ARTICLE}({ROMAN})\.(?=\s[A-ZÄÖÜ])"
"""`der II. Weltkrieg`: a place in an order."""

"""Behind a word that is numbered, or in two letters or more behind what may be a name."""

_NAMED = re.compile(r"\b[A-ZÄÖÜ][a-zäöüß]{2,}\s$")


def in_words(match: re.Match[str]) -> Ways:
    """A number in words: eintausend is tausend, zwo is zwei, and dritte is dritter."""
    word = match[0].lower()
    order = re.fullmatch(r"(.*t)e[nrsm]?", word)
    if order:
        return (word, *(f"{order[1]}e{ending}" for ending in ("", "n", "r", "s", "m")))
    ways = [word, re.sub(r"^ein(?=tausend|hundert)", "", word), word.replace("zwo", "zwei")]
    return SCALES.get(word, ways)


def numeral(match: re.Match[str]) -> Ways:
    """`Ludwig XIV.` is Ludwig der vierzehnte, and `Teil II` is zwei; else they are letters."""
    before, digits = match.string[: match.start()][-30:], roman(match[1])
    if not before.rstrip().endswith(_NUMBERED) and not _NAMED.search(before):
        return initials(match[1], "de")
    forms = place(digits, "")
    named = [f"{who} {form}" for who in ("der", "die", "den", "dem", "des") for form in forms]
    return (*named, *forms) if match[2] else (*number(digits), *named)
