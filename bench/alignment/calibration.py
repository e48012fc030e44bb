"""Fits the choice of starts, and then their confidence, to hosts whose truth is known.

`python bench/alignment --calibrate` writes `choice.json` and `confidence.json` beside the modules
that read them. The confidence is a logistic model with a little ridge, by Newton's method;
reviews go to the least sure, 14 % of the starts of hosts who pause.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from choosing import choices, fit_choice
from hosts import HASTY
from placing import Placing, path_of, place
from recordings import Recording
from scores import BAD

import nexus_audio.align
from nexus_audio.align.confidence import FILE

_RIDGE = 0.3
_FLAGGED = 0.14
"""The share of the starts of hosts who pause that a review asks for because it is unsure."""

_ROUNDS = 2
"""Where a start may be depends on those that were chosen before."""

Example = tuple[dict[str, float], bool, bool]
"""What speaks against a start, whether it is wrong, and whether its host pauses."""


def calibrate(recordings: Iterable[Recording]) -> dict[str, object]:
    """Both models, fitted to recordings and written down."""
    heard = [(recording, path_of(recording)) for recording in recordings]
    for _ in range(_ROUNDS):
        fit_choice(choice for pair in heard for choice in choices(place(*pair)))
    return fitted([one for pair in heard for one in examples(place(*pair))])


def examples(placing: Placing) -> Iterable[Example]:
    """Each start that was found."""
    recording = placing.recording
    for index, start in placing.starts.items():
        true = recording.starts.get(recording.briefing.sections[index].id)
        wrong = true is None or abs(true - start.time) > BAD
        yield dict(placing.doubts[index].values), wrong, recording.host != HASTY.name


def fitted(found: Sequence[Example]) -> dict[str, object]:
    """The model of such examples, written down."""
    names = sorted(found[0][0])
    given = np.array([[1.0, *(doubts[name] for name in names)] for doubts, _, _ in found])
    wrong = np.array([is_wrong for _, is_wrong, _ in found], dtype=float)
    weights = _fit(given, wrong)
    pauses = np.array([does_pause for _, _, does_pause in found])
    sure, missed = 1 / (1 + np.exp(given[pauses] @ weights)), wrong[pauses]
    bound = _bound(sure)
    model: dict[str, object] = {
        "source": f"python bench/alignment --calibrate: {len(found)} starts, "
        f"{int(wrong.sum())} of them more than {BAD / 1000:.0f} s off",
        "bias": round(float(weights[0]), 3),
        "weights": {
            name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)
        },
        "review_below": round(bound, 4),
    }
    caught = float(((sure < bound) * missed).sum() / max(1, missed.sum()))
    print(f"{model['source']}; flagged {(sure < bound).mean():.1%}, caught {caught:.1%}")
    path = Path(nexus_audio.align.__file__).with_name(FILE)
    path.write_text(json.dumps(model, indent=1) + "\n", "utf-8")
    return model


def _bound(sure: np.ndarray) -> float:
    """The lowest confidence that needs no review; between two of them, for many are equal."""
    values = np.unique(np.append(sure, 1.0))
    bounds = (values[:-1] + values[1:]) / 2
    return float([bound for bound in bounds if (sure < bound).mean() <= _FLAGGED][-1])


def _fit(given: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Weights of the log odds of being wrong; none that would make a doubt speak for a start."""
    free = np.ones(given.shape[1], dtype=bool)
    while True:
        weights = np.zeros(given.shape[1])
        for _ in range(50):
            chance = 1 / (1 + np.exp(-given @ weights))
            slope = given.T @ (wrong - chance) - _RIDGE * weights * (np.arange(len(weights)) > 0)
            bend = (given.T * (chance * (1 - chance))) @ given + _RIDGE * np.eye(len(weights))
            step = np.zeros(len(weights))
            step[free] = np.linalg.solve(bend[np.ix_(free, free)], slope[free])
            weights += step
        negative = (weights < 0) & (np.arange(len(weights)) > 0)
        if not negative.any():
            return weights
        free &= ~negative
