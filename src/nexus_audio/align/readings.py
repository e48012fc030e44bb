"""What the sound is asked about: was it as it was heard, or as it is written?

An engine writes what is likely in general; told both, it can say how well the sound goes with
each. Asked is wherever the text has other words between understood ones, and where a name of the
text was perhaps spoken beside it. What would mean something else is never asked: what the host
said of it stays as it was heard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np

from nexus_audio.align.gaps import gaps
from nexus_audio.align.groups import groups
from nexus_audio.align.host import joined
from nexus_audio.align.mentions import mentions
from nexus_audio.align.misheard import decides, is_acronym, is_word, keeps_meaning
from nexus_audio.align.pairs import Pair, pair_of, pairs_of
from nexus_audio.align.path import best_path
from nexus_audio.align.punctuation import bare, ending, letters_of
from nexus_audio.align.similarity import SCALE, similarities
from nexus_audio.align.tokens import Heard, Written, heard_tokens, written_tokens
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Briefing, Transcript, Word

_FEW = 5
"""So many tokens may stand for others."""

_ALIKE = 0.55
"""How alike a name beside the text is to the written one, at least; the sound decides."""

_SHORTEST = 4
"""Letters of such a name."""

Least = tuple[float, float]

_NONSENSE: tuple[Least, ...] = (-7.0, -1.0), (-8.5, 4.0)
_NAME: tuple[Least, ...] = ((-2.0, 0.0),)
_WORD: tuple[Least, ...] = ((0.0, 0.0),)
_BESIDE: tuple[Least, ...] = ((-6.0, 2.0),)
"""By how much likelier the text's words are at least (natural logarithms), plainly and once the
engine was told of them: for what is no word (either will do), for a noun or name and for another
word of a dictionary, and for a name beside the text. Of about 180 other names that a host said and
that were heard as nonsense three passed, and of 160 that were heard as words none (six readings,
synthetic voices, base)."""

_BACK: tuple[Least, ...] = ((10.0, -3.0),)
"""The same for what was heard at first, where a name that was told stands: of 230 names that were
said this takes back one, and of 46 others nine. Less would take back more of both (6.0: four and
thirteen), and hosts mostly say what they wrote."""

_OTHER = -10.0, 0.0
"""What both are below where another name was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Words of the transcript, first and last, and what the text has for them."""

    first: int
    last: int
    text: str
    """With the signs that were heard at its end."""
    known: bool
    """Whether what was heard is in a dictionary, all of it."""
    names: tuple[str, ...]
    """What the engine is told: the text's words."""
    beside: bool = False
    """Whether the text has it elsewhere."""
    back: bool = False
    """Whether it is what was heard at first, before names of the text were told."""

    @property
    def words(self) -> range:
        """The indices of its words."""
        return range(self.first, self.last + 1)


def readings(briefing: Briefing, transcript: Transcript) -> list[Reading]:
    """All that is asked; where several have a word in common, the first that holds counts."""
    written, heard = written_tokens(briefing), heard_tokens(transcript)
    words = transcript.words
    asked = _Asked(heard, written, words)
    path = best_path(heard, written)
    for gap in gaps(path, heard, written):
        if gap.heard and gap.written and max(len(gap.heard), len(gap.written)) <= _FEW:
            asked.add(pair_of(gap.heard, gap.written, heard, written))
            if len(gap.heard) == len(gap.written) > 1:
                for said, text in zip(gap.heard, gap.written, strict=True):
                    asked.add(pair_of(range(said, said + 1), range(text, text + 1), heard, written))
    for pair in (
        *pairs_of(path, heard, written),
        *pairs_of(mentions(path, heard, written), heard, written),
    ):
        asked.add(pair)
    return [*_back(words), *asked.found, *_beside(asked.found, heard, written, words)]


class Verdict(IntEnum):
    """What the sound says."""

    WRITTEN = 1
    """It goes with what was asked."""
    OPEN = 0
    HEARD = -1
    """It goes with what was heard, and by no means with what is written."""


def verdict(reading: Reading, plain: float, told: Callable[[], float]) -> Verdict:
    """What follows from by how much likelier the text's words are, and are once it was told.

    That is asked only where it decides.
    """
    least = _least(reading)
    if plain >= min(alone for alone, _ in least):
        gain = told()
        enough = any(plain >= alone and gain >= known for alone, known in least)
        return Verdict.WRITTEN if enough else Verdict.OPEN
    other = not reading.back and plain < _OTHER[0] and told() < _OTHER[1]
    return Verdict.HEARD if other else Verdict.OPEN


def _least(reading: Reading) -> Sequence[Least]:
    if reading.back:
        return _BACK
    if reading.beside:
        return _BESIDE
    if not reading.known:
        return _NONSENSE
    return _NAME if reading.text.strip("(„“\"'")[:1].isupper() else _WORD


