from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import mp3
from nexus_audio.audio.loudness import Level, measure
from nexus_audio.audio.probe import probe
from nexus_audio.models import EditList, Span
from sounds import RATE, Samples, convert, noise, read, silence, sine, stereo, write_wav


def _encoded(
    tmp_path: Path, sound: Samples, *ranges: tuple[int, int], level: Level | None = None
) -> Path:
    master = convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "master.flac")
    spans = ranges or ((0, len(sound) * 1000 // RATE),)
    target = tmp_path / "-a ü.mp3"
    mp3.encode(
        master,
        EditList(kept=tuple(Span(start=start, end=end) for start, end in spans)),
        target,
        level=level or Level(gain=0, ceiling=9, peak=0),
        mono_bitrate=96,
        progress=lambda _: None,
    )
    return target


@pytest.mark.parametrize(
    ("mono", "channels", "expected"), [(96, 1, 96), (96, 2, 192), (192, 2, 320), (320, 1, 320)]
)
def test_bitrate(mono: int, channels: int, expected: int) -> None:
    assert mp3.bitrate(mono, channels) == expected


def test_a_file_has_an_info_header_and_no_tag(tmp_path: Path) -> None:
    data = _encoded(tmp_path, sine(2)).read_bytes()
    assert data[0] == 0xFF
    assert b"Info" in data[:64]
    assert data[-128:-125] != b"TAG"


def test_the_bit_rate_is_constant(tmp_path: Path) -> None:
    path = _encoded(tmp_path, noise(5, level=-30))
    assert path.stat().st_size == pytest.approx(5 * 96_000 / 8, rel=0.02)


@pytest.mark.parametrize("channels", [1, 2])
def test_length_and_channels_stay(tmp_path: Path, channels: int) -> None:
    sound = stereo(sine(2), silence(2)) if channels == 2 else sine(2)
    path = _encoded(tmp_path, sound)
    assert probe(path).channels == channels
    assert len(read(path, channels=channels)) == 2 * RATE


def test_only_kept_ranges_are_in_it_at_their_place(tmp_path: Path) -> None:
    sound = np.concatenate([silence(1), noise(1), silence(11), noise(0.5), silence(0.5)])
    path = _encoded(tmp_path, sound, (500, 1500), (12_800, 14_000))
    heard = np.abs(read(path)) > 0.05
    assert len(heard) == 22 * RATE // 10
    loud = np.flatnonzero(heard) / RATE
    assert loud[0] == pytest.approx(0.5, abs=0.003)
    assert loud[loud < 1.1][-1] == pytest.approx(1.0, abs=0.006)
    assert loud[loud > 1.1][0] == pytest.approx(1.2, abs=0.003)
    assert loud[-1] == pytest.approx(1.7, abs=0.003)


def test_the_scale_undoes_the_encoders_own(tmp_path: Path) -> None:
    path = _encoded(
        tmp_path, sine(3, frequency=997), level=Level(gain=mp3.SCALE, ceiling=9, peak=0)
    )
    assert measure(path).integrated == pytest.approx(-23.0, abs=0.11)


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = noise(2)
    first = _encoded(tmp_path, sound).read_bytes()
    assert _encoded(tmp_path, sound).read_bytes() == first
