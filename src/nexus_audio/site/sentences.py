"""What was said, cut into sentences: the places from which a reader listens on."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from nexus_audio.feed.breaks import Break, break_after
from nexus_audio.models import Block, Milliseconds, Word
from nexus_audio.site.anchors import letters
from nexus_audio.site.tongues import tongues


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words of one language up to a full stop; each of them is one piece of text without spaces."""

    words: tuple[Word, ...]
    language: str

    @property
    def start(self) -> Milliseconds:
        """When it begins."""
        return self.words[0].start

    @property
    def text(self) -> str:
        """Its words as one line."""
        return " ".join(word.text for word in self.words)


def sentences(
    words: Iterable[Word], language: str, block: Block | None = None
) -> tuple[Sentence, ...]:
    """The sentences of a passage, parted also where its language changes.

    `block` is the text that it speaks. A word of several tokens counts as several words.
    """
    pieces = list(_pieces(words))
    spoken = zip(pieces, tongues(pieces, block, language), strict=True)
    runs = groupby(spoken, key=lambda pair: pair[1])
    return tuple(
        Sentence(tuple(cut), tongue)
        for tongue, run in runs
        for cut in _runs([word for word, _ in run], tongue)
    )


def spelled(words: Sequence[Word], text: str) -> tuple[Word, ...]:
    """The words of a text that has the letters of what was said, each when it was said.

    So a heading that was read out stands as it was written: `KI + Ethik`, not `KI, Ethik.`
    """
    ends = list(accumulate(len(letters(word.text)) for word in words))
    done, found = 0, []
    for piece in text.split():
        spoken = words[min(bisect_right(ends, done), len(words) - 1)]
        found.append(replace(spoken, text=piece))
        done += len(letters(piece))
    return tuple(found)


def _pieces(words: Iterable[Word]) -> Iterator[Word]:
    for word in words:
        for piece in unicodedata.normalize("NFC", word.text).split():
            yield replace(word, text=piece)


def _runs(words: Sequence[Word], language: str) -> Iterator[Sequence[Word]]:
    texts, first = [word.text for word in words], 0
    for index in range(len(words) - 1):
        if break_after(texts, index, language) is Break.SENTENCE:
            yield words[first : index + 1]
            first = index + 1
    if words:
        yield words[first:]
