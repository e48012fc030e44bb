"""Evening out loud and soft passages: a gain that follows passages, not words.

The speech alone is parted where it becomes louder or softer by a step. Within each passage its
loudness (momentary, EBU R 128) goes through a running median over 15 s of speech. Neither follows
anything shorter than half of that: so a new passage has its level at once, while emphasis, laughs
and pauses change nothing, and there is nothing that could pump. In pauses the gain is that of the
speech around them, and in long ones nothing is raised.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from nexus_audio.audio import ffmpeg, flac
from nexus_audio.audio.loudness import GATE

Levels = NDArray[np.float64]
"""LUFS or dB, one value for each 100 ms."""

MOST = 15.0
"""dB by which a passage is raised or lowered at most."""

_SECOND = 10  # steps
_WINDOW = 15 * _SECOND + 1  # of speech; what lasts under half of it is emphasis, not a passage
_STEP = 4.0  # dB between two passages; over less the median glides
_BESIDE = 5 * _SECOND  # of speech on either side of a step, to find where it is
_REST = 1.5  # dB; more than that is emphasis, which stays
_LEAST = 3 * _SECOND  # of speech; with less there is nothing to compare
_PAUSES = 5 * _SECOND  # on either side there is a pause for breath
_OVER_PAUSES = 6.0  # dB; speech stands out of its pauses, a fan's noise does not
_MURMUR = 30.0  # LU under the whole: somebody in the next room
_NEAR = _SECOND  # of speech; in pauses the gain is kept so long
_GLIDE = 11  # steps: a change takes a second
_ROWS = 10_000  # windows in memory at a time

_SILENT = -120.0  # LUFS; stands for the minus infinity of digital silence
_MOMENTARY = re.compile(rb"lavfi\.r128\.M=(\S+)")
_LATE = 1  # steps: a moment is measured over the 400 ms before it, so its middle lies earlier


def momentary(audio: Path) -> Levels:
    """The momentary loudness of a file around each 100 ms."""
    told = (
        "ebur128=metadata=1:framelog=verbose,ametadata=mode=print:key=lavfi.r128.M:file=pipe\\\\:1"
    )
    options = (*ffmpeg.source(audio), "-af", told, "-f", "null", "-")
    with ffmpeg.start(*options, about=audio) as running:
        found = [float(match[1]) for line in running.stdout if (match := _MOMENTARY.match(line))]
    moments: Levels = np.nan_to_num(np.array(found[_LATE:]), nan=_SILENT, neginf=_SILENT)
    return moments


def gains(loudness: Levels) -> Levels:
    """The gain in dB for each moment of a sound of this momentary loudness."""
    spoken = np.flatnonzero(_is_speech(loudness)) if len(loudness) else loudness
    if len(spoken) < _LEAST:
        return np.zeros(len(loudness))
    parts = np.split(loudness[spoken], _steps(loudness[spoken]))
    level = np.concatenate([_level(part) for part in parts])
    raised = np.clip(level.mean() - level, -MOST, MOST)
    gain = np.interp(np.arange(len(loudness)), spoken, raised)
    near = _highest(np.isin(np.arange(len(loudness)), spoken).astype(float), _NEAR) > 0
    return _smooth(np.where(near, gain, np.minimum(gain, 0.0)))


def integrated(loudness: Levels) -> float:
    """The gated loudness of the whole (BS.1770-4) from its moments, which are the gate's blocks."""
    heard = loudness[loudness > GATE]
    if not len(heard):
        return GATE
    return _mean(heard[heard > _mean(heard) - 10])


def apply(samples: NDArray[np.float32], first: int, gain: Levels) -> NDArray[np.float32]:
    """The samples (rows), of which the first has this number, under a gain."""
    times = (np.arange(first, first + len(samples)) + 0.5) * (_SECOND / flac.RATE) - 0.5
    factors = 10 ** (np.interp(times, np.arange(len(gain)), gain) / 20)
    changed: NDArray[np.float32] = (samples * factors[:, None]).astype(np.float32)
    return changed


def _is_speech(loudness: Levels) -> NDArray[np.bool_]:
    pauses = -_highest(-loudness, _PAUSES)
    least = max(GATE, integrated(loudness) - _MURMUR)
    speech: NDArray[np.bool_] = (loudness > pauses + _OVER_PAUSES) & (loudness > least)
    return speech


def _mean(levels: Levels) -> float:
    return float(10 * np.log10(np.mean(10 ** (levels / 10))))


def _steps(speech: Levels) -> list[int]:
    """Where a passage begins that is louder or softer than the one before it.

    The medians of the 15 s on either side tell that there is a step, as no emphasis moves them;
    where it is, the means of a few seconds tell, which a median blurs.
    """
    half, last = _WINDOW // 2, len(speech) - 1
    medians, change, moments = _median(speech), _change(speech), np.arange(len(speech))
    after = medians[np.minimum(moments + half, last)]
    contrast = np.abs(after - medians[np.maximum(moments - half - 1, 0)])
    edges = [0, len(speech)]
    while contrast.max() >= _STEP:
        middle = int(contrast.argmax())
        start = max(middle - half, 0)
        at = start + int(change[start : middle + half].argmax())
        if all(abs(at - edge) >= half for edge in edges):
            edges.append(at)
        contrast[start : middle + half] = 0
    return sorted(edges)[1:-1]


def _change(speech: Levels) -> Levels:
    """By how much the mean level of the next seconds differs from that of the last ones."""
    padded = np.pad(speech, _BESIDE, mode="symmetric")
    means = sliding_window_view(padded, _BESIDE).mean(axis=1)
    change: Levels = np.abs(means[_BESIDE : _BESIDE + len(speech)] - means[: len(speech)])
    return change


def _level(speech: Levels) -> Levels:
    """The level of the speech around each moment of a passage.

    A median follows what still changes; what then differs, as loudness is a mean of power and
    not a median, takes a plain mean.
    """
    steps = _median(speech)
    even = 10 ** ((speech - steps) / 10)
    window = np.hanning(_WINDOW + 2)[1:-1]
    padded = np.pad(even, _WINDOW // 2, mode="symmetric")
    rest = 10 * np.log10(np.convolve(padded, window / window.sum(), "valid"))
    level: Levels = steps + np.clip(rest, rest.mean() - _REST, rest.mean() + _REST)
    return level


def _median(levels: Levels) -> Levels:
    windows = sliding_window_view(np.pad(levels, _WINDOW // 2, mode="symmetric"), _WINDOW)
    parts = range(0, len(levels), _ROWS)
    return np.concatenate([np.median(windows[at : at + _ROWS], axis=1) for at in parts])


def _highest(levels: Levels, around: int) -> Levels:
    padded = np.pad(levels, around, constant_values=-np.inf)
    highest: Levels = sliding_window_view(padded, 2 * around + 1).max(axis=1)
    return highest


def _smooth(gain: Levels) -> Levels:
    window = np.hanning(_GLIDE + 2)[1:-1]
    padded = np.pad(gain, _GLIDE // 2, mode="edge")
    smooth: Levels = np.convolve(padded, window / window.sum(), mode="valid")
    return smooth
