"""How sure a section's start is, and the one reason why a person should look at it.

The confidence of a start is the probability that it is at most two seconds off: a logistic model
of what can be seen of it without knowing the truth. Its weights lie in `confidence.json`; the
benchmark fits them to hosts whose truth is known (`python bench/alignment --calibrate`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from math import exp, log1p
from typing import Any

from nexus_audio.align.passages import Finding, quality
from nexus_audio.align.placement import Placed, Start
from nexus_audio.align.tokens import Written
from nexus_audio.models import Milliseconds

FILE = "confidence.json"

_LEAD_TOKENS, _LEAD_ENOUGH = 12, 5.0
_MISSED_FREE = 3
_FREE: Milliseconds = 500
"""What is said before a start and is so short is the end of a word."""
_RIVAL = 0.5
_ENOUGH = 0.35
"""The share of a section that is enough to know it by."""

REASONS = {
    "words": "no pause was found where it starts",
    "heading": "its heading was heard apart from its text",
    "island": "its heading was placed by sound alone",
    "below": "its heading was not heard",
    "lead": "its first words were hardly understood",
    "missed": "its first words were not heard",
    "share": "little of it was understood",
    "rival": "it may have been spoken at another place, too",
    "again": "it was begun more than once",
    "begun": "it was begun before",
    "free": "its heading may be in what is said freely before it",
    "heading_again": "its heading may have been said again",
    "aside": "something else is said between its heading and its text",
    "unlike": "its heading sounded otherwise than it is written",
    "traces": "some of its words were heard",
    "brief": "it is so short that it may have been missed",
}
"""Why a section is to be reviewed, by what speaks most against its start or against its skip."""

_SKIP_BELOW = 0.5

_UNMEASURED = 0.8
"""Log odds that a recording without any pause adds: a guess, no host of the benchmark has one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A confidence 0 to 1, and why to review it, if anything is doubtful enough."""

    confidence: float
    review: str | None


def features(start: Start, finding: Finding, written: Written) -> dict[str, float]:
    """What speaks against a start, each 0 for nothing and about 1 for much."""
    found = {
        "words": float(start.placed is Placed.WORDS),
        "heading": float(start.placed is Placed.HEADING),
        "island": float(start.placed is Placed.ISLAND),
        "below": float(start.placed in (Placed.BELOW, Placed.GUESSED)),
        "aside": log1p(start.aside / 1000) / 3,
        "missed": log1p(max(0, start.missed - _MISSED_FREE)) / 3,
        "unlike": 2 * (1 - start.heading) if start.heading else 0.0,
        "lead": 0.0,
        "share": 0.0,
        "rival": 0.0,
        "again": float(start.again),
        "begun": float(start.begun is not None),
        "free": log1p(max(0, start.free - _FREE) / 1000) / 3,
        "heading_again": float(start.again and start.placed is Placed.HEADING),
    }
    if finding.take is not None:
        first, last = written.range_of(finding.section)
        found["lead"] = 1 - _lead(start, last - first)
        found["share"] = 1 - min(1.0, finding.take.share / _ENOUGH)
        found["rival"] = float(finding.rival > _RIVAL * finding.take.score)
    return found


def judge_start(start: Start, finding: Finding, written: Written) -> Verdict:
    """How sure the start of a spoken section is."""
    model, found = _model(), features(start, finding, written)
    doubts = {name: model["weights"][name] * value for name, value in found.items()}
    unmeasured = _UNMEASURED * (start.placed is Placed.UNMEASURED)
    confidence = 1 / (1 + exp(model["bias"] + unmeasured + sum(doubts.values())))
    # A start that is another section's is a guess, however often it is right.
    guess = start.placed in (Placed.BELOW, Placed.GUESSED)
    if confidence >= model["review_below"] and not guess:
        return Verdict(round(confidence, 3), None)
    return Verdict(round(confidence, 3), REASONS[max(doubts, key=lambda name: doubts[name])])


@cache
def _model() -> Mapping[str, Any]:
    """`bias` and `weights` of the odds of being wrong, and the confidence that wants no review."""
    text = resources.files("nexus_audio.align").joinpath(FILE).read_text("utf-8")
    model: dict[str, Any] = json.loads(text)
    return model


def judge_skip(finding: Finding, written: Written) -> Verdict:
    """How sure it is that a section was not spoken."""
    first, last = written.range_of(finding.section)
    worth = float(written.weight[first:last].sum())
    traces = min(1.0, finding.rival / worth) if worth else 0.0
    short = 0.6 + 0.4 * min(1.0, worth / _LEAD_ENOUGH)
    confidence = short * (1 - traces)
    if confidence >= _SKIP_BELOW:
        return Verdict(round(confidence, 3), None)
    return Verdict(round(confidence, 3), REASONS["traces" if 1 - traces < short else "brief"])


def _lead(start: Start, tokens: int) -> float:
    first = start.passage.first.first_heard
    heard = sum(quality(hit) for hit in start.passage.hits if hit.heard - first < _LEAD_TOKENS)
    return min(1.0, heard / min(_LEAD_ENOUGH, max(1, tokens)))
