"""Where a caption or a line may end: what belongs together is not parted.

German needs this most: an article waits for its noun, a number for its unit. The rules are
few and go by the words alone, so that everyone can tell why a line ends where it does:

- not after an article, a preposition or a conjunction;
- in German, not between an article or a preposition and its noun: the next word with a
  capital, with at most two others between them (`auf der grünen Wiese`);
- not after a number (`40 %`, `60 Milliarden $`, `3. Dezember`), and not between a noun and
  the number that tells which one (`Ausgabe 12`);
- not after an abbreviation (`z. B. Wien`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum

from nexus_audio.feed.languages import primary

BETWEEN = 2
"""Words between an article and its noun."""


class Break(IntEnum):
    """How good it is to end after a word, the best first."""

    SENTENCE = 0
    CLAUSE = 1
    OPEN = 2
    """In the middle of a clause."""
    BOUND = 3
    """Between words that belong together."""


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_LEADING = {
    "de": _words(
        "der die das den dem des ein eine einen einem einer eines kein keine keinen keinem keiner",
        "mein meine meinen meinem meiner dein deine deinen deinem deiner sein seine seinen seinem",
        "seiner ihr ihre ihren ihrem ihrer unser unsere unseren unserem unserer euer eure euren",
        "dieser diese dieses diesen diesem jeder jede jedes jeden jedem solche solcher solchen",
        "welche welcher welches welchen alle aller allen viele vieler vielen einige einiger",
        "einigen mehrere beide beiden viel wenig mehr weniger",
        "zwei drei vier fünf sechs sieben acht neun zehn elf zwölf",
        "ab am an ans auf aus außer bei beim bis durch für gegen hinter im in ins mit nach neben",
        "ohne seit trotz über um unter vom von vor während wegen zu zum zur zwischen per rund etwa",
    ),
    "en": _words(
        "the a an this that these those my your his her its our their some any each every no",
        "about above across after against along among around as at before behind below between by",
        "during for from in into of off on onto over per through to towards under until with",
        "within without",
    ),
}
"""Articles with the words that stand in their place, numerals among them, and prepositions."""
_JOINING = {
    "de": _words("und oder aber denn sondern weil dass ob wenn als wie sowie –"),
    "en": _words("and or but nor because if when than so while although –"),
}
_ABBREVIATIONS = _words("abb bzw ca dr evtl ggf inkl mio mrd nr prof sog vgl zzgl mr mrs vs")
"""Those that are no words of their own, as `Art.` would be, and that end no sentence."""
_NUMBER = re.compile(
    r"[+–-]?\d[\d.,:/]*\d|\d|(?:\d{1,2}\.){1,2}|(?:[Hh]undert|[Tt]ausend|Million(?:en)?|Milliarden?|Billionen?)"
)
_SIGN = re.compile(r"[^\w\s\"'„“”«»(–—-]+[.,;:!?]?")
_SENTENCE = re.compile(r".*[.!?…][\"'”“«»)\]]*")
_CLAUSE = re.compile(r".*[,;:–—][\"'”“«»)\]]*")


def break_after(words: Sequence[str], index: int, language: str) -> Break:
    """How good it is to end after the word of that index; none of them is the last.

    `language` is that of the words; one that is not known goes by the English rules.
    """
    spoken = primary(language)
    if _is_bound(words, index, spoken if spoken in _LEADING else "en"):
        return Break.BOUND
    if _SENTENCE.fullmatch(words[index]):
        return Break.SENTENCE
    return Break.CLAUSE if _CLAUSE.fullmatch(words[index]) else Break.OPEN


def _is_bound(words: Sequence[str], index: int, language: str) -> bool:
    # What was corrected can be several tokens at once, as `z. B.` is.
    word, following = words[index].rpartition(" ")[2], words[index + 1].partition(" ")[0]
    return (
        word.lower() in _LEADING[language]
        or word.lower() in _JOINING[language]
        or (language == "de" and _waits_for_its_noun(words, index))
        or _NUMBER.fullmatch(word) is not None
        or _SIGN.fullmatch(following) is not None
        or (word.isalpha() and word[0].isupper() and _is_figure(following))
        or _is_abbreviation(word)
    )


def _waits_for_its_noun(words: Sequence[str], index: int) -> bool:
    """Whether the word stands between an article or a preposition and its noun."""
    for start in range(index, max(-1, index - BETWEEN - 1), -1):
        if words[start].lower() in _LEADING["de"]:
            noun = words[index + 1 : start + BETWEEN + 2]
            return _reaches_noun(noun)
        if not (words[start].islower() and words[start].isalpha()):
            return False
    return False


def _reaches_noun(words: Sequence[str]) -> bool:
    for word in words:
        if word[:1].isupper():
            return True
        if not word.isalpha():
            return False
    return False


def _is_figure(word: str) -> bool:
    return word.rstrip(".,;:!?").isdecimal()


def _is_abbreviation(word: str) -> bool:
    stem = word.removesuffix(".").lower()
    return word.endswith(".") and (stem in _ABBREVIATIONS or (len(stem) == 1 and stem.isalpha()))
