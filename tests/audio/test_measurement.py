from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio.loudness import measure
from nexus_audio.audio.measurement import measured
from nexus_audio.errors import SilentRecording
from sounds import RATE, Samples, convert, noise, silence, sine, stereo, write_wav


def _flac(tmp_path: Path, sound: Samples) -> Path:
    return convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "audio.flac")


@pytest.mark.parametrize("channels", [1, 2])
def test_one_pass_measures_all(tmp_path: Path, channels: int) -> None:
    sound: Samples = np.concatenate([silence(0.5), noise(1), silence(0.4), noise(12)])
    path = _flac(tmp_path, stereo(sound, sound) if channels == 2 else sound)
    found = measured(path)
    assert found.duration == 13_900
    assert found.loudness == measure(path)
    edges = [time for span in found.silences for time in (span.start, span.end)]
    assert edges == pytest.approx([0, 500, 1500, 1900], abs=10)
    assert found.peak_interval == 50
    assert len(found.peaks) == 278
    assert max(found.peaks[:9]) == 0
    assert min(found.peaks[10:29]) > 10


def test_rumble_hides_no_pause(tmp_path: Path) -> None:
    """Brown noise 20 dB under the speech, as of a street or a table that is leant on."""
    talk = np.concatenate([noise(2), silence(0.5), noise(2, seed=2), silence(1), noise(2, seed=3)])
    room = noise(7.5, level=-80, seed=4)
    spectrum = np.fft.rfft(noise(7.5, level=0, seed=5))
    spectrum /= np.maximum(np.fft.rfftfreq(len(talk), 1 / RATE), 20)
    rumble = np.fft.irfft(spectrum, len(talk))
    rumble *= 10 ** (-40 / 20) / np.sqrt(np.mean(np.square(rumble)))
    found = measured(_flac(tmp_path, talk + room + rumble))
    pauses = ((1980, 2520), (4480, 5520))
    for span in found.silences:
        assert any(start <= span.start < span.end <= end for start, end in pauses)
    assert sum(span.end - span.start for span in found.silences) > 1200
    assert max(found.peaks[100:104]) < max(found.peaks[90:94]) / 4


@pytest.mark.parametrize("channels", [1, 2])
def test_hum_is_found_in_the_whole_sound(tmp_path: Path, channels: int) -> None:
    talk = np.concatenate([noise(2), silence(0.5)] * 6) + noise(15, level=-80, seed=2)
    sound = talk + sine(15, level=-45, frequency=50)
    path = _flac(tmp_path, stereo(sound, sound) if channels == 2 else sound)
    assert measured(path).hum == (50,)


@pytest.mark.parametrize("sound", [silence(2), sine(2, level=-75)], ids=["digital", "faint"])
def test_silence_is_refused(tmp_path: Path, sound: Samples) -> None:
    with pytest.raises(SilentRecording, match="nothing can be heard"):
        measured(_flac(tmp_path, sound))
