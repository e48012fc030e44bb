from __future__ import annotations

import struct
import tracemalloc
import wave
import zlib
from pathlib import Path

import numpy as np
import pytest

from nexus_audio.engines import blocks, length, load_pcm
from nexus_audio.engines.base import RATE, duration_of
from nexus_audio.engines.sound import BLOCK
from nexus_audio.errors import RecordingError


def write_tone(path: Path, *, seconds: float, rate: int, channels: int) -> None:
    times = np.arange(round(seconds * rate)) / rate
    tone = (np.sin(2 * np.pi * 440 * times) * 0.5 * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat(tone, channels).tobytes())


@pytest.mark.parametrize(("rate", "channels"), [(48_000, 2), (44_100, 1), (16_000, 1)])
def test_audio_becomes_mono_at_the_rate_of_whisper(
    tmp_path: Path, rate: int, channels: int
) -> None:
    path = tmp_path / "Ton mit Ä und Leerzeichen 🎙.wav"
    write_tone(path, seconds=1.5, rate=rate, channels=channels)
    pcm = load_pcm(path)
    assert pcm.dtype == np.float32
    assert pcm.ndim == 1
    assert duration_of(pcm) == pytest.approx(1500, abs=2)
    loudest = np.argmax(np.abs(np.fft.rfft(pcm))) * RATE / len(pcm)
    assert loudest == pytest.approx(440, abs=1)
    assert np.abs(pcm).max() == pytest.approx(0.5, abs=0.02)


def test_no_samples_last_no_time(tmp_path: Path) -> None:
    path = tmp_path / "empty.wav"
    write_tone(path, seconds=0, rate=48_000, channels=1)
    assert duration_of(load_pcm(path)) == 0


def picture() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "cannot be decoded: No such file"),
        (b"Kein Ton, nur Text." * 99, "cannot be decoded: Invalid data"),
        (picture(), "holds no audio"),
    ],
)
def test_what_is_no_audio_is_refused(tmp_path: Path, content: bytes | None, reason: str) -> None:
    path = tmp_path / "Aufnahme 🎙"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(RecordingError, match=reason) as raised:
        load_pcm(path)
    assert raised.value.subject == str(path)
    assert raised.value.hint


def test_the_length_is_known_before_it_is_heard(tmp_path: Path) -> None:
    path = tmp_path / "tone.wav"
    write_tone(path, seconds=1.5, rate=48_000, channels=2)
    assert length(path) == 1500
    with pytest.raises(RecordingError):
        length(tmp_path / "missing.wav")


def test_a_long_file_comes_in_blocks_and_is_never_held_whole(tmp_path: Path) -> None:
    path = tmp_path / "long.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        for _ in range(120):
            file.writeframes(np.full(10 * RATE, 1000, "<i2").tobytes())
    tracemalloc.start()
    lengths = [len(block) for block in blocks(path)]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lengths == [BLOCK] * 120
    assert peak < 10 * 4 * BLOCK  # 6 MB, where the whole would take 77
