from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.audio import flac
from nexus_audio.errors import StoreError
from sounds import convert, silence, sine, stereo, write_wav


@pytest.mark.parametrize("count", [47, 48, 48_000, 100_003])
def test_samples_are_counted_exactly(tmp_path: Path, count: int) -> None:
    wav = write_wav(tmp_path / "a.wav", sine(3)[:count])
    path = convert(wav, tmp_path / "a.flac")
    assert flac.samples(path) == count
    assert flac.duration(path) == count // 48


@pytest.mark.parametrize("channels", [1, 2])
def test_channels(tmp_path: Path, channels: int) -> None:
    tone = silence(0.1)
    wav = write_wav(tmp_path / "a.wav", stereo(tone, tone) if channels == 2 else tone)
    assert flac.channels(convert(wav, tmp_path / "a.flac")) == channels


@pytest.mark.parametrize("data", [b"", b"fLaC", b"RIFF" + bytes(100)])
def test_another_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.flac"
    path.write_bytes(data)
    with pytest.raises(StoreError, match="not a FLAC file"):
        flac.samples(path)
