"""Written text as it is said, each spoken word mapped back to where it is written.

Both sides of an alignment go through here: what the author wrote and what the
engine heard, which may hold digits too. Each language has its own table of
rules; the first that fits at a place says in which ways what is written there
may be said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from nexus_audio.briefing import english, german
from nexus_audio.briefing.grammar import Grammar
from nexus_audio.models import Foreign

_GRAMMARS: Mapping[str, Grammar] = {"de": german.GRAMMAR, "en": english.GRAMMAR}
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_LONG = re.compile("und|hundert|tausend")
_BETWEEN = re.compile(r"[\s,-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A stretch of written text that is said as a whole: a word, a figure, an abbreviation."""

    start: int
    end: int
    ways: tuple[tuple[str, ...], ...]
    """What may be said, the most usual way first: each the folded words, never none."""
    number: bool
    """Whether it is a figure, which must never be corrected to another."""

    def allows(self, said: tuple[str, ...]) -> bool:
        """Whether folded words say it in any way; the words of a long figure may be cut apart."""
        return said in self.ways or (self.number and any(_cut(way, said) for way in self.ways))


@dataclass(frozen=True, slots=True, kw_only=True)
class SpokenToken:
    """One spoken word, folded to be compared."""

    text: str
    start: int
    """Where what it says begins in the written text; words of one figure share a range."""
    end: int
    number: bool
    """Whether it is part of a figure, which must never be corrected."""


def spoken(text: str, language: str, foreign: Sequence[Foreign] = ()) -> tuple[SpokenToken, ...]:
    """The words that are usually said for a text; any language but English is said as German.

    What is `foreign` in it is said in its own language. A text without letters
    and digits is silent.
    """
    return tuple(
        SpokenToken(text=word, start=phrase.start, end=phrase.end, number=phrase.number)
        for phrase in phrases(text, language, foreign)
        for word in phrase.ways[0]
    )


def phrases(text: str, language: str, foreign: Sequence[Foreign] = ()) -> tuple[Phrase, ...]:
    """The phrases of a text in order, with all ways to say each; their ranges never overlap."""
    if not any(character.isalnum() for character in text):
        return ()
    return tuple(
        phrase
        for start, end, spoken_in in _stretches(text, language, foreign)
        for phrase in _phrases(text[start:end], start, _GRAMMARS.get(spoken_in, german.GRAMMAR))
    )


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """A word as it is compared: small letters and digits only, `Größe's` is groesses."""
    spelled = unicodedata.normalize("NFC", word).casefold().translate(_UMLAUTS)
    return "".join(letter for letter in unicodedata.normalize("NFKD", spelled) if letter.isalnum())


def _cut(way: tuple[str, ...], said: tuple[str, ...]) -> bool:
    """Whether words are those of a way, long ones cut apart: vier und zwanzig, not drei zehn."""
    kept, cuts = {*accumulate(map(len, way))}, {*accumulate(map(len, said))}
    long = all(_LONG.search(word) for word in way if word not in said)
    return "".join(way) == "".join(said) and kept <= cuts and long


def _stretches(
    text: str, language: str, foreign: Sequence[Foreign]
) -> Iterator[tuple[int, int, str]]:
    """Start, end and language of each stretch of a text, whole words each."""
    before = 0
    for passage in foreign:
        yield before, passage.start, language
        yield passage.start, passage.end, passage.language
        before = passage.end
    yield before, len(text), language


def _phrases(text: str, before: int, grammar: Grammar) -> Iterator[Phrase]:
    """The phrases of a stretch of text that has so many characters before it."""
    for start, end, said, number in grammar.say(text):
        ways = _folded(tuple(said))
        if ways:
            yield Phrase(start=before + start, end=before + end, ways=ways, number=number)


@lru_cache(maxsize=65536)
def _folded(said: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Each way as folded words, without empty and double ones."""
    ways = (tuple(filter(None, map(fold, _BETWEEN.split(way)))) for way in said)
    return tuple(way for way in dict.fromkeys(ways) if way)
