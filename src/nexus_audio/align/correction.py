"""The text's spelling for what was said, and never what was not said.

A rewrite needs the same letters, or the same number said in another way. Failing that, what was
heard must be no word at all, and sound like the written ones amid understood neighbours; or it is
a name or noun in no dictionary that the engine itself doubted, and that sounds still more alike.
What is in a dictionary was said: "Oldenburg" is not "Brandenburg", nor "Alben" "Algen".
Numbers, negations, weekdays, acronyms and small words stay as heard, as do verbs and adjectives
that a host may have said, whose small differences turn their meaning.
What the host corrected always wins, and what the sound confirmed stays.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from nexus_audio.align.gaps import Gap
from nexus_audio.align.host import joined
from nexus_audio.align.misheard import (
    CLOSED,
    is_acronym,
    is_word,
    misheard,
    name_misheard,
    sounds_like,
)
from nexus_audio.align.pairs import Pair, pair_of, pairs_of
from nexus_audio.align.path import Match
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.align.ways import same_otherwise
from nexus_audio.briefing.letters import spelled_out
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Word

# On a 20-minute recording these bounds take the word error rate from 17 to 10 %; the engine's
# doubt stands in for a dictionary of words that a host may well have said.
_DOUBTED = 0.85
_DOUBTED_NONSENSE = 0.95
"""An engine is surer of what is no word than it should be."""

_FEW = 5
"""So many tokens may have been misheard together."""

_NEAR, _NEIGHBOURS, _UNDERSTOOD, _DRIFT = 3, 2, 0.9, 2

_LETTERS = re.compile(r"[^\W\d_]+")
_SIGNS, _CURRENCIES = re.compile("[€$£¥]"), ("euro", "dollar", "pfund", "pound", "yen", "cent")
_EVERY_GENDER = re.compile(r"[^\W\d_][:*_][^\W\d_]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrite:
    """Words of the transcript, first and last, and how the text spells them."""

    first: int
    last: int
    text: str


def respelled(words: Sequence[Word], rewrites: Sequence[Rewrite]) -> list[Word | None]:
    """The words as the text spells them; none for each that was joined to the one before it."""
    spelled: list[Word | None] = list(words)
    for rewrite in rewrites:
        found = words[rewrite.first : rewrite.last + 1]
        if " ".join(word.text for word in found) != rewrite.text:
            spelled[rewrite.first] = joined(found, rewrite.text)
            spelled[rewrite.first + 1 : rewrite.last + 1] = [None] * (len(found) - 1)
    return spelled


def rewrites(
    path: Sequence[Match],
    named: Sequence[Match],
    between: Sequence[Gap],
    heard: Heard,
    written: Written,
    words: Sequence[Word],
    final: Collection[int] = (),
) -> list[Rewrite]:
    """What the text may spell otherwise than the engine did; never what is `final`.

    In a heading that is but `named`, amid free speech, capitals are the sentence's own.
    """
    judge = _Judge([*path, *named], heard, written, words, final)
    allowed = [pair for pair in _runs(between, heard, written) if judge.is_misheard(pair)]
    taken = {index for pair in allowed for index in pair.words}
    others = (pair for pair in pairs_of(named, heard, written) if judge.differs(pair))
    for pair in chain(pairs_of(path, heard, written), others):
        if taken.isdisjoint(pair.words) and (judge.allows(pair) or judge.is_misheard(pair)):
            allowed.append(pair)
    taken = {index for pair in allowed for index in pair.words}
    ways = (pair for pair in _ways(between, heard, written) if judge.may_change(pair))
    allowed += [pair for pair in ways if taken.isdisjoint(pair.words)]
    return [Rewrite(first=pair.words[0], last=pair.words[-1], text=pair.text) for pair in allowed]


def _runs(between: Sequence[Gap], heard: Heard, written: Written) -> Iterator[Pair]:
    """All that differs between two understood words, where it is little."""
    for gap in between:
        if gap.heard and gap.written and max(len(gap.heard), len(gap.written)) <= _FEW:
            pair = pair_of(gap.heard, gap.written, heard, written)
            if pair:
                yield pair


def _ways(between: Sequence[Gap], heard: Heard, written: Written) -> Iterator[Pair]:
    """Figures that were said in another way, and initials that were said by their letters."""
    for gap in between:
        for same in same_otherwise(gap, heard, written):
            said = heard.tokens[same.heard.start : same.heard.stop]
            pair = pair_of(same.heard, same.written, heard, written)
            figure = pair and same.number and not _inserts_word(pair, heard)
            if pair and (figure or spelled_out(said)):
                yield pair


def _inserts_word(pair: Pair, heard: Heard) -> bool:
    """Whether the text has a word that was not spoken: "Uhr" in "14:30 Uhr" for "halb drei"."""
    ways = {way for token in pair.heard for way in heard.phrases[token].ways}
    spoken = {word for way in ways for word in way}
    unpaid = _SIGNS.search(pair.text) and not any(word.startswith(_CURRENCIES) for word in spoken)
    return bool(unpaid) or not spoken.issuperset(map(fold, _LETTERS.findall(pair.text)))


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text))


def _is_known(word: Word) -> bool:
    """Whether a heard word is an acronym, or in a dictionary."""
    return is_acronym(word.text) or is_word(_letters(word.text).lower())


class _Judge:
    """Decides which pairs may take the text's spelling."""

    def __init__(
        self,
        path: Sequence[Match],
        heard: Heard,
        written: Written,
        words: Sequence[Word],
        final: Collection[int],
    ) -> None:
        self._final = final
        self._heard = heard
        self._written = written
        self._words = words
        self._vocabulary = frozenset(written.tokens)
        self._understood = {
            match.heard: match.written for match in path if match.similarity >= _UNDERSTOOD
        }

    def may_change(self, pair: Pair) -> bool:
        """Not what is final, nor what is written for every gender and said for one."""
        final = any(index in self._final for index in pair.words)
        return not final and not _EVERY_GENDER.search(pair.text)

    def differs(self, pair: Pair) -> bool:
        """Whether other tokens were heard than are written."""
        said = [self._heard.tokens[token] for token in pair.heard]
        return said != [self._written.tokens[token] for token in pair.written]

    def allows(self, pair: Pair) -> bool:
        if not self.may_change(pair):
            return False
        words = [self._words[index] for index in pair.words]
        said = [self._heard.tokens[token] for token in pair.heard]
        text = [self._written.tokens[token] for token in pair.written]
        if any(self._written.numbers[token] for token in pair.written):
            return said == text
        if "".join(said) == "".join(text):
            return True
        figures = any(self._heard.numbers[token] for token in pair.heard)
        return not figures and self._garbled(pair, words, said, text)

    def is_misheard(self, pair: Pair) -> bool:
        """Whether what was heard is no word, and the engine's way of writing the text's words."""
        numbers = any(self._heard.numbers[token] for token in pair.heard) or any(
            self._written.numbers[token] for token in pair.written
        )
        if numbers or not self.may_change(pair):
            return False
        words = [self._words[index] for index in pair.words]
        doubted = min(word.probability for word in words) < _DOUBTED_NONSENSE
        said = [self._heard.tokens[token] for token in pair.heard]
        text = [self._written.tokens[token] for token in pair.written]
        unknown = [self._is_no_word(word) for word in words]
        name = len(said) == len(text) == 1 and self._is_name(pair)
        alike = name_misheard(said[0], text[0]) if name else misheard(said, text)
        return doubted and any(unknown) and alike and self._supported(pair)

    def _is_name(self, pair: Pair) -> bool:
        """Whether what is written has a capital and is in no dictionary."""
        letters = _letters(pair.text)
        return letters[:1].isupper() and not is_word(letters.lower())

    def _is_no_word(self, word: Word) -> bool:
        letters = _letters(word.text).lower()
        return len(letters) > 1 and fold(letters) not in self._vocabulary and not _is_known(word)

    def _garbled(
        self, pair: Pair, words: Sequence[Word], said: Sequence[str], text: Sequence[str]
    ) -> bool:
        name = len(said) == len(text) == 1 and self._is_name(pair)
        return (
            CLOSED.isdisjoint([*said, *text])
            and (not name or name_misheard(said[0], text[0]))
            and not self._vocabulary.issuperset(said)
            and not all(map(_is_known, words))
            and words[0].text.strip("-")[:1].isupper()
            and pair.text.strip("(„“\"'")[:1].isupper()
            and min(word.probability for word in words) < _DOUBTED
            and sounds_like("".join(said), "".join(text))
            and self._supported(pair)
        )

    def _supported(self, pair: Pair) -> bool:
        """Whether enough understood neighbours stand on the same diagonal."""
        drift = pair.written[0] - pair.heard[0]
        near = [*range(pair.heard[0] - _NEAR, pair.heard[0])]
        near += range(pair.heard[-1] + 1, pair.heard[-1] + 1 + _NEAR)
        agreeing = [
            token
            for token in near
            if token in self._understood and abs(self._understood[token] - token - drift) <= _DRIFT
        ]
        return len(agreeing) >= _NEIGHBOURS
