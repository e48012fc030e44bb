"""All that is measured of a recording, in one pass over its samples."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.audio import envelope, ffmpeg, flac, loudness
from nexus_audio.models import Measurement

_BLOCK = 10 * envelope.RATE * 2  # bytes of 10 s of 16-bit mono


def measured(audio: Path) -> Measurement:
    """Measure a FLAC file; raises SilentRecording when nothing in it is above -70 LUFS."""
    mono = ("-ar", str(envelope.RATE), "-ac", "1", "-f", "s16le", "pipe:1")
    with ffmpeg.start(*ffmpeg.source(audio), "-af", loudness.METER, *mono, about=audio) as running:
        course = envelope.envelope(running.blocks(_BLOCK))
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
    )
