"""What was written and what was heard, side by side, with the differences marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from nexus_audio.briefing.spoken import fold
from nexus_audio.models import AlignedSection, Alignment, Briefing, Milliseconds, Word

LEAD: Milliseconds = 2000
"""How much is shown of what was heard before a section."""

SHOWN: Milliseconds = 14_000
"""How much is shown of what was heard from its start on."""

WORDS = 36
"""Written words that are shown: what is spoken in about as long."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stand together, and whether the other side has them too."""

    text: str
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The two sides of one place."""

    written: tuple[Run, ...]
    heard: tuple[Run, ...]


def compare(briefing: Briefing, alignment: Alignment, section: AlignedSection) -> Comparison:
    """The beginning of a section as it was written and as it was heard."""
    written = _written(briefing, section.id)
    heard = _heard(alignment, section)
    return compared(written, heard)


def compared(written: Sequence[str], heard: Sequence[str]) -> Comparison:
    """Two texts, word by word; capitals and punctuation make no difference."""
    matcher = SequenceMatcher(
        None, [fold(word) for word in written], [fold(word) for word in heard], autojunk=False
    )
    mine, theirs = [False] * len(written), [False] * len(heard)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            mine[block.a + step] = theirs[block.b + step] = True
    return Comparison(written=tuple(_runs(written, mine)), heard=tuple(_runs(heard, theirs)))


def _runs(words: Sequence[str], same: Sequence[bool]) -> Iterator[Run]:
    for alike, run in groupby(zip(words, same, strict=True), key=lambda pair: pair[1]):
        yield Run(" ".join(word for word, _ in run), alike)


def _written(briefing: Briefing, id: str) -> list[str]:
    found = next((one for one in briefing.sections if one.id == id), None)
    if found is None:
        return []
    texts = (found.heading, *(block.text for block in found.blocks))
    return [word for text in texts for word in text.split()][:WORDS]


def _heard(alignment: Alignment, section: AlignedSection) -> list[str]:
    start = _place(alignment, section)
    words: list[Word] = [word for one in alignment.utterances for word in one.words]
    return [word.text for word in words if start - LEAD <= word.start < start + SHOWN]


def _place(alignment: Alignment, section: AlignedSection) -> Milliseconds:
    """Where a section starts; for one that was not heard, where it should have been."""
    return place(alignment, section.id)


def place(alignment: Alignment, id: str) -> Milliseconds:
    """Where a section starts in the recording, or else where the one before it ends."""
    last = 0
    for section in alignment.sections:
        if section.id == id:
            return last if section.start is None else section.start
        last = section.end or last
    return last
