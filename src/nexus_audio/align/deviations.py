"""Where what was said differs from what was written: numbers, negations, names, wording.

Only between two well understood words of the same section: elsewhere a
difference is more likely the engine's than the host's.
"""

from __future__ import annotations

from collections.abc import Sequence

from nexus_audio.align.clock import Clock
from nexus_audio.align.gaps import Gap
from nexus_audio.align.similarity import HIT, similarity
from nexus_audio.align.tokens import Heard, Written
from nexus_audio.align.ways import same_otherwise
from nexus_audio.briefing.spoken import fold
from nexus_audio.models import Deviation, DeviationKind, Section

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


def deviations(
    between: Sequence[Gap],
    heard: Heard,
    written: Written,
    sections: Sequence[Section],
    clock: Clock,
) -> tuple[Deviation, ...]:
    """The deviations in the gaps between what was understood, in spoken order."""
    return tuple(
        _deviation(gap, kind, heard, written, sections, clock)
        for gap in between
        if _in_one_section(gap, written) and (kind := _kind(gap, heard, written, clock)) is not None
    )


def _in_one_section(gap: Gap, written: Written) -> bool:
    """Whether what surrounds a gap is one section, or all that was written in it is of one."""
    around = range(gap.written.start - 1, gap.written.stop + 1)
    inside = gap.written or around
    return bool(written.section[inside[0]] == written.section[inside[-1]])


def _kind(gap: Gap, heard: Heard, written: Written, clock: Clock) -> DeviationKind | None:
    same = list(same_otherwise(gap, heard, written))
    left = _left(gap.heard, [one.heard for one in same])
    right = _left(gap.written, [one.written for one in same])
    said = [heard.tokens[token] for token in left]
    text = [written.tokens[token] for token in right]
    freely = max(len(said), len(text)) > 2 * min(len(said), len(text)) + _LEFT_OUT
    numbers = _numbers(left, heard).difference(text), _numbers(right, written).difference(said)
    if "".join(said) == "".join(text) and not numbers[1]:
        return None
    if all(numbers) or (any(numbers) and gap.heard and gap.written and not freely):
        return DeviationKind.NUMBER
    return None if freely else _kind_of_words(gap, said, text, written, clock)


def _kind_of_words(
    gap: Gap, said: Sequence[str], text: Sequence[str], written: Written, clock: Clock
) -> DeviationKind | None:
    if _negations(said) != _negations(text):
        return DeviationKind.NEGATION
    if len(text) == 1 and _other_name(gap, said, text, written, clock):
        return DeviationKind.NAME
    other = min(len(said), len(text)) >= _OTHER_WORDS
    return DeviationKind.WORDS if other and similarity("".join(said), "".join(text)) < HIT else None


def _numbers(tokens: Sequence[int], side: Heard | Written) -> set[str]:
    return {side.tokens[token] for token in tokens if side.numbers[token]}


def _left(tokens: range, same: Sequence[range]) -> list[int]:
    """The tokens that are not said in another way."""
    taken = {token for each in same for token in each}
    return [token for token in tokens if token not in taken]


def _negations(tokens: Sequence[str]) -> int:
    return sum(token in _NEGATIONS for token in tokens)


def _other_name(
    gap: Gap,
    said: Sequence[str],
    text: Sequence[str],
    written: Written,
    clock: Clock,
) -> bool:
    """Whether a capitalised word stands where the text has another."""
    words = clock.words(gap.heard)
    return (
        len(words) == 1
        and _written(gap, written)[:1].isupper()
        and words[0].text[:1].isupper()
        and (words[0].probability >= _SURE or words[0].heard == words[0].text)
        and similarity("".join(said), text[0]) < HIT
    )


def _written(gap: Gap, written: Written) -> str:
    """The text between the two understood words."""
    pieces: dict[int, tuple[int, int]] = {}
    for token in gap.written:
        place, (start, end) = int(written.place[token]), written.spans[token]
        first, _ = pieces.get(place, (start, end))
        pieces[place] = first, end
    return " ".join(written.places[place].text[start:end] for place, (start, end) in pieces.items())


def _deviation(
    gap: Gap,
    kind: DeviationKind,
    heard: Heard,
    written: Written,
    sections: Sequence[Section],
    clock: Clock,
) -> Deviation:
    words = clock.words(gap.heard)
    before = clock.word(max(0, gap.heard.start - 1))
    after = clock.word(min(len(heard.tokens) - 1, gap.heard.stop))
    place = gap.written.start if gap.written else gap.written.start - 1
    section = int(written.section[place])
    return Deviation(
        section=sections[section].id,
        kind=kind,
        written=_written(gap, written),
        spoken=" ".join(word.text for word in words),
        start=words[0].start if words else before.end,
        end=words[-1].end if words else max(before.end, after.start),
    )
