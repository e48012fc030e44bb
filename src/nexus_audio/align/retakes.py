"""Passages that were spoken again: the last complete take of the words counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nexus_audio.align.passages import Passage, quality
from nexus_audio.align.path import Match
from nexus_audio.align.starts import Clock
from nexus_audio.models import Retake, Section, Span

_FEWEST = 3
"""Fewer words said twice are a stutter or chance."""

_COMPLETE = 0.6
"""A later take that repeats less than this share of the earlier one supersedes nothing."""

_HALF_SURE = 4
"""With so many well understood words said twice, a retake is as likely as not."""


def retakes(
    passages: Sequence[Passage], sections: Sequence[Section], clock: Clock
) -> tuple[Retake, ...]:
    """The retakes in the order in which they were spoken."""
    found = (
        retake
        for position, passage in enumerate(passages)
        if passage.first.jumped
        for retake in _retake(passages[:position], passage, sections, clock)
    )
    return tuple(sorted(found, key=lambda retake: retake.kept.start))


def _retake(
    before: Sequence[Passage], later: Passage, sections: Sequence[Section], clock: Clock
) -> Iterator[Retake]:
    earlier = [
        hit
        for passage in before
        if passage.section == later.section
        for hit in passage.hits
        if later.first.first_written <= hit.written
    ]
    said = {hit.written for hit in earlier}
    again = [hit for hit in later.hits if hit.written in said]
    if len(again) < max(_FEWEST, _COMPLETE * len(said & _reach(later))):
        return
    repeated = {hit.written for hit in again}
    superseded = [hit for hit in earlier if hit.written in repeated]
    yield Retake(
        section=sections[later.section].id,
        superseded=_span(_last_run(superseded), clock),
        kept=_span(again, clock),
        confidence=_confidence(again),
    )


def _reach(passage: Passage) -> set[int]:
    return set(range(passage.first.first_written, passage.last.written + 1))


def _last_run(hits: Sequence[Match]) -> list[Match]:
    """The last rising run: of three takes, the third supersedes the second."""
    cut = 0
    for position in range(1, len(hits)):
        if hits[position].written <= hits[position - 1].written:
            cut = position
    return list(hits[cut:])


def _span(hits: Sequence[Match], clock: Clock) -> Span:
    words = [word for hit in hits for word in clock.words(range(hit.first_heard, hit.heard + 1))]
    return Span(start=min(word.start for word in words), end=max(word.end for word in words))


def _confidence(again: Sequence[Match]) -> float:
    sure = sum(quality(hit) for hit in again)
    return round(sure / (sure + _HALF_SURE), 3)
