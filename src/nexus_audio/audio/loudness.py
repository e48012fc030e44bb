"""Loudness by EBU R 128 (ITU-R BS.1770), and the gain and the limiter that reach a target.

Levelling is a gain and a true-peak limiter, never a compressor that follows the speech: the
range between loud and soft words stays as it was spoken.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nexus_audio.audio import ffmpeg
from nexus_audio.errors import SilentRecording
from nexus_audio.models import Loudness

METER = "ebur128=peak=true:framelog=verbose"
"""The filter that passes the sound on unchanged and ends the log with a summary."""

GATE = -70.0
"""LUFS; what is softer counts as silence (EBU R 128, absolute gate)."""

TOLERANCE = 0.3
"""LU; with the 0.2 LU by which meters differ (EBU R 128, QC) it stays in the promised 0.5."""

_FLOOR = -120.0  # dB; stands for the minus infinity of digital silence, which JSON cannot hold
_ROUNDS = 3
_METER_STEP = 0.1  # dB; the summary has one decimal
_LEAST_YIELD = 0.25  # a sound that is limited this hard is not made louder by a leap


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A gain in dB, then a limit that no true peak passes, in dBTP."""

    gain: float
    ceiling: float
    peak: float = math.inf
    """The true peak of the sound before; a limiter that has nothing to do is left out."""

    @property
    def filters(self) -> tuple[str, ...]:
        """The ffmpeg filters that apply it without moving anything in time.

        Peaks between the samples show at 192 kHz (BS.1770 annex 2: four times 48 kHz). The
        limiter's 5 ms attack and 50 ms release are ffmpeg's own; its look-ahead is taken back.
        """
        gain = f"volume={self.gain:.2f}dB:precision=double"
        if self.peak + self.gain <= self.ceiling:
            return (gain,)
        limit = 10 ** (self.ceiling / 20)
        limiter = f"alimiter=limit={limit:.6f}:attack=5:release=50:level=0:latency=1"
        return (gain, "aresample=192000", limiter, "aresample=48000")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The loudness to reach in LUFS, how near in LU, and the highest true peak in dBTP."""

    integrated: float
    tolerance: float
    true_peak: float

    def met(self, heard: Loudness) -> bool:
        """Whether a measurement is near enough, and no peak too high."""
        off = round(abs(heard.integrated - self.integrated), 2)
        return off <= self.tolerance and heard.true_peak <= self.true_peak


@dataclass(slots=True)
class Approach:
    """The way of one sound to its target: apply `level`, say what was heard, until it is done."""

    target: Target
    level: Level
    heard: list[Loudness] = field(default_factory=list)
    """What was heard in each round."""
    _gained: float = 0.0

    @property
    def met(self) -> bool:
        """Whether the last round was good."""
        return bool(self.heard) and self.target.met(self.heard[-1])

    @property
    def done(self) -> bool:
        """Whether it is good, or was tried three times."""
        return self.met or len(self.heard) == _ROUNDS

    def hear(self, heard: Loudness) -> None:
        """Take in how the level sounds, and correct it where it must be tried again."""
        yielded = 1.0
        if self.heard:
            yielded = _yield(self._gained, heard.integrated - self.heard[-1].integrated)
        self.heard.append(heard)
        if not self.done:
            before, self.level = self.level, _corrected(self.level, heard, self.target, yielded)
            self._gained = self.level.gain - before.gain


def parse(log: Sequence[str]) -> Loudness:
    """The summary at the end of a log that `METER` wrote."""
    summary = "\n".join(log).rpartition("Summary:")[2]
    return Loudness(
        integrated=_number("I", summary),
        range=max(0.0, _number("LRA", summary)),
        true_peak=_number("Peak", summary),
        threshold=_number("Threshold", summary),
    )


def measure(path: Path, *filters: str) -> Loudness:
    """Measure a file as it sounds after decoding, and after some filters."""
    heard = ("-af", ",".join((*filters, METER)))
    return parse(ffmpeg.run(*ffmpeg.source(path), *heard, "-f", "null", "-", about=path))


def silent(path: Path) -> SilentRecording:
    """The error of a file in which nothing is above the gate."""
    return SilentRecording(
        "nothing can be heard in it",
        subject=str(path),
        hint="Check the microphone and its input level, then record again.",
    )


def reach(
    target: Target, level: Level, apply: Callable[[Level], Loudness]
) -> tuple[Loudness, bool]:
    """Apply a level, listen, and correct it, at most three times; whether the target was met."""
    approach = Approach(target, level)
    while not approach.done:
        approach.hear(apply(approach.level))
    return approach.heard[-1], approach.met


def _corrected(level: Level, heard: Loudness, target: Target, yielded: float) -> Level:
    gain = level.gain + (target.integrated - heard.integrated) / yielded
    too_high = heard.true_peak - target.true_peak
    step = too_high + _METER_STEP if too_high > 0 else 0.0
    return replace(level, gain=gain, ceiling=level.ceiling - step)


def _yield(gain: float, louder: float) -> float:
    """How much louder it became for each dB of gain: less than 1 where the limiter works."""
    return min(1.0, max(_LEAST_YIELD, louder / gain)) if gain else 1.0


def _number(name: str, summary: str) -> float:
    found = re.search(rf"^ +{name}: +(\S+)", summary, re.MULTILINE)
    value = float(found[1]) if found else -math.inf
    return max(_FLOOR, value) if math.isfinite(value) else _FLOOR
