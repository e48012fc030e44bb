"""What was recorded, and how it sounds."""

from __future__ import annotations

from dataclasses import dataclass

from nexus_audio.models.times import Milliseconds, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What the host's file holds, and what was cured on the way in."""

    duration: Milliseconds
    codec: str
    rate: int
    channels: int
    cured: tuple[str, ...] = ()
    """What was wrong with the file and was put right, one sentence each."""
    clipped: float = 0.0
    """The level, 0 to 1, at which its peaks are cut off flat; 0 when they are not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loudness:
    """A measurement by EBU R 128: integrated (LUFS), range (LU), true peak (dBTP)."""

    integrated: float
    range: float
    true_peak: float
    threshold: float = -70.0
    """The relative gate in LUFS, which the second pass of a normaliser needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """How a recording sounds: loudness, silences, and peaks to draw it with."""

    duration: Milliseconds
    loudness: Loudness
    silences: tuple[Span, ...]
    peaks: tuple[int, ...]
    """Absolute peak of each `peak_interval`, 0 to 127."""
    peak_interval: Milliseconds
    noise: float = -120.0
    """The level of the silences, in dB of full scale (RMS)."""
    hum: tuple[int, ...] = ()
    """The frequencies of mains hum that stand out of the silences, in Hz."""
