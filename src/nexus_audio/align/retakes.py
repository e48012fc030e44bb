"""Passages that were spoken again: the last complete take of the words counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import Passage, quality
from nexus_audio.align.path import Match
from nexus_audio.models import Milliseconds, Retake, Section, Span

_FEWEST = 3
"""Fewer words said twice are a stutter or chance."""

_COMPLETE = 0.6
"""A later take that repeats less than this share of the earlier one supersedes nothing."""

_HALF_SURE = 4
"""With so many well understood words said twice, a retake is as likely as not."""


_EARLY: Milliseconds = 500
"""How far an onset may lie from a word that begins a take."""

_SLIP = 8
"""So many words between two takes are the slip itself: "ach nein, noch einmal"."""


def retakes(
    passages: Sequence[Passage], sections: Sequence[Section], clock: Clock, islands: Islands
) -> tuple[Retake, ...]:
    """The retakes in the order in which they were spoken."""
    found: list[Retake] = []
    before: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        earlier = before[passage.section]
        if passage.first.jumped:
            found += _retake(earlier, passage, sections, clock, islands)
        earlier.append(passage)
    return tuple(sorted(found, key=lambda retake: retake.kept.start))


def _retake(
    before: Sequence[Passage],
    later: Passage,
    sections: Sequence[Section],
    clock: Clock,
    islands: Islands,
) -> Iterator[Retake]:
    earlier = [
        hit
        for passage in before
        for hit in passage.hits
        if later.first.first_written <= hit.written
    ]
    said = {hit.written for hit in earlier}
    again = [hit for hit in later.hits if hit.written in said]
    if len(again) < max(_FEWEST, _COMPLETE * len(said & _reach(later))):
        return
    repeated = {hit.written for hit in again}
    superseded = _last_run([hit for hit in earlier if hit.written in repeated])
    first, kept = _span(superseded, clock, islands), _span(again, clock, islands)
    if 0 <= again[0].first_heard - superseded[-1].heard - 1 <= _SLIP and first.start < kept.start:
        first = Span(start=first.start, end=kept.start)
    yield Retake(
        section=sections[later.section].id,
        superseded=first,
        kept=kept,
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


def _span(hits: Sequence[Match], clock: Clock, islands: Islands) -> Span:
    """From the onset of the first word, where there is one, to the end of the last."""
    words = [word for hit in hits for word in clock.words(range(hit.first_heard, hit.heard + 1))]
    first, end = words[0], max(word.end for word in words)
    start = min(word.start for word in words)
    onset = islands.onset_near(start, first.end, start - _EARLY, min(end, first.end + _EARLY))
    return Span(start=start if onset is None else onset, end=end)


def _confidence(again: Sequence[Match]) -> float:
    sure = sum(quality(hit) for hit in again)
    return round(sure / (sure + _HALF_SURE), 3)
