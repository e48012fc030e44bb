"""The host's corrections: wherever the words stand, they are written as the host says.

They are looked for twice: among the words as the engine heard them at first, and again
among the words as the transcript shows them, because those are what the host sees.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from nexus_audio.align.punctuation import ending
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Milliseconds, Segment, Transcript, Utterance, Word

_NEAR: Milliseconds = 2000
"""How far from the time that a correction names its word may begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """Words that the engine wrote, and what stands there instead."""

    heard: str
    """Case and punctuation do not matter for finding it."""
    write: str
    at: Milliseconds | None = None
    """Where in the recording the one place is that is meant; none means wherever it stands."""


Corrections = Sequence[Correction]
Form = Callable[[Word], str]


def at_first(word: Word) -> str:
    """A word as the engine heard it at first."""
    return word.heard or word.text


def as_shown(word: Word) -> str:
    """A word as it is written now."""
    return word.text


def apply_corrections(transcript: Transcript, corrections: Corrections) -> Transcript:
    """The transcript with the host's corrections; corrected words keep what was `heard`."""
    wanted = _Wanted(corrections, [segment.words for segment in transcript.segments], at_first)
    if not wanted:
        return transcript
    return replace(
        transcript,
        segments=tuple(_segment(segment, wanted) for segment in transcript.segments),
    )


def correct_shown(
    utterances: Sequence[Utterance], corrections: Corrections
) -> tuple[Utterance, ...]:
    """The utterances with the host's corrections, wherever the words stand as they are shown."""
    wanted = _Wanted(corrections, [utterance.words for utterance in utterances], as_shown)
    if not wanted:
        return tuple(utterances)
    return tuple(replace(one, words=_corrected(one.words, wanted)) for one in utterances)


def final_words(before: Sequence[Word], corrected: Sequence[Word]) -> frozenset[int]:
    """The words that nothing may change: what the host corrected, and what the sound confirmed.

    Those are the words that say of themselves that they were `heard` as they stand.
    """
    heard = frozenset(before)
    return frozenset(
        index
        for index, word in enumerate(corrected)
        if word not in heard or word.heard == word.text
    )


def unused(corrections: Corrections, utterances: Sequence[Utterance]) -> tuple[str, ...]:
    """What the host wants corrected and what stands nowhere, as the host wrote it."""
    words = [word for utterance in utterances for word in utterance.words]
    return tuple(item.heard for item in corrections if not _stands(item, words))


def _stands(item: Correction, words: Sequence[Word]) -> bool:
    wanted = {fold(item.heard), fold(item.write)}
    return any(
        not wanted.isdisjoint((fold(word.heard), fold(word.text)))
        and (item.at is None or abs(word.start - item.at) <= _NEAR)
        for word in words
    )


class _Wanted:
    """What is to be written for the words that begin at a place of the transcript."""

    def __init__(
        self, corrections: Corrections, texts: Sequence[Sequence[Word]], form: Form
    ) -> None:
        self.form = form
        meant = [item for item in corrections if fold(item.heard)]
        self._everywhere = {fold(item.heard): item.write for item in meant if item.at is None}
        self._once: dict[tuple[str, Milliseconds], str] = {}
        for item in meant:
            if item.at is not None and (start := _nearest(item, item.at, texts, form)) is not None:
                self._once[fold(item.heard), start] = item.write
        letters = chain(self._everywhere, (heard for heard, _ in self._once))
        self.longest = max(map(len, letters), default=0)

    def __bool__(self) -> bool:
        return self.longest > 0

    def written(self, letters: str, start: Milliseconds) -> str | None:
        """What the host wants for words that begin at a time; a correction of one place first."""
        return self._once.get((letters, start), self._everywhere.get(letters))


def _nearest(
    item: Correction, at: Milliseconds, texts: Sequence[Sequence[Word]], form: Form
) -> Milliseconds | None:
    """Where the words that a correction of one place means begin; none where it is made."""
    letters = fold(item.heard)
    found = [
        (abs(word.start - at), word.start, form is as_shown and fold(word.heard) == letters)
        for text in texts
        for place, word in enumerate(text)
        if abs(word.start - at) <= _NEAR
        and (fold(word.heard) == letters or _begins(letters, text, place, form))
    ]
    _, start, made = min(found, default=(0, None, False))
    return None if made else start


def _begins(letters: str, words: Sequence[Word], place: int, form: Form) -> bool:
    """Whether whole words from a place on have just these letters."""
    for index in range(place, len(words)):
        piece = fold(form(words[index]))
        if not letters.startswith(piece):
            return False
        letters = letters.removeprefix(piece)
        if not letters:
            return True
    return False


def _segment(segment: Segment, wanted: _Wanted) -> Segment:
    words = _corrected(segment.words, wanted)
    return replace(segment, words=words, text=" ".join(word.text for word in words))


def _corrected(words: Sequence[Word], wanted: _Wanted) -> tuple[Word, ...]:
    corrected: list[Word] = []
    place = 0
    while place < len(words):
        count, text = _longest(words, place, wanted)
        if count:
            found = words[place : place + count]
            corrected.append(joined(found, text + ending(found[-1].text)))
        else:
            corrected.append(words[place])
        place += count or 1
    return tuple(corrected)


def _longest(words: Sequence[Word], place: int, wanted: _Wanted) -> tuple[int, str]:
    found, letters = (0, ""), ""
    for last in range(place, len(words)):
        letters += fold(wanted.form(words[last]))
        if len(letters) > wanted.longest:
            break
        text = wanted.written(letters, words[place].start)
        if text is not None and fold(wanted.form(words[last])):
            found = last - place + 1, text
    return found


def joined(words: Sequence[Word], text: str) -> Word:
    """Words as one that is written otherwise and keeps what was heard."""
    return replace(
        words[0],
        text=text,
        heard=" ".join(word.heard or word.text for word in words),
        end=words[-1].end,
        probability=min(word.probability for word in words),
    )
