"""What the samples of a sound are like, in one pass: peaks, offset, and how channels agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_BINS = 2_000  # of the histogram of levels from 0 to full scale
_MANY = 100  # samples at the very top; natural speech has a handful
_SIDES = 0.9  # times as high is the lower side of a clipped sound
_STEEP = 5  # times as many as 3 % below; clipped speech has ten times, a pure tone three


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """The samples of a sound; tuples have one value for each channel, 1 is full scale."""

    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    offset: tuple[float, ...]
    """The mean of all samples (DC)."""
    loudest: tuple[float, ...]
    """The RMS of its loudest second, without the offset."""
    likeness: float
    """How alike the first and the last channel are, from -1 to 1."""
    broken: int
    """The samples that are not numbers."""
    clipped: float
    """The level at which peaks are cut off flat; 0 when they are not."""


class _Totals:
    """The sums that a survey is made of."""

    def __init__(self, channels: int) -> None:
        self.count = self.broken = 0
        self.lowest, self.highest = np.zeros(channels), np.zeros(channels)
        self.sum, self.loudest = np.zeros(channels), np.zeros(channels)
        self.products = np.zeros((channels, channels))
        self.levels = np.zeros(_BINS + 1, np.int64)

    def add(self, second: Floats) -> None:
        finite = np.isfinite(second)
        if not finite.all():
            self.broken += int((~finite).any(axis=1).sum())
            second = np.where(finite, second, np.float32(0))
        self.count += len(second)
        self.lowest = np.minimum(self.lowest, second.min(axis=0))
        self.highest = np.maximum(self.highest, second.max(axis=0))
        self.sum += second.sum(axis=0, dtype=np.float64)
        self.loudest = np.maximum(self.loudest, second.std(axis=0, dtype=np.float64))
        self.products += second.T @ second
        top = np.minimum(np.abs(second).max(axis=1), 1) * np.float32(_BINS)
        self.levels += np.bincount(top.astype(np.intp), minlength=_BINS + 1)


def survey(seconds: Iterable[bytes], channels: int) -> Survey:
    """Look at 32-bit float samples, given a second at a time."""
    totals = _Totals(channels)
    for block in seconds:
        totals.add(np.frombuffer(block, "<f4").reshape(-1, channels))
    mean = totals.sum / max(totals.count, 1)
    return Survey(
        lowest=tuple(totals.lowest.tolist()),
        highest=tuple(totals.highest.tolist()),
        offset=tuple(mean.tolist()),
        loudest=tuple(totals.loudest.tolist()),
        likeness=_likeness(totals.products - totals.count * np.outer(mean, mean)),
        broken=totals.broken,
        clipped=_clipped(totals),
    )


def _likeness(products: NDArray[np.float64]) -> float:
    power = float(products[0, 0] * products[-1, -1])
    return float(products[0, -1] / np.sqrt(power)) if power > 0 else 0.0


def _clipped(totals: _Totals) -> float:
    """Speech seldom comes near its highest peak; where it is clipped it stays there.

    Over full scale, where only floats go, nothing is taken for clipped.
    """
    extremes = float(totals.highest.max()), float(-totals.lowest.min())
    peak = max(extremes)
    if peak > 1:
        return 0.0
    edges = [round(peak * share * _BINS) for share in (0.97, 0.98, 0.99)]
    below = int(totals.levels[edges[0] : edges[1]].sum())
    top = int(totals.levels[edges[2] :].sum())
    # An offset that was taken out has moved one side nearer to the middle.
    level = min(extremes) if min(extremes) > _SIDES * peak else peak
    return level if top > max(_MANY, _STEEP * below) else 0.0
