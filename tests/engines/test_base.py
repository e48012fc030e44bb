from __future__ import annotations

import struct
import subprocess
import sys
import wave
import zlib
from pathlib import Path

import numpy as np
import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import identity, load_pcm, open_engine
from nexus_audio.engines.base import RATE, duration_of
from nexus_audio.errors import EngineMissing, RecordingError


def test_an_engine_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.install(monkeypatch)
    assert isinstance(open_engine(toy_engine.SPEECH), toy_engine.ToyEngine)
    assert identity(Speech(engine="toy", model="groß", beam=3)) == "toy:groß:3"


def test_the_built_in_engine_is_offered_to_everybody() -> None:
    assert identity(Speech()).startswith("faster-whisper-")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("faster-wisper", "Did you mean 'faster-whisper'?"),
        ("töy", "Did you mean 'toy'?"),
        ("", "Did you mean 'faster-whisper' or 'toy'?"),
    ],
)
def test_an_unknown_engine_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, asked: str, hint: str
) -> None:
    toy_engine.install(monkeypatch, **{"faster-whisper": "nowhere:Engine"})
    with pytest.raises(EngineMissing, match=f"no speech engine {asked!r}") as raised:
        open_engine(Speech(engine=asked))
    assert raised.value.hint == hint
    assert raised.value.subject == "speech.engine"


@pytest.mark.parametrize("value", ["not_installed:Engine", "toy_engine:NoSuchEngine"])
def test_a_broken_engine_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    toy_engine.install(monkeypatch, broken=value)
    with pytest.raises(EngineMissing, match="'broken' cannot be loaded"):
        open_engine(Speech(engine="broken"))


def test_an_identity_costs_neither_the_model_nor_its_library() -> None:
    heavy = ("faster_whisper", "ctranslate2", "numpy", "huggingface_hub")
    program = (
        "import sys\n"
        "from nexus_audio.config import Speech\n"
        "from nexus_audio.engines import identity\n"
        "print(identity(Speech(model='large-v3')))\n"
        f"print(sys.modules.keys() & {heavy})\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, loaded = done.stdout.splitlines()
    assert "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1" in said
    assert loaded == "set()"


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
