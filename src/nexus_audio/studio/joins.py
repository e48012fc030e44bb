"""How a cut would sound: the seconds before and after it, joined as the episode would be."""

from __future__ import annotations

import io
import wave
from pathlib import Path

from nexus_audio.audio import ffmpeg, flac
from nexus_audio.audio.edits import cut, piece_size, without
from nexus_audio.models import EditList, Measurement, Milliseconds, Span

AROUND: Milliseconds = 4000
"""How much is heard on either side."""


def hear_join(master: Path, measurement: Measurement, span: Span) -> bytes:
    """A WAV file of a cut, mono, 16 bits."""
    first = max(0, span.start - AROUND)
    last = min(measurement.duration, span.end + AROUND)
    moved = [
        Span(start=silence.start - first, end=silence.end - first)
        for silence in measurement.silences
        if silence.start >= first
    ]
    whole = EditList(kept=(Span(start=0, end=last - first),))
    edits = without(whole, [Span(start=span.start - first, end=span.end - first)], moved)
    window = ("-ss", f"{first / 1000}", "-t", f"{(last - first) / 1000}", *ffmpeg.source(master))
    raw = ("-f", "s32le", "-ar", str(flac.RATE), "-ac", "1")
    with ffmpeg.start(*window, *raw, "pipe:1", about=master) as decoder:
        pieces = decoder.blocks(piece_size(flac.RATE, 1))
        sound = b"".join(cut(pieces, edits, rate=flac.RATE, channels=1, duration=last - first))
    return _wav(sound)


def _wav(sound: bytes) -> bytes:
    """32-bit samples as a WAV file of 16 bits: the upper two of each four bytes."""
    samples = bytearray(len(sound) // 2)
    samples[0::2], samples[1::2] = sound[2::4], sound[3::4]
    made = io.BytesIO()
    with wave.open(made, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(flac.RATE)
        file.writeframes(bytes(samples))
    return made.getvalue()
