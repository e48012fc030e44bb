"""Where what was said differs from what was written: numbers, negations, names, wording.

Only between two well understood words of the same section: elsewhere a
difference is more likely the engine's than the host's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.path import Match
from nexus_audio.align.similarity import HIT, similarity
from nexus_audio.align.starts import Clock
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Deviation, DeviationKind, Section

_UNDERSTOOD = 0.9
_LONGEST = 15
"""More tokens than this between two understood words are another passage, not a difference."""

_LEFT_OUT = 3
"""A side this much more than twice as long was left out or said freely: no other words for it."""

_OTHER_WORDS = 3
"""So many other words in place of so many written ones are no misheard word."""

_SURE = 0.7
"""The engine must be so sure of a name before it is said to differ."""

_NEGATING = """
nicht nichts nie niemals niemand niemanden niemandem nirgends kein keine keinen keinem keiner keines
ohne weder
not no never none without cannot
"""
_NEGATIONS = frozenset(map(fold, _NEGATING.split()))


@dataclass(frozen=True, slots=True)
class _Difference:
    """The tokens of both sides between two understood words."""

    heard: range
    written: range


def deviations(
    path: Sequence[Match],
    heard: Heard,
    written: Written,
    sections: Sequence[Section],
    clock: Clock,
) -> tuple[Deviation, ...]:
    """The deviations in the order in which they were spoken."""
    return tuple(
        _deviation(difference, kind, heard, written, sections, clock)
        for difference in _differences(path, written)
        if (kind := _kind(difference, heard, written, clock)) is not None
    )


def _differences(path: Sequence[Match], written: Written) -> Iterator[_Difference]:
    jumped = False
    left: Match | None = None
    for match in path:
        jumped = jumped or match.jumped
        if match.similarity < _UNDERSTOOD:
            continue
        if left is not None and not jumped:
            said = range(left.heard + 1, match.first_heard)
            text = range(left.written + 1, match.first_written)
            same = written.section[left.written] == written.section[match.written]
            if same and (said or text) and max(len(said), len(text)) <= _LONGEST:
                yield _Difference(said, text)
        left, jumped = match, False


def _kind(
    difference: _Difference, heard: Heard, written: Written, clock: Clock
) -> DeviationKind | None:
    said = [heard.tokens[token] for token in difference.heard]
    text = [written.tokens[token] for token in difference.written]
    numbers = {heard.tokens[token] for token in difference.heard if heard.numbers[token]}
    figures = {written.tokens[token] for token in difference.written if written.numbers[token]}
    longer, shorter = max(len(said), len(text)), min(len(said), len(text))
    if longer > 2 * shorter + _LEFT_OUT or _said(said) == _said(text):
        return None
    if said and text and (numbers.difference(text) or figures.difference(said)):
        return None if _same_figures(difference, written, clock) else DeviationKind.NUMBER
    if _negations(said) != _negations(text):
        return DeviationKind.NEGATION
    if len(text) == 1 and _other_name(difference, said, text, written, clock):
        return DeviationKind.NAME
    other = min(len(said), len(text)) >= _OTHER_WORDS
    return DeviationKind.WORDS if other and similarity("".join(said), "".join(text)) < HIT else None


def _said(tokens: Sequence[str]) -> str:
    """Tokens as one word; "eintausend" is "tausend"."""
    return re.sub(r"ein(?=tausend|hundert)", "", "".join(tokens))


def _same_figures(difference: _Difference, written: Written, clock: Clock) -> bool:
    """Whether both sides have the same digits, which may be said in more than one way."""
    spoken = " ".join(word.text for word in clock.words(difference.heard))
    digits = re.sub(r"\D", "", spoken)
    return bool(digits) and digits == re.sub(r"\D", "", _written(difference, written))


def _negations(tokens: Sequence[str]) -> int:
    return sum(token in _NEGATIONS for token in tokens)


def _other_name(
    difference: _Difference,
    said: Sequence[str],
    text: Sequence[str],
    written: Written,
    clock: Clock,
) -> bool:
    """Whether a capitalised word stands where the text has another."""
    words = clock.words(difference.heard)
    return (
        len(words) == 1
        and _written(difference, written)[:1].isupper()
        and words[0].text[:1].isupper()
        and words[0].probability >= _SURE
        and similarity("".join(said), text[0]) < HIT
    )


def _written(difference: _Difference, written: Written) -> str:
    """The text between the two understood words."""
    pieces: dict[int, tuple[int, int]] = {}
    for token in difference.written:
        place, (start, end) = int(written.place[token]), written.spans[token]
        first, _ = pieces.get(place, (start, end))
        pieces[place] = first, end
    return " ".join(written.places[place].text[start:end] for place, (start, end) in pieces.items())


def _deviation(
    difference: _Difference,
    kind: DeviationKind,
    heard: Heard,
    written: Written,
    sections: Sequence[Section],
    clock: Clock,
) -> Deviation:
    words = clock.words(difference.heard)
    before = clock.word(max(0, difference.heard.start - 1))
    after = clock.word(min(len(heard.tokens) - 1, difference.heard.stop))
    section = int(written.section[max(0, difference.written.start - 1)])
    return Deviation(
        section=sections[section].id,
        kind=kind,
        written=_written(difference, written),
        spoken=" ".join(word.text for word in words),
        start=words[0].start if words else before.end,
        end=words[-1].end if words else max(before.end, after.start),
    )
