from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from nexus_audio.audio.hum import HIGHEST, find_hum, notches, spectra
from sounds import Samples, noise, silence, sine, speech

RATE = 16_000


def _lines(sound: Samples) -> tuple[int, ...]:
    return find_hum(spectra(sound[::3].astype(np.float32), RATE))


def _room(seconds: float) -> Samples:
    """Speech with pauses of a second, in a room."""
    voice = np.concatenate([speech(2, seed=1), silence(1)] * round(seconds / 3))
    return voice + noise(len(voice) / 48_000, level=-60)


@pytest.mark.parametrize("mains", [50, 60])
@pytest.mark.parametrize("level", [-25.0, -50.0])
def test_hum_is_found_with_its_harmonics(mains: int, level: float) -> None:
    sound = _room(24)
    for harmonic, below in ((1, 0), (2, 6), (3, 10)):
        sound += sine(24, level=level - below, frequency=mains * harmonic)
    assert _lines(sound) == (mains, 2 * mains, 3 * mains)


def test_mains_that_wander_are_found() -> None:
    assert _lines(_room(24) + sine(24, level=-40, frequency=50.2)) == (50,)


@pytest.mark.parametrize(
    "sound",
    [_room(12), noise(5), silence(4), sine(4, level=-20, frequency=400), silence(0)],
    ids=["speech", "noise", "silence", "tone", "nothing"],
)
def test_what_is_no_hum(sound: Samples) -> None:
    assert _lines(sound) == ()


def test_harmonics_without_their_mains_are_a_voice() -> None:
    assert _lines(sine(6, frequency=150) + sine(6, frequency=300) + noise(6, level=-60)) == ()


def test_a_line_is_as_strong_as_its_tone() -> None:
    power = spectra(sine(2, level=-20, frequency=50)[::3].astype(np.float32), RATE)
    assert 10 * np.log10(power[:, 50]) == pytest.approx([-20, -20], abs=0.01)


def test_notches_widen_with_the_harmonic() -> None:
    assert notches((50, 300)) == (
        "bandreject=f=50:width_type=h:w=4",
        "bandreject=f=300:width_type=h:w=12",
    )
    assert notches(()) == ()


def test_six_hours_take_no_more_memory_than_their_lines() -> None:
    power = np.full((6 * 3600, HIGHEST), 1e-9, np.float32)
    power[:, 50] = 1e-6
    tracemalloc.start()
    try:
        assert find_hum(power) == (50,)
        assert tracemalloc.get_traced_memory()[1] < power.nbytes / 10
    finally:
        tracemalloc.stop()
