from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import flac, loudness, master
from nexus_audio.config import Audio
from nexus_audio.models import Loudness
from sounds import RATE, Samples, convert, noise, read, sine, speech, write_wav


def _master(
    tmp_path: Path, sound: Samples, settings: Audio | None = None
) -> tuple[Path, Loudness, bool]:
    audio = convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "audio.flac")
    target = tmp_path / "master.flac"
    heard, met = master.condition(
        audio, target, settings or Audio(), loudness.measure(audio), lambda _: None
    )
    return target, heard, met


@pytest.mark.parametrize("level", [-45.0, -30.0, -22.0])
@pytest.mark.parametrize("wanted", [-16.0, -19.0, -23.0])
def test_speech_comes_to_its_loudness(tmp_path: Path, level: float, wanted: float) -> None:
    sound = speech(8, level=level)
    target, heard, met = _master(tmp_path, sound, Audio(loudness=wanted))
    assert met
    assert heard == loudness.measure(target)
    assert heard.integrated == pytest.approx(wanted, abs=0.31)
    assert heard.true_peak <= -1.5


def test_a_clap_does_not_make_the_rest_soft(tmp_path: Path) -> None:
    sound = speech(8, level=-35)
    sound[4 * RATE : 4 * RATE + 480] = 0.99
    _, heard, met = _master(tmp_path, sound)
    assert met
    assert heard.integrated == pytest.approx(-16, abs=0.31)


def test_the_range_of_the_speech_stays(tmp_path: Path) -> None:
    """Soft words stay as much softer than loud ones as they were spoken."""
    sound = np.concatenate([speech(4, level=-28), speech(4, level=-38)])
    target, _, _ = _master(tmp_path, sound, Audio(loudness=-20))
    after = read(target)
    halves = [np.sqrt(np.mean(np.square(part))) for part in np.split(after, 2)]
    assert 20 * np.log10(halves[0] / halves[1]) == pytest.approx(10, abs=0.3)


@pytest.mark.parametrize("count", [3 * RATE, 3 * RATE + 17, 100_003])
def test_it_is_on_the_recordings_clock_to_the_sample(tmp_path: Path, count: int) -> None:
    sound = noise(4, level=-30)[:count]
    sound[: count // 2] *= 0.1
    target, _, _ = _master(tmp_path, sound, Audio(highpass=0))
    assert flac.samples(target) == count
    after = read(target)
    window = slice(count // 2 - 5_000, count // 2 + 5_000)
    lags = range(-50, 51)
    likeness = [np.dot(sound[window], after[window.start + n : window.stop + n]) for n in lags]
    assert lags[int(np.argmax(likeness))] == 0


@pytest.mark.parametrize(("highpass", "left"), [(60, 0.2), (0, 0.95)])
def test_rumble_goes_where_it_should(tmp_path: Path, highpass: int, left: float) -> None:
    """20 Hz beside a voice at 400 Hz: a second-order high-pass at 60 Hz leaves a ninth."""
    sound = sine(4, level=-20, frequency=400) + sine(4, level=-20, frequency=20)
    target, _, _ = _master(tmp_path, sound, Audio(highpass=highpass, loudness=-23))
    spectrum = np.abs(np.fft.rfft(read(target)))
    rumble, voice = spectrum[20 * 4], spectrum[400 * 4]
    assert (rumble / voice < left) == (highpass > 0)
