"""All that is measured of a recording, in one pass over its samples."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nexus_audio.audio import envelope, ffmpeg, flac, hum, loudness
from nexus_audio.models import Measurement

_BLOCK = 10 * envelope.RATE * 2  # bytes of 10 s of 16-bit mono


def measured(audio: Path) -> Measurement:
    """Measure a FLAC file; raises SilentRecording when nothing in it is above -70 LUFS."""
    mono = ("-ar", str(envelope.RATE), "-ac", "1", "-f", "s16le", "pipe:1")
    lines: list[NDArray[np.float32]] = []
    with ffmpeg.start(*ffmpeg.source(audio), "-af", loudness.METER, *mono, about=audio) as running:
        course = envelope.envelope(_analysed(running.blocks(_BLOCK), lines))
    heard = loudness.parse(list(running.log))
    if heard.integrated <= loudness.GATE:
        raise loudness.silent(audio)
    duration = flac.duration(audio)
    peaks, interval = envelope.outline(course)
    return Measurement(
        duration=duration,
        loudness=heard,
        silences=envelope.silences(course, duration),
        peaks=peaks,
        peak_interval=interval,
        noise=envelope.noise(course),
        hum=hum.find_hum(np.concatenate(lines)),
    )


def _analysed(blocks: Iterator[bytes], lines: list[NDArray[np.float32]]) -> Iterator[bytes]:
    """The blocks, unchanged; their spectra are added to the lines."""
    for block in blocks:
        samples = np.frombuffer(block, "<i2").astype(np.float32) / np.float32(32_768)
        lines.append(hum.spectra(samples, envelope.RATE))
        yield block
