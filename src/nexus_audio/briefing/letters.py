"""Abbreviations that are said letter by letter, with the names of the letters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

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

_READ = "nato ikea nasa unesco unicef opec fifa uefa bafög aldi haribo"
_WORDS = frozenset(_READ.split())
"""Initials that are read as a word and never spelled."""

_IN_FULL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "de": {
        "ai": ("artificial intelligence", "künstliche intelligenz"),
        "bip": ("bruttoinlandsprodukt",),
        "eu": ("europäische union",),
        "ezb": ("europäische zentralbank",),
        "faz": ("frankfurter allgemeine", "frankfurter allgemeine zeitung"),
        "ki": ("künstliche intelligenz",),
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


def initials(written: str, language: str) -> tuple[str, ...]:
    """How initials may be said: `KI` as written, ka-i, k-i, and künstliche Intelligenz."""
    word = written.lower()
    ways = [word]
    if word not in _WORDS:
        names = _NAMES[language]
        ways += [" ".join(names.get(letter, letter) for letter in word), " ".join(word)]
    return (*ways, *_IN_FULL[language].get(word, ()))


def spelled_out(said: Sequence[str]) -> bool:
    """Whether folded words are all names of letters: ka, i."""
    return _SAID_LETTERS.issuperset(said)
