"""Written text as it is said, each spoken word mapped back to where it is written.

Both sides of an alignment go through here: what the author wrote and what the
engine heard, which may hold digits too. Each language has its own table of
rules; the first that fits at a place says what is written there, in the one
way that is most usual.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nexus_audio.briefing import english, german
from nexus_audio.briefing.grammar import Grammar

_GRAMMARS: Mapping[str, Grammar] = {"de": german.GRAMMAR, "en": english.GRAMMAR}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenToken:
    """One spoken word, folded to be compared."""

    text: str
    start: int
    """Where what it says begins in the written text; words of one figure share a range."""
    end: int
    number: bool
    """Whether it is part of a figure, which must never be corrected."""


def spoken(text: str, language: str) -> tuple[SpokenToken, ...]:
    """The words that are said for a text; any language but English is said as German.

    A text without letters and digits is silent.
    """
    if not any(character.isalnum() for character in text):
        return ()
    return tuple(_tokens(text, _GRAMMARS.get(language, german.GRAMMAR)))


def fold(word: str) -> str:
    """A word as it is compared: small letters and digits only, `Größe's` is groesses."""
    spelled = unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if letter.isalnum())


def _tokens(text: str, grammar: Grammar) -> Iterator[SpokenToken]:
    for start, end, words, number in grammar.say(text):
        for word in re.split(r"[\s-]+", words):
            folded = fold(word)
            if folded:
                yield SpokenToken(text=folded, start=start, end=end, number=number)
