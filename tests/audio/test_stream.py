from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import ffmpeg
from nexus_audio.audio.decode import FLAC
from nexus_audio.audio.stream import SECONDS, through
from nexus_audio.audio.survey import Floats
from sounds import RATE, convert, noise, read, stereo, write_wav


@pytest.mark.parametrize("channels", [1, 2])
def test_24_bits_pass_unchanged(tmp_path: Path, channels: int) -> None:
    sound = noise(12.3) if channels == 1 else stereo(noise(12.3), noise(12.3, seed=2))
    source = convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "a.flac")
    target = tmp_path / "b.flac"
    options = (*FLAC, ffmpeg.address(target))
    firsts: list[int] = []

    def change(samples: Floats, first: int) -> Floats:
        assert samples.shape[1] == channels
        firsts.append(first)
        return samples

    told: list[float] = []
    through(source, change, *options, about=source, progress=told.append)
    assert np.array_equal(read(target, channels=channels), read(source, channels=channels))
    assert firsts == [0, SECONDS * RATE]
    assert told == [10, 20]


def test_what_it_does_is_written(tmp_path: Path) -> None:
    source = convert(write_wav(tmp_path / "a.wav", noise(2), bits=24), tmp_path / "a.flac")
    target = tmp_path / "b.flac"
    options = (*FLAC, ffmpeg.address(target))
    through(
        source, lambda samples, _: samples * 0.5, *options, about=source, progress=lambda _: None
    )
    assert np.abs(read(target) - read(source) / 2).max() < 1e-6
