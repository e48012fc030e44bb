"""Fits the confidence of starts to hosts whose truth is known.

`python bench/alignment --calibrate` writes `confidence.json` beside the module that reads it. A
logistic model with a little ridge, by Newton's method; reviews go to the least sure, 13.5 % of all.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
from recordings import Recording
from scores import BAD

import nexus_audio.align
from nexus_audio.align.clock import Clock
from nexus_audio.align.confidence import FILE
from nexus_audio.align.doubts import doubts
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import best_path
from nexus_audio.align.starts import place_starts, with_headings
from nexus_audio.align.tokens import heard_tokens, written_tokens

_RIDGE = 0.3
_FLAGGED = 0.135
"""The share of all starts that a review asks for."""


def examples(recording: Recording) -> Iterable[tuple[dict[str, float], bool]]:
    """Each start that was found: what speaks against it, and whether it is wrong."""
    briefing, transcript, truth = recording.briefing, recording.transcript, recording.starts
    written, heard = written_tokens(briefing), heard_tokens(transcript)
    found = passages(best_path(heard, written), written)
    clock = Clock(heard, transcript.words)
    islands = Islands.between(recording.silences, transcript.duration)
    places = findings(found, written, len(briefing.sections))
    places = with_headings(places, written, clock, islands)
    starts = place_starts(places, briefing.sections, written, clock, islands)
    against = doubts(starts, places, written, clock, islands)
    for index, start in starts.items():
        true = truth.get(briefing.sections[index].id)
        wrong = true is None or abs(true - start.time) > BAD
        yield dict(against[index].values), wrong


def calibrate(recordings: Iterable[Recording]) -> dict[str, object]:
    """The model, fitted to recordings and written down."""
    return fitted([pair for recording in recordings for pair in examples(recording)])


def fitted(pairs: Sequence[tuple[Mapping[str, float], bool]]) -> dict[str, object]:
    """The model of such examples, written down."""
    names = sorted(pairs[0][0])
    given = np.array([[1.0, *(found[name] for name in names)] for found, _ in pairs])
    wrong = np.array([is_wrong for _, is_wrong in pairs], dtype=float)
    weights = _fit(given, wrong)
    sure = 1 / (1 + np.exp(given @ weights))
    bound = _bound(sure)
    model: dict[str, object] = {
        "source": f"python bench/alignment --calibrate: {len(pairs)} starts, "
        f"{int(wrong.sum())} of them more than {BAD / 1000:.0f} s off",
        "bias": round(float(weights[0]), 3),
        "weights": {
            name: round(float(weight), 3) for name, weight in zip(names, weights[1:], strict=True)
        },
        "review_below": round(bound, 4),
    }
    caught = float(((sure < bound) * wrong).sum() / max(1, wrong.sum()))
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
