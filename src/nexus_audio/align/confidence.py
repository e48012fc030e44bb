"""How sure a section's start is, and the one reason why a person should look at it.

A first form: independent doubts, each the estimated chance that the start still
is right in spite of it, multiplied. On simulated hosts that skip, move, retell and
comment, 2 % of the sections are flagged, and 57 % of the wrong ones are among them (30 hosts
at three levels of noise, 4 % of the starts wrong, none of them seen while this was written).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp

from nexus_audio.align.passages import Finding, quality
from nexus_audio.align.starts import Placed, Start
from nexus_audio.align.tokens import Written

_REVIEW_BELOW = 0.5
_LEAD_TOKENS, _LEAD_ENOUGH = 12, 5.0
_MISSED_FREE, _MISSED_SCALE = 3, 12.0
_RIVAL = 0.5

_PLACED = {
    Placed.ONSET: (0.97, ""),
    Placed.WORDS: (0.85, "no pause was found where it starts"),
    Placed.HEADING: (0.95, "heading"),
    Placed.ISLAND: (0.75, "its heading was placed by sound alone"),
    Placed.BELOW: (0.4, "its heading was not heard"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """A confidence 0 to 1, and why to review it, if anything is doubtful enough."""

    confidence: float
    review: str | None


def judge_start(start: Start, finding: Finding, written: Written) -> Verdict:
    """How sure the start of a spoken section is."""
    doubts = [_PLACED[start.placed]]
    if finding.take is not None:
        first, last = written.range_of(finding.section)
        doubts += [
            (_lead(start, last - first), "its first words were hardly understood"),
            (_missed(start), f"its first {start.missed} words were not heard"),
            (_share(finding.take.share), "little of it was understood"),
            (_rivalry(finding), "it may have been spoken at another place, too"),
        ]
    return _verdict(doubts)


def judge_skip(finding: Finding, written: Written) -> Verdict:
    """How sure it is that a section was not spoken."""
    first, last = written.range_of(finding.section)
    worth = float(written.weight[first:last].sum())
    traces = min(1.0, finding.rival / worth) if worth else 0.0
    short = (
        0.6 + 0.4 * min(1.0, worth / _LEAD_ENOUGH),
        "it is so short that it may have been missed",
    )
    return _verdict([short, (1 - traces, "some of its words were heard")])


def _lead(start: Start, tokens: int) -> float:
    first = start.passage.first.first_heard
    heard = sum(quality(hit) for hit in start.passage.hits if hit.heard - first < _LEAD_TOKENS)
    return 0.5 + 0.5 * min(1.0, heard / min(_LEAD_ENOUGH, max(1, tokens)))


def _missed(start: Start) -> float:
    return exp(-max(0, start.missed - _MISSED_FREE) / _MISSED_SCALE)


def _share(share: float) -> float:
    return 0.5 + 0.5 * min(1.0, share / 0.35)


def _rivalry(finding: Finding) -> float:
    score = finding.take.score if finding.take else 0.0
    return 0.8 if finding.rival > _RIVAL * score else 1.0


def _verdict(doubts: list[tuple[float, str]]) -> Verdict:
    confidence = 1.0
    for chance, _ in doubts:
        confidence *= chance
    reason = min(doubts)[1]
    return Verdict(round(confidence, 3), reason if confidence < _REVIEW_BELOW else None)
