from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from nexus_audio.audio.survey import Survey, survey
from sounds import RATE, Samples, noise, sine, speech, stereo


def _survey(sound: Samples) -> Survey:
    channels = 1 if sound.ndim == 1 else sound.shape[1]

    def seconds() -> Iterator[bytes]:
        for at in range(0, len(sound), RATE):
            yield sound[at : at + RATE].astype("<f4").tobytes()

    return survey(seconds(), channels)


def test_peaks_and_offset_of_each_channel() -> None:
    found = _survey(stereo(sine(2, level=-6) + 0.1, sine(2, level=-20)))
    assert found.highest == pytest.approx((0.6012, 0.1), abs=1e-3)
    assert found.lowest == pytest.approx((-0.4012, -0.1), abs=1e-3)
    assert found.offset == pytest.approx((0.1, 0), abs=1e-6)


def test_the_loudest_second_counts_without_its_offset() -> None:
    sound = np.concatenate([sine(1, level=-40), sine(1, level=-20), sine(0.5, level=-60)]) + 0.3
    assert _survey(sound).loudest[0] == pytest.approx(0.1 / np.sqrt(2), rel=1e-3)


@pytest.mark.parametrize(
    ("right", "likeness"),
    [(speech(3) * -0.5, -1.0), (speech(3) * 2, 1.0), (noise(3, seed=9), 0.0)],
    ids=["opposite", "alike", "other"],
)
def test_likeness(right: Samples, likeness: float) -> None:
    assert _survey(stereo(speech(3) + 0.2, right)).likeness == pytest.approx(likeness, abs=0.02)


def test_what_is_no_number_is_counted_and_changes_nothing_else() -> None:
    sound = sine(2, level=-20)
    sound[5:8] = np.nan, np.inf, -np.inf
    found = _survey(sound)
    assert found.broken == 3
    assert found.highest[0] == pytest.approx(0.1, rel=1e-3)


def test_no_samples() -> None:
    found = _survey(np.zeros(0))
    assert found.loudest == (0,)
    assert found.likeness == 0


@pytest.mark.parametrize("limit", [0.2, 0.5, 0.8])
def test_flat_peaks_are_seen(limit: float) -> None:
    voice = speech(8, level=-8)
    level = limit * np.abs(voice).max() / 2
    assert _survey(np.clip(voice, -level, level)).clipped == pytest.approx(level, rel=1e-3)


@pytest.mark.parametrize("sound", [speech(8), noise(8), sine(8), sine(2, level=6), np.zeros(RATE)])
def test_whole_peaks_are_not(sound: Samples) -> None:
    assert _survey(sound).clipped == 0
