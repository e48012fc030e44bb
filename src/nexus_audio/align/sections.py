"""Each section of the briefing with where and how it was spoken."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from nexus_audio.align.confidence import Verdict, judge_skip, judge_start
from nexus_audio.align.doubts import Doubts
from nexus_audio.align.passages import Finding
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.tokens import Written
from nexus_audio.models import AlignedSection, Milliseconds, Reading, Section, Span, Utterance

_READ = 0.6
"""The share of the text that makes a section read; the engine misses the rest."""

_AS_LONG = 0.7
"""A section told in other words is spoken in at least this share of the written words."""


def align_sections(
    sections: Sequence[Section],
    findings: Sequence[Finding],
    starts: Mapping[int, Start],
    doubts: Mapping[int, Doubts],
    spoken: Sequence[Utterance],
    written: Written,
) -> tuple[AlignedSection, ...]:
    """All sections in written order."""
    in_order = _in_order(starts)
    said: dict[str | None, list[Utterance]] = defaultdict(list)
    for utterance in spoken:
        said[utterance.section].append(utterance)
    times = sorted(start.time for start in starts.values())
    aligned = []
    for index, (section, finding) in enumerate(zip(sections, findings, strict=True)):
        if index not in starts:
            aligned.append(_skipped(section, judge_skip(finding, written)))
            continue
        mine, start = said[section.id], starts[index]
        coverage = _coverage(finding, written)
        reading = _reading(coverage, start, finding, mine, written)
        aligned.append(
            _spoken(
                section,
                _span(start.time, times, mine),
                reading if index in in_order else Reading.MOVED,
                round(coverage, 3),
                judge_start(doubts[index]),
            )
        )
    return tuple(aligned)


def _skipped(section: Section, verdict: Verdict) -> AlignedSection:
    return AlignedSection(
        id=section.id,
        kind=section.kind,
        level=section.level,
        emoji=section.emoji,
        heading=section.heading,
        reading=Reading.SKIPPED,
        start=None,
        end=None,
        confidence=verdict.confidence,
        coverage=0.0,
        review=verdict.review,
    )


def _spoken(
    section: Section, span: Span, reading: Reading, coverage: float, verdict: Verdict
) -> AlignedSection:
    return AlignedSection(
        id=section.id,
        kind=section.kind,
        level=section.level,
        emoji=section.emoji,
        heading=section.heading,
        reading=reading,
        start=span.start,
        end=span.end,
        confidence=verdict.confidence,
        coverage=coverage,
        review=verdict.review,
    )


def _span(start: Milliseconds, times: Sequence[Milliseconds], mine: Sequence[Utterance]) -> Span:
    """From a section's start to the end of its last speech before another one starts.

    `times` are the starts of all sections, ascending.
    """
    later = bisect_right(times, start)
    until = times[later] if later < len(times) else None
    if not mine:
        shared = later - bisect_left(times, start) > 1
        return Span(start=start, end=start if shared or until is None else until)
    ends = [one.end for one in mine if one.end > start and (until is None or one.start < until)]
    end = max(ends, default=start)
    return Span(start=start, end=end if until is None else min(end, until))


def _coverage(finding: Finding, written: Written) -> float:
    """The share of a section's words that were understood; its heading counts if it is all."""
    first, last = written.range_of(finding.section)
    body = written.end_of_heading(finding.section)
    tokens = range(body if body < last else first, last)
    if finding.take is None or not tokens:
        return 0.0
    said = {
        token for hit in finding.take.hits for token in range(hit.first_written, hit.written + 1)
    }
    worth = written.weight
    return float(sum(worth[token] for token in tokens if token in said) / sum(worth[list(tokens)]))


def _reading(
    coverage: float, start: Start, finding: Finding, mine: Sequence[Utterance], written: Written
) -> Reading:
    if finding.take is None:
        return Reading.PARTIAL if start.placed is Placed.BELOW else Reading.READ
    if coverage >= _READ:
        return Reading.READ
    first, last = written.range_of(finding.section)
    said = sum(len(one.words) for one in mine)
    return Reading.PARAPHRASED if said >= _AS_LONG * (last - first) else Reading.PARTIAL


def _in_order(starts: Mapping[int, Start]) -> frozenset[int]:
    """The most sections that were spoken in written order; the others were moved."""
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for index in sorted(starts, key=lambda index: (starts[index].time, index)):
        position = bisect_left(tails, index)
        before[index] = tails[position - 1] if position else None
        tails[position : position + 1] = [index]
    found: list[int] = []
    last = tails[-1] if tails else None
    while last is not None:
        found.append(last)
        last = before[last]
    return frozenset(found)
