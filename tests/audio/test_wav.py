from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nexus_audio.audio.wav import promise
from sounds import RATE, convert, noise, sine, write_wav


def _with_length(path: Path, stated: int) -> Path:
    data = bytearray(path.read_bytes())
    data[40:44] = struct.pack("<I", stated)
    path.write_bytes(data)
    return path


def test_a_sound_header(tmp_path: Path) -> None:
    found = promise(write_wav(tmp_path / "a.wav", sine(3), bits=24))
    assert found is not None
    assert (found.stated, found.present, found.short) == (3, 3, False)


@pytest.mark.parametrize("stated", [0, 0xFFFF_FFFF, 0x7FFF_F000])
def test_a_length_left_open(tmp_path: Path, stated: int) -> None:
    found = promise(_with_length(write_wav(tmp_path / "a.wav", sine(3)), stated))
    assert found is not None
    assert (found.stated, found.present, found.short) == (None, 3, False)


def test_more_promised_than_there_is(tmp_path: Path) -> None:
    found = promise(_with_length(write_wav(tmp_path / "a.wav", sine(3)), 10 * RATE * 2))
    assert found is not None
    assert (found.stated, found.present, found.short) == (10, 3, False)


def test_samples_beyond_the_stated_end(tmp_path: Path) -> None:
    found = promise(_with_length(write_wav(tmp_path / "a.wav", noise(3)), RATE * 2))
    assert found is not None
    assert (found.stated, found.present, found.short) == (1, 3, True)


def test_chunks_after_the_samples_are_no_samples(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", sine(3))
    note = b"LIST" + struct.pack("<I", 400) + bytes(400)
    path.write_bytes(path.read_bytes() + note)
    found = promise(path)
    assert found is not None
    assert not found.short


def test_chunks_before_the_samples_are_passed(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", sine(3))
    data = path.read_bytes()
    note = b"bext" + struct.pack("<I", 603) + bytes(604)
    path.write_bytes(data[:12] + note + data[12:])
    found = promise(path)
    assert found is not None
    assert found.stated == 3


def test_rf64(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "a.wav", sine(3))
    found = promise(convert(wav, tmp_path / "b.wav", "-rf64", "always"))
    assert found is not None
    assert (found.stated, found.short) == (3, False)


@pytest.mark.parametrize(
    "data", [b"", b"RIFF", b"RIFF\0\0\0\0WAVEfmt ", b"fLaC" * 10, b"RIFF" * 99]
)
def test_what_is_no_wav_file_promises_nothing(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.wav"
    path.write_bytes(data)
    assert promise(path) is None
