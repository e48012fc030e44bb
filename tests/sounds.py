"""Sounds to test with, made of numbers: floats from -1 to 1 at 48 kHz, one row a sample."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nexus_audio.audio.ffmpeg import address, executable

RATE = 48_000

Samples = NDArray[np.float64]


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * RATE))


def sine(seconds: float, *, level: float = -20.0, frequency: float = 440.0) -> Samples:
    """A tone with its peak `level` dB below full scale."""
    times = np.arange(round(seconds * RATE)) / RATE
    tone: Samples = 10 ** (level / 20) * np.sin(2 * np.pi * frequency * times)
    return tone


def noise(seconds: float, *, level: float = -20.0, seed: int = 1) -> Samples:
    """White noise with an RMS `level` dB below full scale."""
    return 10 ** (level / 20) * np.random.default_rng(seed).standard_normal(round(seconds * RATE))


def speech(seconds: float, *, level: float = -20.0, seed: int = 1) -> Samples:
    """Voiced bursts four times a second, pauses, and peaks 16 dB over the loudness, as speech."""
    count = round(seconds * RATE)
    times = np.arange(count) / RATE
    random = np.random.default_rng(seed)
    turns = 2 * np.pi * random.random(30)  # harmonics in step would be a buzzer, not a voice
    voice = sum(np.sin(2 * np.pi * 120 * n * times + turns[n]) / n for n in range(1, 30))
    syllables = np.interp(
        times * 4, np.arange(4 * seconds + 2), random.random(int(4 * seconds + 2))
    )
    pauses = (times % 3) < 2.5
    burst = (voice + 0.3 * random.standard_normal(count)) * syllables**2 * pauses
    shaped: Samples = 10 ** (level / 20) * burst / np.sqrt(np.mean(np.square(burst)))
    return shaped


def stereo(left: Samples, right: Samples) -> Samples:
    return np.stack([left, right], axis=1)


def write_wav(path: Path, samples: Samples, *, bits: int = 16, rate: int = RATE) -> Path:
    """A WAV file of 8, 16 or 24 bits, or of floats with 32; integers clip at full scale."""
    channels = 1 if samples.ndim == 1 else samples.shape[1]
    data = _bytes(samples, bits)
    kind, frame = (3 if bits == 32 else 1), channels * bits // 8
    form = struct.pack("<HHIIHH", kind, channels, rate, rate * frame, frame, bits)
    chunks = b"fmt " + struct.pack("<I", len(form)) + form
    chunks += b"data" + struct.pack("<I", len(data)) + data + b"\0" * (len(data) % 2)
    path.write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunks)) + b"WAVE" + chunks)
    return path


def convert(source: Path, target: Path, *options: str) -> Path:
    """The same sound in the form that the target's ending and the options ask for."""
    quiet = ("-nostdin", "-loglevel", "error", "-y")
    command = [executable(), *quiet, "-i", address(source), *options, address(target)]
    subprocess.run(command, check=True)
    return target


def read(path: Path, *, channels: int = 1, rate: int = RATE) -> Samples:
    """What a file sounds like after decoding."""
    form = ("-f", "f32le", "-ar", str(rate), "-ac", str(channels), "pipe:1")
    quiet = ("-nostdin", "-loglevel", "error")
    command = [executable(), *quiet, "-i", address(path), *form]
    data = subprocess.run(command, check=True, capture_output=True).stdout
    samples = np.frombuffer(data, "<f4").astype(np.float64)
    return samples if channels == 1 else samples.reshape(-1, channels)


def _bytes(samples: Samples, bits: int) -> bytes:
    if bits == 32:
        return bytes(samples.astype("<f4"))
    full = 2 ** (bits - 1)
    whole = np.clip(np.rint(samples * full), -full, full - 1).astype("<i4")
    if bits == 8:
        return bytes((whole + 128).astype(np.uint8))
    return bytes(whole.reshape(-1, 1).view(np.uint8)[:, : bits // 8])
