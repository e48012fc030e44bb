from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio.loudness import measure
from nexus_audio.audio.measurement import measured
from nexus_audio.errors import SilentRecording
from sounds import Samples, convert, noise, silence, sine, stereo, write_wav


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


@pytest.mark.parametrize("sound", [silence(2), sine(2, level=-75)], ids=["digital", "faint"])
def test_silence_is_refused(tmp_path: Path, sound: Samples) -> None:
    with pytest.raises(SilentRecording, match="nothing can be heard"):
        measured(_flac(tmp_path, sound))
