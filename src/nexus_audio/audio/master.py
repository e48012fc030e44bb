"""The master: the recording without rumble and at the right loudness, on its own clock."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.audio import ffmpeg, loudness
from nexus_audio.audio.decode import FLAC
from nexus_audio.audio.loudness import Level, Target
from nexus_audio.config import Audio
from nexus_audio.models import Loudness

HEADROOM = 1.0
"""dB that the master stays under the episode's true peak: MP3 at 64 to 128 kbit/s put up to
0.65 dB on top of limited speech (measured on two German voices)."""


def condition(
    audio: Path, target: Path, settings: Audio, before: Loudness, progress: ffmpeg.Progress
) -> tuple[Loudness, bool]:
    """Write the master, sample for sample as long as `audio`; whether it met the loudness."""
    ceiling = settings.true_peak - HEADROOM
    wanted = Target(
        integrated=settings.loudness,
        tolerance=loudness.TOLERANCE,
        true_peak=ceiling + HEADROOM / 2,
    )
    highpass = (f"highpass=f={settings.highpass}",) if settings.highpass else ()

    def write(level: Level) -> Loudness:
        filters = ",".join((*highpass, *level.filters, loudness.METER))
        options = ("-af", filters, *FLAC, ffmpeg.address(target))
        return loudness.parse(
            ffmpeg.run(*ffmpeg.source(audio), *options, about=audio, progress=progress)
        )

    gain = settings.loudness - before.integrated
    # The limiter is always there: the high-pass turns phases, and may raise the peaks by 2 dB.
    return loudness.reach(wanted, Level(gain=gain, ceiling=ceiling), write)
