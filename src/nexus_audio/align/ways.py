"""What was said in another way than the usual one: "halb drei" for "14:30 Uhr".

One of the two sides must hold a whole phrase that the other says in one of its
ways. The other is taken in its usual way: what could be said alike by chance,
as 2:30 and 14:30, is never the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.gaps import Gap
from nexus_audio.align.tokens import Heard, Written, phrase_around
from nexus_audio.briefing.spoken import Phrase

_MOST_PHRASES = 6
"""No phrase is said in more: "ein", "Komma", "zwei", "fünf", "Millionen", "Euro"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Tokens of both sides that are two ways to say one thing."""

    heard: range
    written: range
    number: bool


def same_otherwise(gap: Gap, heard: Heard, written: Written) -> Iterator[Same]:
    """What the two sides of a gap say in two ways, in order."""
    said_from, text_from = gap.heard.start, gap.written.start
    for text in _runs(written.phrases, gap.written):
        if text.start < text_from:
            continue
        for said in _runs(heard.phrases, range(said_from, gap.heard.stop)):
            if _agree(said, text, heard, written) or _agree(text, said, written, heard):
                number = written.numbers[text.start] or heard.numbers[said.start]
                yield Same(heard=said, written=text, number=number)
                said_from, text_from = said.stop, text.stop
                break


def _agree(whole: range, other: range, its: Heard | Written, others: Heard | Written) -> bool:
    """Whether a range is one phrase, and the tokens of the other side are one of its ways."""
    phrase = its.phrases[whole.start]
    if phrase is not its.phrases[whole.stop - 1] or not (phrase.number or len(phrase.ways) > 1):
        return False
    return phrase.allows(others.tokens[other.start : other.stop])


def _runs(phrases: Sequence[Phrase], tokens: range) -> Iterator[range]:
    """Each run of whole phrases in a range, by where it starts, the shortest first."""
    starts = [token for token in tokens if phrase_around(phrases, token).start == token]
    for index, start in enumerate(starts):
        for last in starts[index : index + _MOST_PHRASES]:
            yield range(start, phrase_around(phrases, last).stop)
