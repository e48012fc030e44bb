"""Abbreviations that are said letter by letter, with the names of the letters."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from nexus_audio.briefing.grammar import LETTER

_GERMAN_NAMES = """
a be ce de e ef ge ha i jot ka el em en o pe ku er es te u vau we ix ypsilon zett ä ö ü
"""
_ENGLISH_NAMES = """
ay bee see dee ee ef gee aitch eye jay kay el em en oh pee cue ar ess tee you vee
double-you ex why zee a o u
"""
_LETTERS = "abcdefghijklmnopqrstuvwxyzäöü"
_NAMES: Mapping[str, Mapping[str, str]] = {
    "de": dict(zip(_LETTERS, _GERMAN_NAMES.split(), strict=True)),
    "en": dict(zip(_LETTERS, _ENGLISH_NAMES.split(), strict=True)),
}

_SAID_LETTERS = frozenset([*_LETTERS, *f"{_GERMAN_NAMES} {_ENGLISH_NAMES} double ae oe ue".split()])
_SAID_PLURALS = frozenset(f"{name}s" for name in _SAID_LETTERS)

_READ = "nato ikea nasa unesco unicef opec fifa uefa bafög aldi haribo"
_WORDS = frozenset(_READ.split())
"""Initials that are read as a word and never spelled."""

_IN_FULL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "de": {
        "ai": ("artificial intelligence", "künstliche intelligenz"),
        "bip": ("bruttoinlandsprodukt",),
        "eu": ("europäische union",),
        "eur": ("euro",),
        "ezb": ("europäische zentralbank",),
        "fy": ("geschäftsjahr", "fiscal year"),
        "faz": ("frankfurter allgemeine", "frankfurter allgemeine zeitung"),
        "ki": ("künstliche intelligenz",),
        "kw": ("kalenderwoche",),
        "mdax": ("m dax", "em dax"),
        "sz": ("süddeutsche", "süddeutsche zeitung"),
        "uk": ("united kingdom", "großbritannien"),
        "uno": ("vereinte nationen",),
        "us": ("us amerikanisch",),
        "usa": ("vereinigte staaten", "vereinigten staaten"),
    },
    "en": {
        "ai": ("artificial intelligence",),
        "eu": ("european union",),
        "uk": ("united kingdom",),
        "un": ("united nations",),
        "us": ("united states",),
        "usa": ("united states", "united states of america"),
    },
}

LONGEST = 6
"""Letters; a longer word in capitals is a word that is shouted."""


PLURAL = rf"(?<!\w)[A-ZÄÖÜ]{{2,{LONGEST}}}s(?!{LETTER}|['’])"
"""More than one of what initials stand for: `LLMs`."""

SINGLE = rf"(?<![^\W\d_])(?<!['’])[B-DF-HJ-NP-TV-Z](?!{LETTER}|['’])"
"""A letter by itself whose name is not its sound: `M&A`, `Q3`, `Plan B`."""

CAMEL = rf"(?<!\w){LETTER}{{0,30}}?[a-zäöüß][A-ZÄÖÜ]{LETTER}{{0,30}}(?!{LETTER}|['’])"
"""A name with a capital inside: `ChatGPT`, `iPhone`."""

_PARTS = re.compile(r"[A-ZÄÖÜ]?[a-zäöüß]+|[A-ZÄÖÜ]+(?![a-zäöüß])")


def initials(written: str, language: str) -> tuple[str, ...]:
    """How initials may be said: `KI` as written, ka-i, k-i, and künstliche Intelligenz."""
    word = written.lower()
    ways = [word]
    if word not in _WORDS:
        ways += [_spelled(word, language), " ".join(word)]
    return (*ways, *_IN_FULL[language].get(word, ()))


def plural(written: str, language: str) -> tuple[str, ...]:
    """`LLMs` as written, el-el-ems, or without the ending."""
    word = written.lower()
    ways = [f"{way}s" for way in initials(written[:-1], language)[:3]]
    return tuple(dict.fromkeys([word, *ways, *(way[:-1] for way in ways[1:])]))


def camel(written: str, language: str) -> tuple[str, ...]:
    """`ChatGPT` as one word, as chat gpt, and as chat ge-pe-te."""
    parts = _PARTS.findall(written)
    said = [_spelled(p.lower(), language) if p.isupper() else p for p in parts]
    return written, " ".join(parts), " ".join(said)


def _spelled(word: str, language: str) -> str:
    names = _NAMES[language]
    return " ".join(names.get(letter, letter) for letter in word)


def spelled_out(said: Sequence[str]) -> bool:
    """Whether folded words are all names of letters: ka, i; the last of them maybe with an s."""
    *most, last = said or ("",)
    return _SAID_LETTERS.issuperset(most) and last in _SAID_LETTERS | _SAID_PLURALS
