"""Whether what was heard may be the engine's way of writing what the text has.

It must sound alike, and must not mean something else: no other number, negation or small word, no
other prefix or ending. What is in a dictionary, a host may have said.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel, Levenshtein

from nexus_audio.align.groups import groups
from nexus_audio.align.punctuation import SIGNS
from nexus_audio.align.similarity import similarity
from nexus_audio.briefing.names import is_known
from nexus_audio.briefing.spoken import fold

_ALIKE, _ALIKE_SHORT, _SHORT = 0.7, 0.8, 5
"""How alike a noun must be that the engine doubted, also one of few letters."""

_NONSENSE, _NONSENSE_SHORT = 0.62, 0.75
"""The same of what is no word at all."""

_NAME = 0.76
"""The share of letters that a garbled name has in common with the written one, if more than one
letter is another."""

_CUT = 3
"""A name with so many letters less is another one."""

_RUN, _JOINED = 0.66, 0.85
"""The same of several words, and of those where small words stand on one side alone."""

_SHORTEST_PART = 4
"""Shorter parts would make a word of almost any nonsense: "Brot-er-sin"."""

_SHORTEST_STEM = 3

_SMALL_WORDS = """
nicht nichts nie niemals niemand niemanden niemandem nirgends kein keine keinen keinem keiner
keines ohne weder noch kaum un mehr weniger alle immer selten ich du er sie es wir ihr mich dich
uns euch mein dein sein unser ein eine einen einem einer eines der die das den dem des dass und
oder aber sondern kann könnte konnte können könnten konnten wird würde wurde werden würden
wurden ist war wäre sind waren wären hat hatte hätte haben hatten hätten muss musste müsste
müssen soll sollte will wollte darf dürfte mag möchte vor nach über unter seit bis ab an auf aus
mit zu in im am um für gegen million millionen milliarde milliarden billion billionen tausend
hundert prozent euro dollar januar februar märz april mai juni juli august september oktober
november dezember montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag norden süden
osten westen links rechts oben unten gestern heute morgen vormittag nachmittag nein not no never
none nothing nobody nowhere neither nor cannot without can could is was are were will would more
less one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
thousand monday tuesday wednesday thursday friday saturday sunday
"""
CLOSED = frozenset(map(fold, _SMALL_WORDS.split()))
_JOINABLE_LIST = "aus an auf in im am um zu zur zum der die das dem den des und so"
_JOINABLE = frozenset(_JOINABLE_LIST.split())
"""Small words that an engine writes together with the next one: "ausgehörlitz"."""

_NEGATIVE = ("un", "um", "in", "im", "miss", "ent", "nicht", "kein", "ohne", "des", "dis")
"""What turns a meaning at the start of a word, as it may be heard."""
_NEGATING = re.compile("un|miss|nicht|kein|ohne|nie|nirgend")
"""The same anywhere among several words."""

_PREFIX_LIST = """
ab an auf aus be bei de dis durch ein ent er ge hin her hoch il im in ir miss mit nach nicht nieder
re ueber um un unter ver vor weg zu zer
alt gross klein neu nord ober ost sued west
"""
_PREFIXES = tuple(_PREFIX_LIST.split())
_FIGURE = re.compile(
    "null|kein|ein|zwei|drei|vier|fuenf|sech|sieb|acht|neun|zehn|elf|zwoelf|zwanzig|dreissig"
    "|hundert|tausend|milli(?:on|ard|oe)|billi|halb|drittel|viertel|doppel|mehr|wenig"
)
"""What a word of an amount is made of, anywhere in it: "dreimal", "Milliardäre", "Zweifache"."""
_ENDING_LIST = "e en er es em n s t te ten est st et end in innen ung ungen"
_ENDINGS = frozenset(["", *_ENDING_LIST.split()])


_DECIDES = re.compile(
    r"\d|^(nicht|nichts|nie|niemals|kein\w*|ohne|not|no|never|none|\w*n['’]t)$", re.IGNORECASE
)
_ACRONYM = re.compile(r"\W*(?:[A-ZÄÖÜ]{2,}|(?=\w{2,5}\W*$)[A-ZÄÖÜ]\w*[A-ZÄÖÜ]\w*)\W*")
"""Letters that were said one by one ("CDU", "AfD"): with another letter it is something else."""


def is_acronym(word: str) -> bool:
    """Whether a word is made of letters that are said one by one."""
    return _ACRONYM.fullmatch(word) is not None


def decides(word: str) -> bool:
    """Whether a word is a figure or a negation, which stays as it was heard first.

    The text must not talk anybody into another.
    """
    return _DECIDES.search(word.strip(SIGNS)) is not None


def is_word(letters: str) -> bool:
    """Whether a word in small letters is in a dictionary, or made of words that are."""
    return is_known(letters, _SHORTEST_PART)


def is_entry(letters: str) -> bool:
    """Whether a word in small letters is itself in a dictionary."""
    return is_known(letters, len(letters))


def misheard(said: Sequence[str], text: Sequence[str]) -> bool:
    """Whether tokens that are no words, or not all, are how an engine wrote others.

    As many on both sides are looked at one by one: in a run a word that was meant could hide.
    """
    one, other = "".join(said), "".join(text)
    if len(said) == len(text) > 1:
        return False
    single = len(said) == len(text)
    least = (_NONSENSE_SHORT if len(other) < _SHORT else _NONSENSE) if single else _RUN
    alike = similarity(one, other)
    return (
        alike >= least
        and not _small_words_differ(said, text, alike)
        and _FIGURE.findall(one) == _FIGURE.findall(other)
        and _NEGATING.findall(one) == _NEGATING.findall(other)
        and one.startswith(_NEGATIVE) == other.startswith(_NEGATIVE)
        and not _other_prefix(one, other)
        and not _other_ending(one, other)
    )


def name_misheard(said: str, text: str) -> bool:
    """Whether one token that is no word is how an engine wrote a name that no dictionary has.

    A name has no other endings than its genitive, and no prefix that turns its meaning: so it is
    its letters alone that must agree, and more of them.
    """
    letter = len(text) >= _SHORTEST_PART and Levenshtein.distance(said, text) == 1
    alike = letter or Indel.normalized_similarity(said, text) >= _NAME
    longer = said != text and said.startswith(text)
    genitive = said.rstrip("s") == text.rstrip("s")
    return alike and not (longer or genitive or shortened(said, text))


def shortened(said: str, text: str) -> bool:
    """Whether one has so many letters less that it is another: "Broder" for "Brodersen"."""
    return abs(len(said) - len(text)) >= _CUT


def other_amount(said: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words that begin like an amount hold another one: "dreizehn" and "dreissig"."""
    return _amounts(said) != _amounts(text)


