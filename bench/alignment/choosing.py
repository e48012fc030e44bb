"""Fits the choice of starts to hosts whose truth is known.

`python bench/alignment --calibrate` writes `choice.json` beside the module that reads it: a
conditional logit with a little ridge, by Newton's method, of which candidate is the true one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from placing import Placing

import nexus_audio.align
from nexus_audio.align.choice import FILE, weights_of
from nexus_audio.align.placement import Candidate
from nexus_audio.models import Milliseconds

Matrix = NDArray[np.float64]

_RIDGE = 1.0
_TRUE: Milliseconds = 700
"""A candidate that is further from the truth is not the true one."""

Choice = tuple[Sequence[Candidate], Milliseconds]
"""What a start is chosen from, and the true one."""


def choices(placing: Placing) -> Iterable[tuple[str, Choice]]:
    """Each start that was spoken, by the model that it is chosen with."""
    truth = placing.recording.starts
    for index, start in placing.starts.items():
        section = placing.recording.briefing.sections[index]
        if section.id in truth and len(start.candidates) > 1:
            model = "topic" if section.blocks else "category"
            yield model, (start.candidates, truth[section.id])


def fit_choice(found: Iterable[tuple[str, Choice]]) -> None:
    """Both models, fitted to starts and written down."""
    by_model: dict[str, list[Choice]] = {}
    for model, choice in found:
        by_model.setdefault(model, []).append(choice)
    models = {
        "source": "python bench/alignment --calibrate: "
        + ", ".join(f"{len(by_model[model])} starts ({model})" for model in sorted(by_model)),
        **{model: _weights(by_model[model]) for model in sorted(by_model)},
    }
    path = Path(nexus_audio.align.__file__).with_name(FILE)
    path.write_text(json.dumps(models, indent=1) + "\n", "utf-8")
    weights_of.cache_clear()
    print(models["source"])


def _weights(found: Sequence[Choice]) -> Mapping[str, float]:
    names = sorted({name for candidates, _ in found for one in candidates for name in one.signs})
    rows: list[list[float]] = []
    firsts: list[int] = []
    chosen: list[int] = []
    for candidates, true in found:
        off, best = min((abs(one.time - true), n) for n, one in enumerate(candidates))
        if off <= _TRUE:
            firsts.append(len(rows))
            chosen.append(len(rows) + best)
            rows += [[one.signs.get(name, 0.0) for name in names] for one in candidates]
    weights = _fit(np.array(rows), np.array(firsts), np.array(chosen))
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _fit(given: Matrix, firsts: NDArray[np.int64], chosen: NDArray[np.int64]) -> Matrix:
    """Weights under which those chosen are the likeliest of their groups, which begin at firsts."""
    counts = np.diff(np.append(firsts, len(given)))
    true = given[chosen].sum(axis=0)
    weights = np.zeros(given.shape[1])
    for _ in range(50):
        worth = given @ weights
        odds = np.exp(worth - np.repeat(np.maximum.reduceat(worth, firsts), counts))
        share = odds / np.repeat(np.add.reduceat(odds, firsts), counts)
        mean = np.add.reduceat(given * share[:, None], firsts)
        slope = true - mean.sum(axis=0) - _RIDGE * weights
        bend = (given * share[:, None]).T @ given - mean.T @ mean + _RIDGE * np.eye(len(weights))
        step = np.linalg.solve(bend, slope)
        weights += step
        if np.abs(step).max() < 1e-4:
            break
    return weights
