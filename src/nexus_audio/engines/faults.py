"""What Whisper is known to do wrong, measured: loops, invented lines, speech passed over.

Everything comes down to one figure: how much of the speech in a passage its words
do not explain. What hears a passage again is better only where that gets less.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from nexus_audio.engines.words import segment_of
from nexus_audio.models import Milliseconds, Segment, Span, Word

TOLERABLE: Milliseconds = 1_200
"""Less unexplained speech than this is breath, laughter, or words spoken slowly."""

_INVENTED = re.compile(
    r"untertitel(ung)?\b|amara\.?org|copyright (wdr|swr|zdf|br)|(im auftrag des|von) (zdf|swr)|"
    r"vielen dank f(ü|ue)rs? zu(schauen|hören|sehen)|bis zum n(ä|ae)chsten mal|"
    r"subtitles? by|thanks? (you )?for watching|subscribe to|www\.[a-z]+",
    re.IGNORECASE,
)
"""Lines that Whisper learned from subtitles of films, and says where it hears no words
(Barański et al., "Investigation of Whisper ASR Hallucinations Induced by Non-Speech Audio",
ICASSP 2025; the German ones as reported for the same models)."""

_LEAST_SPOKEN = 0.3  # of an invented line's time, at most; real speech fills its own
_UNSURE = 0.5  # mean probability below which such a line is not believed either way
_SILENT = 0.05  # of a line's time: nobody spoke it

_SLOWEST_LETTER: Milliseconds = 130
_SLOWEST_WORD: Milliseconds = 450
"""A word of n letters takes at most so long plus n times so long; drawled, with its pause."""
_FASTEST: Milliseconds = 28
"""A letter takes at least so long over a whole line: 35 letters a second can nobody say."""

_LONGEST_RING = 12  # words in what a loop repeats
_ROUNDS = 4
"""What is said so often in a row is a loop, when it is long or is said too fast."""


def believed(segments: Iterable[Segment], islands: Sequence[Span]) -> tuple[Segment, ...]:
    """The segments without those that nobody can have spoken."""
    return tuple(segment for segment in segments if not _invented(segment, islands))


def unexplained(segments: Sequence[Segment], islands: Sequence[Span]) -> Milliseconds:
    """How much speech has no words: passed over, hidden in a word of impossible length, looped."""
    words = [word for segment in segments for word in segment.words]
    spans = [_possible(word) for number, word in enumerate(words) if number not in looped(words)]
    hidden = 0
    for island in islands:
        for start, end in _gaps(island, spans):
            hidden += end - start if end - start >= _SLOWEST_WORD else 0
    return hidden + _too_fast(words)


def looped(words: Sequence[Word]) -> frozenset[int]:
    """The indices of words that only repeat what came right before, again and again."""
    texts = [_bare(word.text) for word in words]
    found: set[int] = set()
    for size in range(1, _LONGEST_RING + 1):
        begin = 0
        for at in range(size, len(texts) + 1):
            if at < len(texts) and texts[at] == texts[at - size]:
                continue
            rounds = (at - begin) // size
            if rounds >= _ROUNDS and (size > 2 or rounds > 2 * _ROUNDS):
                found.update(range(begin + size, at))
            begin = at - size + 1
    return frozenset(found)


def without_loops(segments: Iterable[Segment]) -> tuple[Segment, ...]:
    """The segments without the rounds of a loop that nobody has the time to say."""
    found = []
    for segment in segments:
        loop = looped(segment.words)
        kept = [
            word
            for number, word in enumerate(segment.words)
            if number not in loop or _sayable(word)
        ]
        found.append(
            segment if len(kept) == len(segment.words) else segment_of(kept, segment.language)
        )
    return tuple(found)


def _sayable(word: Word) -> bool:
    return word.end - word.start >= _FASTEST * len(_bare(word.text))


def _invented(segment: Segment, islands: Sequence[Span]) -> bool:
    share = _spoken_share(segment, islands)
    if share < _SILENT:
        return True
    sure = sum(word.probability for word in segment.words) / len(segment.words)
    known = _INVENTED.search(segment.text) is not None
    return known and (share < _LEAST_SPOKEN or sure < _UNSURE)


def _spoken_share(segment: Segment, islands: Sequence[Span]) -> float:
    overlap = sum(
        max(0, min(segment.end, island.end) - max(segment.start, island.start))
        for island in islands
    )
    return overlap / max(1, segment.end - segment.start)


def _possible(word: Word) -> Span:
    """The part of a word's time that it can fill; the end counts, where its sound is found."""
    longest = _SLOWEST_WORD + _SLOWEST_LETTER * len(_bare(word.text))
    return Span(start=max(word.start, word.end - longest), end=word.end)


def _gaps(island: Span, spans: Sequence[Span]) -> list[tuple[Milliseconds, Milliseconds]]:
    edges = [island.start]
    for span in spans:
        if span.end > island.start and span.start < island.end:
            edges += [span.start, span.end]
    edges.append(island.end)
    return [(start, end) for start, end in list(pairwise(edges))[::2] if end > start]


def _too_fast(words: Sequence[Word]) -> Milliseconds:
    """The time that words lack, when more are told than anybody can say."""
    if not words:
        return 0
    needed = sum(len(_bare(word.text)) for word in words) * _FASTEST
    return max(0, needed - (words[-1].end - words[0].start))


def _bare(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())