def _amounts(words: Sequence[str]) -> list[list[str]]:
    return [_FIGURE.findall(word) for word in words if _FIGURE.match(word)]


def _small_words_differ(said: Sequence[str], text: Sequence[str], alike: float) -> bool:
    here = Counter(token for token in said if token in CLOSED)
    there = Counter(token for token in text if token in CLOSED)
    if here == there:
        return len(said) == len(text) == 1 and bool(here)
    differing = set((here - there) | (there - here))
    return alike < _JOINED or not differing <= _JOINABLE


def keeps_meaning(said: Sequence[str], text: Sequence[str]) -> bool:
    """Whether no number, negation, small word, prefix or ending is another, so far as one can see.

    Small words that an engine writes together with the next one may be on one side alone.
    """
    one, other = "".join(said), "".join(text)
    here = Counter(token for token in said if token in CLOSED)
    there = Counter(token for token in text if token in CLOSED)
    return (
        set((here - there) | (there - here)) <= _JOINABLE
        and not (here and len(said) == len(text) == 1)
        and (here == there or len(said) != len(text))
        and _FIGURE.findall(one) == _FIGURE.findall(other)
        and _NEGATING.findall(one) == _NEGATING.findall(other)
        and not any(
            _other_prefix(a, b) or _other_ending(a, b)
            for a, b in ((one, other), *_counterparts(said, text))
        )
    )


def _counterparts(said: Sequence[str], text: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What stands for each other of two runs, and differs: in a run another prefix is no start."""
    for before, after in groups(said, text):
        one = "".join(said[before.start : before.stop])
        other = "".join(text[after.start : after.stop])
        if one != other:
            yield one, other


def sounds_like(said: str, text: str) -> bool:
    """Whether a heard word may be a garbled written one, and no other word or form of it."""
    least = _ALIKE_SHORT if len(text) < _SHORT else _ALIKE
    return (
        similarity(said, text) >= least
        and not shortened(said, text)
        and _FIGURE.findall(said) == _FIGURE.findall(text)
        and not _other_prefix(said, text)
        and not _other_ending(said, text)
    )


def _other_prefix(said: str, text: str) -> bool:
    """Whether two words are one stem with other prefixes: "bekannt" and "unbekannt"."""
    return said != text and not _stems(said).isdisjoint(_stems(text))


def _stems(word: str) -> set[str]:
    stems = {word} | {word.removeprefix(prefix) for prefix in _PREFIXES}
    return {stem for stem in stems if len(stem) >= _SHORTEST_STEM}


def _other_ending(said: str, text: str) -> bool:
    """Whether two words differ by their endings alone: "investiert" and "investierte"."""
    return any(
        said[:stem] == text[:stem] and said[stem:] in _ENDINGS and text[stem:] in _ENDINGS
        for stem in range(_SHORTEST_STEM, min(len(said), len(text)) + 1)
    )
