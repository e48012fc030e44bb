"""Samples on their way from one ffmpeg through numpy into another, ten seconds at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np

from nexus_audio.audio import ffmpeg, flac
from nexus_audio.audio.survey import Floats

SECONDS = 10

Change = Callable[[Floats, int], Floats]
"""Takes samples (rows) of all channels (columns) and the number of the first one."""


def through(
    source: Path, change: Change, *options: str, about: Path, progress: ffmpeg.Progress
) -> list[str]:
    """Read a FLAC file at 48 kHz, change it, write it by these options; ffmpeg's log of that."""
    channels = flac.channels(source)
    raw = ("-f", "f32le", "-ar", str(flac.RATE), "-ac", str(channels))
    frames = SECONDS * flac.RATE
    with (
        ffmpeg.start(*ffmpeg.source(source), *raw, "pipe:1", about=about) as decoder,
        ffmpeg.start(*raw, "-i", "pipe:0", *options, about=about) as encoder,
    ):
        for number, block in enumerate(decoder.blocks(frames * channels * 4)):
            samples = np.frombuffer(block, "<f4").reshape(-1, channels)
            encoder.stdin.write(change(samples, number * frames).astype("<f4").tobytes())
            progress((number + 1) * SECONDS)
    return list(encoder.log)