def decided(words: Sequence[Word], verdicts: Sequence[tuple[Reading, Verdict]]) -> Iterator[Word]:
    """The words as the sound has them; each that was settled keeps what was `heard`.

    Several become others together only where each may alone: amid the nonsense of a first name,
    another surname would pass.
    """
    taken: dict[int, Reading] = {}
    said = [set(one.words) for one, found in verdicts if _is_said(one, found)]
    for reading, found in verdicts:
        hides = any(words < set(reading.words) for words in said)
        if found is Verdict.WRITTEN and not hides and taken.keys().isdisjoint(reading.words):
            taken.update(dict.fromkeys(reading.words, reading))
    kept = {index for one, found in verdicts if found is Verdict.HEARD for index in one.words} - {
        index for one, found in verdicts if found is Verdict.OPEN for index in one.words
    }
    for index, word in enumerate(words):
        spoken = taken.get(index)
        if spoken is None:
            yield replace(word, heard=word.heard or word.text) if index in kept else word
        elif index == spoken.first:
            yield from _spelled(words[spoken.first : spoken.last + 1], spoken.text)


def _is_said(reading: Reading, found: Verdict) -> bool:
    """Whether it was said as it was heard, or may have been as it is a word."""
    refused = reading.known and found is Verdict.OPEN
    return found is Verdict.HEARD or refused


def _spelled(words: Sequence[Word], text: str) -> Iterator[Word]:
    """The words with another text; those that one word stands for are one."""
    written = text.split()
    for before, after in groups([word.text for word in words], written):
        found = words[before.start : before.stop]
        part = " ".join(written[after.start : after.stop])
        yield found[0] if len(found) == 1 and found[0].text == part else joined(found, part)


class _Asked:
    """Collects what differs and may be asked."""

    def __init__(self, heard: Heard, written: Written, words: Sequence[Word]) -> None:
        self._heard, self._written, self._words = heard, written, words
        self._seen: set[tuple[int, int, str]] = set()
        self.found: list[Reading] = []

    def add(self, pair: Pair | None) -> None:
        """Ask about a pair, if it differs and nothing hangs on it."""
        if pair is None or max(len(pair.heard), len(pair.written)) > _FEW:
            return
        said = [self._heard.tokens[token] for token in pair.heard]
        text = [self._written.tokens[token] for token in pair.written]
        figures = any(self._heard.numbers[token] for token in pair.heard) or any(
            self._written.numbers[token] for token in pair.written
        )
        key = pair.words[0], pair.words[-1], pair.text
        if figures or "".join(said) == "".join(text) or key in self._seen:
            return
        words = self._words[pair.words[0] : pair.words[-1] + 1]
        fixed = any(is_acronym(one.text) or decides(one.text) for one in words)
        if keeps_meaning(said, text) and not fixed and not any(map(decides, pair.text.split())):
            self._seen.add(key)
            self.found.append(
                Reading(
                    first=pair.words[0],
                    last=pair.words[-1],
                    text=_signed(pair.text, words),
                    known=all(map(_is_known, words)),
                    names=(bare(pair.text),),
                )
            )


def _back(words: Sequence[Word]) -> Iterator[Reading]:
    """What the second hearing replaced by names that it was told."""
    for index, word in enumerate(words):
        if word.heard and word.heard != word.text:
            told = (bare(word.text),)
            yield Reading(
                first=index, last=index, text=word.heard, known=False, names=told, back=True
            )


def _beside(
    found: Sequence[Reading], heard: Heard, written: Written, words: Sequence[Word]
) -> Iterator[Reading]:
    """Names of the text that were perhaps spoken in free speech, or signed a quotation."""
    names = _names(written)
    asked = {index for one in found for index in one.words}
    vocabulary = frozenset(written.tokens)
    strange = [
        index
        for index, word in enumerate(words)
        if index not in asked
        and not word.heard
        and _is_strange(word)
        and fold(letters_of(word)) not in vocabulary
    ]
    if not (names and strange):
        return
    rows = [fold(letters_of(words[index])) for index in strange]
    alike = similarities(rows, [fold(name) for name in names])
    best = np.argmax(alike, axis=1)
    for row, index in enumerate(strange):
        name = names[int(best[row])]
        if alike[row, best[row]] >= _ALIKE * SCALE and keeps_meaning([rows[row]], [fold(name)]):
            text = _signed(name, [words[index]])
            yield Reading(
                first=index, last=index, text=text, known=False, names=(name,), beside=True
            )


def _names(written: Written) -> list[str]:
    """Words with a capital that no dictionary has."""
    texts = {
        written.places[written.place[token]].text[slice(*written.spans[token])]
        for token in range(len(written.tokens))
    }
    return sorted(
        text
        for text in texts
        if len(text) >= _SHORTEST
        and text[0].isupper()
        and text.isalpha()
        and not is_word(text.lower())
    )


def _is_strange(word: Word) -> bool:
    letters = letters_of(word)
    return len(letters) >= _SHORTEST and word.text[:1].isupper() and not is_word(letters)


def _is_known(word: Word) -> bool:
    return is_word(letters_of(word))


def _signed(text: str, words: Sequence[Word]) -> str:
    """What is written, with the signs that were heard behind it."""
    return bare(text) + ending(words[-1].text)
