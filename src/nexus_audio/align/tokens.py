"""Both sides as comparable tokens: what was written, and what was heard.

Each token is a spoken, folded word ("10 %" is "zehn", "prozent") that knows
where it came from: a written one its place in the briefing, a heard one its
word of the transcript.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from nexus_audio.align.similarity import FloatArray, weights
from nexus_audio.briefing.spoken import Phrase, phrases
from nexus_audio.models import Block, Briefing, Foreign, Section, SectionKind, Segment, Transcript

IntArray = NDArray[np.int64]

HEADING = -1
"""The block index of a heading."""

_CONTINUES = ("-", ",", ".", "'", "’")

_SENTENCE_END = re.compile(r"[.!?…:]")


class Boundary(IntEnum):
    """What a written token begins."""

    NOTHING = 0
    SENTENCE = 1
    BLOCK = 2
    SECTION = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One stretch of written text: a section's heading, or one of its blocks."""

    section: int
    block: int
    text: str
    language: str
    foreign: tuple[Foreign, ...] = ()
    """What in the text is in another language."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The briefing as tokens in reading order; all sequences but `places` are as long as them."""

    places: tuple[Place, ...]
    tokens: tuple[str, ...]
    numbers: tuple[bool, ...]
    phrases: tuple[Phrase, ...]
    """The phrase that each token is of, the same one for all its tokens."""
    spans: tuple[tuple[int, int], ...]
    """Where each token's word stands in the text of its place."""
    place: IntArray
    """The index of each token's place."""
    section: IntArray
    """The index of each token's section; never decreases."""
    boundary: IntArray
    """What each token begins, a `Boundary`."""
    weight: FloatArray
    """What a match of each token is worth."""

    def range_of(self, section: int) -> tuple[int, int]:
        """The first token of a section, and the one after its last."""
        first, last = np.searchsorted(self.section, [section, section + 1])
        return int(first), int(last)

    def end_of_heading(self, section: int) -> int:
        """The first token of a section that is not of its heading."""
        first, last = self.range_of(section)
        while first < last and self.places[self.place[first]].block == HEADING:
            first += 1
        return first


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The transcript as tokens in spoken order."""

    tokens: tuple[str, ...]
    numbers: tuple[bool, ...]
    phrases: tuple[Phrase, ...]
    """The phrase that each token is of, the same one for all its tokens."""
    word: IntArray
    """The index of each token's word in the transcript; never decreases."""
    last_word: IntArray
    """The same, where a token's figure is several words ("2,80 Euro"): of the last of them."""


def phrase_around(phrases: Sequence[Phrase], token: int) -> range:
    """The tokens of the phrase that a token is of."""
    first, stop = token, token + 1
    while first > 0 and phrases[first - 1] is phrases[token]:
        first -= 1
    while stop < len(phrases) and phrases[stop] is phrases[token]:
        stop += 1
    return range(first, stop)


def places_of(briefing: Briefing) -> Iterator[Place]:
    """All written text that may be spoken; the opening's heading is the title of the issue."""
    for index, section in enumerate(briefing.sections):
        for text in _headings(briefing, section):
            yield Place(section=index, block=HEADING, text=text, language=briefing.language)
        for block, content in enumerate(section.blocks):
            if content.text:
                yield Place(
                    section=index,
                    block=block,
                    text=content.text,
                    language=content.language,
                    foreign=content.foreign,
                )
            quoted = _attribution(section.blocks, block)
            if quoted:
                # Who signs a quotation is told in the author's own language.
                yield Place(section=index, block=block, text=quoted, language=briefing.language)


def _attribution(blocks: Sequence[Block], index: int) -> str:
    """Who is quoted, as it is said once: behind the quotation, or where a block introduces it."""
    name = blocks[index].attribution
    if blocks[index + 1 : index + 2] and blocks[index + 1].attribution == name:
        return ""
    while index >= 0 and blocks[index].attribution == name:
        index -= 1
    introduced = index >= 0 and name in blocks[index].text
    return "" if introduced else name


def _headings(briefing: Briefing, section: Section) -> list[str]:
    headings = [section.heading]
    if section.kind is SectionKind.OPENING:
        headings = [briefing.title, briefing.summary, section.heading]
    blocks = {block.text for block in section.blocks}
    return [text for text in dict.fromkeys(headings) if text and text not in blocks]


def written_tokens(briefing: Briefing) -> Written:
    """The briefing's tokens, with what each of them begins."""
    places = tuple(places_of(briefing))
    found = [
        (index, phrase, token)
        for index, place in enumerate(places)
        for phrase in phrases(place.text, place.language, place.foreign)
        for token in phrase.ways[0]
    ]
    place = np.array([index for index, _, _ in found], dtype=np.int64)
    section = np.array([places[index].section for index, _, _ in found], dtype=np.int64)
    return Written(
        places=places,
        tokens=tuple(token for _, _, token in found),
        numbers=tuple(phrase.number for _, phrase, _ in found),
        phrases=tuple(phrase for _, phrase, _ in found),
        spans=tuple((phrase.start, phrase.end) for _, phrase, _ in found),
        place=place,
        section=section,
        boundary=_boundaries(places, [(index, phrase) for index, phrase, _ in found], section),
        weight=weights([token for _, _, token in found]),
    )


def _boundaries(
    places: Sequence[Place], found: Sequence[tuple[int, Phrase]], section: IntArray
) -> IntArray:
    boundary = np.full(len(found), Boundary.NOTHING, dtype=np.int64)
    for j, (index, phrase) in enumerate(found):
        before, previous = found[j - 1] if j else (-1, phrase)
        if before == index:
            between = places[index].text[previous.end : phrase.start]
            boundary[j] = Boundary.SENTENCE if _SENTENCE_END.search(between) else 0
        else:
            new_section = j == 0 or section[j] != section[j - 1]
            boundary[j] = Boundary.SECTION if new_section else Boundary.BLOCK
    return boundary


def heard_tokens(transcript: Transcript) -> Heard:
    """The transcript's tokens; a segment is read as one text, so that "20. Dezember" is a date."""
    found: list[tuple[range, Phrase, str]] = []
    before = 0
    for segment in transcript.segments:
        found += _segment_tokens(segment, before)
        before += len(segment.words)
    return Heard(
        tokens=tuple(token for _, _, token in found),
        numbers=tuple(phrase.number for _, phrase, _ in found),
        phrases=tuple(phrase for _, phrase, _ in found),
        word=np.array([words[0] for words, _, _ in found], dtype=np.int64),
        last_word=np.array([words[-1] for words, _, _ in found], dtype=np.int64),
    )


def _segment_tokens(segment: Segment, before: int) -> Iterator[tuple[range, Phrase, str]]:
    pieces = [_piece(word.text.strip()) for word in segment.words]
    ends = list(accumulate(map(len, pieces), initial=0))[1:]
    for phrase in phrases("".join(pieces), segment.language):
        first, last = bisect_right(ends, phrase.start), bisect_right(ends, phrase.end - 1)
        for token in phrase.ways[0]:
            yield range(before + first, before + last + 1), phrase, token


def _piece(text: str) -> str:
    """A word with the space before it; engines cut "2,80" into "2" and ",80", and mean no space."""
    return text if text.startswith(_CONTINUES) else f" {text}"
