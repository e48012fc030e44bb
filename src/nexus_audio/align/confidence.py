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
from math import exp
from typing import Any

from nexus_audio.align.doubts import Doubts
from nexus_audio.align.passages import Finding
from nexus_audio.align.tokens import Written
from nexus_audio.models import Milliseconds

FILE = "confidence.json"

_ENOUGH = 5.0
"""The worth of a section that is hardly missed when it is read."""

REASONS = {
    "guess": "its heading was not heard",
    "shared": "another section starts there, too",
    "pause": "no pause was found where it starts",
    "heading": "its heading was hardly understood",
    "aside": "heading heard, but {} s of free speech before the text",
    "lead": "its first words were hardly understood",
    "again": "its first words were said more than once",
    "rival": "it may start at another place as well",
    "traces": "some of its words were heard",
    "brief": "it is so short that it may have been missed",
}
"""Why a section is to be reviewed, by what speaks most against its start or against its skip."""

LONG_ASIDE: Milliseconds = 20_000
"""So much free speech between a heading and its text is always worth a look."""

_SKIP_BELOW = 0.5

_UNMEASURED = 0.8
"""Log odds that a recording without any pause adds: a guess, no host of the benchmark has one."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A confidence 0 to 1, and why to review it, if anything is doubtful enough."""

    confidence: float
    review: str | None


def judge_start(doubts: Doubts) -> Verdict:
    """How sure the start of a spoken section is."""
    model = _model()
    weighed = {name: model["weights"][name] * value for name, value in doubts.values.items()}
    unmeasured = 0.0 if doubts.measured else _UNMEASURED
    bound = model["review_below"]
    confidence = 1 / (1 + exp(model["bias"] + unmeasured + sum(weighed.values())))
    return Verdict(round(confidence, 3), _reason(doubts, weighed, confidence < bound))


def _reason(doubts: Doubts, weighed: Mapping[str, float], unsure: bool) -> str | None:
    """Why to review a start; a start that is another section's is a guess, however often right."""
    if doubts.guess:
        return REASONS["guess"]
    if doubts.aside >= LONG_ASIDE:
        return REASONS["aside"].format(round(doubts.aside / 1000))
    return REASONS[max(weighed, key=lambda name: weighed[name])] if unsure else None


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
    short = 0.6 + 0.4 * min(1.0, worth / _ENOUGH)
    confidence = short * (1 - traces)
    if confidence >= _SKIP_BELOW:
        return Verdict(round(confidence, 3), None)
    return Verdict(round(confidence, 3), REASONS["traces" if 1 - traces < short else "brief"])
