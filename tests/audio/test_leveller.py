from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.audio import leveller, loudness
from nexus_audio.audio.leveller import MOST, Levels, gains, integrated, momentary
from sounds import RATE, convert, silence, sine, speech, write_wav


def _speech(seconds: float, level: float, seed: int = 1) -> Levels:
    """The momentary loudness of somebody who reads: sentences, with pauses between them."""
    random = np.random.default_rng(seed)
    moments = level + 3 * random.standard_normal(round(seconds * 10))
    pauses = np.arange(len(moments)) % 40 > 33
    return np.where(pauses, -65.0, moments)


def test_even_speech_is_left_alone() -> None:
    assert np.abs(gains(_speech(120, -20))).max() < 2


@pytest.mark.parametrize("step", [6.0, 12.0, -12.0, 18.0])
def test_passages_come_to_one_level(step: float) -> None:
    sound = np.concatenate([_speech(60, -20), _speech(60, -20 - step, 2), _speech(60, -20, 3)])
    levelled = sound + gains(sound)
    assert np.ptp([integrated(part) for part in np.split(levelled, 3)]) < 1


@pytest.mark.parametrize("seconds", [15, 20, 30])
@pytest.mark.parametrize("spread", [3.0, 5.0])
def test_short_passages_in_turn_come_to_one_level(seconds: int, spread: float) -> None:
    """Two who speak in turn, the one 12 dB louder; words differ by as much as the step."""
    words = np.random.default_rng(4).standard_normal(seconds * 10 * 8) * spread
    turns = np.repeat([-34.0, -22.0] * 4, seconds * 10)
    sound = np.where(np.arange(len(words)) % 40 > 33, -65.0, turns + words)
    levelled = sound + gains(sound)
    assert np.ptp([integrated(part) for part in np.split(levelled, 8)]) < 1.5


def test_what_lasts_under_half_a_window_is_no_passage() -> None:
    sound = _speech(120, -20)
    sound[600:650] -= 12
    assert np.abs(gains(sound)[590:660] - gains(_speech(120, -20))[590:660]).max() < 4


def test_a_step_is_followed_at_once() -> None:
    sound = np.concatenate([_speech(60, -20), _speech(60, -32, 2)])
    gain = gains(sound)
    assert np.abs(gain[:580] - gain[300]).max() < 1.5
    assert np.abs(gain[620:] - gain[900]).max() < 1.5


def test_emphasis_stays() -> None:
    """Three seconds that are 9 dB louder are meant to be louder."""
    sound = _speech(120, -20)
    sound[600:630] += 9
    assert np.abs(gains(sound)[590:640] - gains(_speech(120, -20))[590:640]).max() < 2.5


def test_noise_is_never_raised_in_a_pause() -> None:
    fan = -58 + np.random.default_rng(5).standard_normal(300)
    sound = np.concatenate([_speech(60, -20), _speech(60, -34, 2), fan, _speech(60, -34, 3)])
    gain = gains(sound)
    assert gain[900] > 4
    assert gain[1220:1480].max() <= 1e-9


def test_a_short_pause_keeps_the_gain_of_the_speech_around_it() -> None:
    sound = np.concatenate([_speech(60, -20), _speech(60, -32, 2)])
    gain = gains(sound)
    assert np.abs(np.diff(gain[650:1150])).max() < 0.3


def test_no_word_is_louder_at_its_end_by_the_gain() -> None:
    """400 ms are a word; a change of 1 dB in it would be heard as pumping."""
    sound = _speech(300, -20)
    sound += 2 * np.sin(np.arange(len(sound)) / 90)  # somebody who leans to and fro
    gain = gains(sound)
    assert np.abs(gain[4:] - gain[:-4]).max() < 1


@given(st.lists(st.floats(-120, 0), max_size=400))
def test_any_course_has_a_gain_within_bounds(levels: list[float]) -> None:
    gain = gains(np.array(levels, dtype=np.float64))
    assert len(gain) == len(levels)
    assert np.all(np.abs(gain) <= MOST + 1e-9)


@pytest.mark.parametrize("level", [-120.0, -75.0, -30.0])
def test_what_never_changes_is_no_speech(level: float) -> None:
    assert not gains(np.full(600, level)).any()


def test_moments_are_where_they_sound(tmp_path: Path) -> None:
    sound = np.concatenate([silence(3), sine(3), silence(2)])
    audio = convert(write_wav(tmp_path / "a.wav", sound), tmp_path / "a.flac")
    moments = momentary(audio)
    assert len(moments) == pytest.approx(80, abs=2)
    loud = np.flatnonzero(moments > moments.max() - 3.5)
    assert loud[0] == pytest.approx(30, abs=1)
    assert loud[-1] == pytest.approx(60, abs=1)


def test_integrated_is_what_the_meter_says(tmp_path: Path) -> None:
    sound = np.concatenate([speech(20, level=-20), speech(10, level=-45), silence(5)])
    audio = convert(write_wav(tmp_path / "a.wav", sound), tmp_path / "a.flac")
    assert integrated(momentary(audio)) == pytest.approx(
        loudness.measure(audio).integrated, abs=0.2
    )
    assert integrated(np.full(50, -120.0)) == loudness.GATE


@pytest.mark.parametrize("first", [0, 12_345, 10 * RATE])
def test_a_gain_glides_from_moment_to_moment(first: int) -> None:
    gain = np.linspace(-6, 6, 200)
    samples = np.ones((4_800, 2), np.float32)
    changed = 20 * np.log10(leveller.apply(samples, first, gain))
    expected = np.interp((first + np.arange(4_800) - 2_400) / 4_800, np.arange(200), gain)
    assert changed[:, 0] == pytest.approx(expected, abs=1e-2)
    assert np.array_equal(changed[:, 0], changed[:, 1])
