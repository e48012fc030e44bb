"""The master: the recording cleaned, evened out and at the right loudness, on its own clock."""

from __future__ import annotations

import math
from functools import partial
from pathlib import Path

from nexus_audio.audio import cleaning, ffmpeg, leveller, loudness
from nexus_audio.audio.declip import declip
from nexus_audio.audio.decode import FLAC
from nexus_audio.audio.leveller import Levels
from nexus_audio.audio.loudness import Level, Target
from nexus_audio.audio.stream import through
from nexus_audio.audio.survey import Floats
from nexus_audio.config import Audio
from nexus_audio.models import Loudness, Measurement

HEADROOM = 1.0
"""dB that the master stays under the episode's true peak: MP3 at 64 to 128 kbit/s put up to
0.65 dB on top of limited speech (measured on two German voices)."""

_ROOM = -12.0  # dB; declipped peaks reach twice full scale, and filters turn phases


def condition(
    audio: Path,
    target: Path,
    settings: Audio,
    before: Measurement,
    clipped: float,
    progress: ffmpeg.Progress,
) -> tuple[Loudness, bool]:
    """Write the master, sample for sample as long as `audio`; whether it met the loudness.

    `clipped` is the level at which the recording's peaks are cut off, 0 when they are not.
    """
    preset = cleaning.PRESETS[settings.preset]
    cleaned = target.with_name("cleaned.flac")
    _clean(audio, cleaned, settings, before, clipped if preset.declip else 0.0, progress)
    heard = leveller.momentary(cleaned)
    gain = leveller.gains(heard) if preset.level else heard * 0
    # What was changed has other peaks than were measured, so the limiter stays on guard.
    peak = before.loudness.true_peak + _ROOM if settings.preset == "off" else math.inf
    first = Level(
        gain=settings.loudness - leveller.integrated(heard + gain),
        ceiling=settings.true_peak - HEADROOM,
        peak=peak,
    )
    try:
        return _finish(cleaned, target, settings, gain, first, progress)
    finally:
        cleaned.unlink()


def _clean(
    audio: Path,
    target: Path,
    settings: Audio,
    before: Measurement,
    clipped: float,
    progress: ffmpeg.Progress,
) -> None:
    def change(samples: Floats, _: int) -> Floats:
        return declip(samples, clipped) if clipped else samples

    filters = ("-af", ",".join((*cleaning.filters(before, settings), f"volume={_ROOM}dB")))
    options = (*filters, *FLAC, ffmpeg.address(target))
    through(audio, change, *options, about=audio, progress=progress)


def _finish(
    cleaned: Path,
    target: Path,
    settings: Audio,
    gain: Levels,
    first: Level,
    progress: ffmpeg.Progress,
) -> tuple[Loudness, bool]:
    """Even out, and raise to the loudness under the limiter, until it holds."""
    wanted = Target(
        integrated=settings.loudness,
        tolerance=loudness.TOLERANCE,
        true_peak=first.ceiling + HEADROOM / 2,
    )
    change = partial(leveller.apply, gain=gain)

    def write(level: Level) -> Loudness:
        filters = ("-af", ",".join((*level.filters, loudness.METER)))
        options = (*filters, *FLAC, ffmpeg.address(target))
        return loudness.parse(through(cleaned, change, *options, about=cleaned, progress=progress))

    return loudness.reach(wanted, first, write)
