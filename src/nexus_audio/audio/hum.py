"""Mains hum: the lines of 50 or 60 Hz that stay when nobody speaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

MAINS = (50, 60)
"""Hz: the mains of Europe, and of America."""

_HARMONICS = 10  # up to 500 or 600 Hz; above them hum drowns in the room's noise
_QUIET = 10  # per cent of the seconds; the softest ones have the pauses in them
_STANDS_OUT = 10.0  # times the power of its surroundings, 10 dB
_FAINTEST = 1e-8  # -80 dB of full scale: nobody hears it
_NEAR, _FAR = 4, 12  # Hz; where the surroundings of a line lie
_WIDTH = 2.0  # Hz a harmonic: mains wander by 0.2 Hz, and harmonics by as many times more
HIGHEST = MAINS[-1] * _HARMONICS + _FAR + 1


def spectra(samples: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """The power of each whole second at 0, 1, 2, … Hz, 1 being a tone at full scale."""
    seconds = samples[: len(samples) // rate * rate].reshape(-1, rate)
    window = np.hanning(rate).astype(np.float32)
    lines = np.fft.rfft(seconds * window, axis=1)[:, :HIGHEST]
    power: NDArray[np.float32] = np.square(np.abs(lines) * 2 / window.sum()).astype(np.float32)
    return power


def find_hum(power: NDArray[np.float32]) -> tuple[int, ...]:
    """The lines of the mains that stand out of the softest seconds, in Hz; none without hum."""
    if len(power) < 2:
        return ()
    # Line by line: six hours of all of them would be in memory four times.
    quiet = np.array([np.percentile(line.astype(np.float64), _QUIET) for line in power.T])
    found = [_lines(quiet, mains) for mains in MAINS]
    best = max(found, key=lambda lines: quiet[lines[0]] if lines else 0.0)
    return tuple(best)


def notches(lines: Sequence[int]) -> tuple[str, ...]:
    """The ffmpeg filters that take these lines out."""
    return tuple(
        f"bandreject=f={line}:width_type=h:w={max(4.0, _WIDTH * line / MAINS[0]):g}"
        for line in lines
    )


def _lines(quiet: NDArray[np.float64], mains: int) -> list[int]:
    """The harmonics that stand out, when the first one does."""
    harmonics = [mains * number for number in range(1, _HARMONICS + 1)]
    lines = [line for line in harmonics if _stands_out(quiet, line)]
    return lines if mains in lines else []


def _stands_out(quiet: NDArray[np.float64], line: int) -> bool:
    level = quiet[line - 1 : line + 2].max()
    around = (quiet[line - _FAR : line - _NEAR + 1], quiet[line + _NEAR : line + _FAR + 1])
    return bool(level > max(_FAINTEST, _STANDS_OUT * np.median(np.concatenate(around))))
