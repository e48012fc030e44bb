from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from nexus_audio.audio.declip import declip
from sounds import RATE, Samples, noise, speech


def _voice(seconds: float) -> Samples:
    """Speech without the hiss of the toy, as peaks of a voice are round."""
    spectrum = np.fft.rfft(speech(seconds, level=-12))
    frequencies = np.fft.rfftfreq(round(seconds * RATE), 1 / RATE)
    voice: Samples = np.fft.irfft(spectrum / (1 + (frequencies / 800) ** 2), round(seconds * RATE))
    voice /= np.abs(voice).max()
    return voice


def _damage(sound: NDArray[np.float32], voice: Samples) -> float:
    """The ratio of the sound to what is wrong with it, in dB."""
    error = np.mean(np.square(sound[:, 0] - voice))
    return float(10 * np.log10(np.mean(np.square(voice)) / error))


def _column(sound: Samples) -> NDArray[np.float32]:
    return sound[:, None].astype(np.float32)


@pytest.mark.parametrize(("limit", "gain"), [(0.7, 10), (0.5, 10), (0.35, 3)])
def test_flat_peaks_come_nearer_to_what_they_were(limit: float, gain: float) -> None:
    voice = _voice(6)
    clipped = _column(np.clip(voice, -limit, limit))
    assert _damage(declip(clipped, limit), voice) > _damage(clipped, voice) + gain


def test_all_else_stays_bit_for_bit() -> None:
    clipped = _column(np.clip(_voice(2), -0.5, 0.5))
    rounded = declip(clipped, 0.5)
    below = np.abs(clipped) < 0.49
    assert np.array_equal(rounded[below], clipped[below])
    assert not np.array_equal(rounded, clipped)


def test_a_rounded_peak_is_never_lower_and_never_wild() -> None:
    clipped = _column(np.clip(noise(1, level=-3), -0.4, 0.4))
    rounded = np.abs(declip(clipped, 0.4))
    assert np.all(rounded >= np.abs(clipped) - 1e-7)
    assert rounded.max() <= 0.8 + 1e-6


@pytest.mark.parametrize("flat", [(0, 20), (180, 200), (40, 160)], ids=["head", "tail", "long"])
def test_what_cannot_be_known_stays(flat: tuple[int, int]) -> None:
    sound = np.zeros((200, 1), np.float32)
    sound[slice(*flat)] = 0.5
    assert np.array_equal(declip(sound, 0.5), sound)


def test_channels_do_not_touch_each_other() -> None:
    voice = np.clip(_voice(1), -0.5, 0.5)
    both = declip(np.stack([voice, voice * 0.5], axis=1).astype(np.float32), 0.5)
    assert np.array_equal(both[:, :1], declip(_column(voice), 0.5))
    assert np.array_equal(both[:, 1:], _column(voice * 0.5))
