"""The likeliest of the places where a section may start.

A conditional logit (McFadden 1974): each candidate is worth the weighted sum of its signs, and is
chosen with a probability that grows exponentially with its worth. The weights lie in
`choice.json`; the benchmark fits them to hosts whose truth is known (`--calibrate`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from math import exp
from typing import Any

from nexus_audio.align.placement import Candidate
from nexus_audio.models import Milliseconds

FILE = "choice.json"

_SAME: Milliseconds = 2000
"""Candidates so near to each other are one place: nobody would correct the one to the other."""


def likeliest(candidates: Sequence[Candidate], model: str) -> tuple[Candidate, float]:
    """The likeliest candidate of at least one, and the probability of its place.

    `model` is "topic" or "category".
    """
    weights = weights_of(model)
    worth = [
        sum(weights.get(name, 0.0) * value for name, value in candidate.signs.items())
        for candidate in candidates
    ]
    best = max(range(len(worth)), key=worth.__getitem__)
    odds = [exp(value - worth[best]) for value in worth]
    chosen = candidates[best]
    same = sum(
        share
        for share, candidate in zip(odds, candidates, strict=True)
        if abs(candidate.time - chosen.time) <= _SAME
    )
    return chosen, same / sum(odds)


@cache
def weights_of(model: str) -> Mapping[str, float]:
    """What each sign of such a candidate is worth."""
    text = resources.files("nexus_audio.align").joinpath(FILE).read_text("utf-8")
    models: dict[str, Any] = json.loads(text)
    weights: dict[str, float] = models[model]
    return weights
