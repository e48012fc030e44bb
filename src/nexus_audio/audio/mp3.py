"""The episode as an MP3 file of constant bit rate, which every player seeks in rightly."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.audio import ffmpeg, flac
from nexus_audio.audio.edits import PIECE, cut, piece_size
from nexus_audio.audio.loudness import Level
from nexus_audio.models import EditList

SCALE = 0.45
"""dB by which LAME turns its input down (by 0.95, so that it does not clip); measured."""

HIGHEST_BITRATE = 320
"""kbit/s, the most that MPEG-1 layer III has."""


def bitrate(mono: int, channels: int) -> int:
    """The kbit/s of a file: that of mono, twice as much for stereo, up to 320."""
    return min(mono * channels, HIGHEST_BITRATE)


def encode(
    master: Path,
    edits: EditList,
    target: Path,
    *,
    level: Level,
    mono_bitrate: int,
    progress: ffmpeg.Progress,
) -> None:
    """Encode what the edit list keeps of a master, without any tag but the Info header."""
    channels = flac.channels(master)
    raw = ("-f", "s32le", "-ar", str(flac.RATE), "-ac", str(channels))
    options = (
        *(*raw, "-i", "pipe:0", "-af", ",".join(level.filters), "-c:a", "libmp3lame"),
        *("-b:a", f"{bitrate(mono_bitrate, channels)}k", *ffmpeg.REPRODUCIBLE),
        *("-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3", ffmpeg.address(target)),
    )
    with (
        ffmpeg.start(*ffmpeg.source(master), *raw, "pipe:1", about=master) as decoder,
        ffmpeg.start(*options, about=target) as encoder,
    ):
        pieces = decoder.blocks(piece_size(flac.RATE, channels))
        kept = cut(pieces, edits, rate=flac.RATE, channels=channels, duration=flac.duration(master))
        for number, piece in enumerate(kept, 1):
            encoder.stdin.write(piece)
            progress(number * PIECE / 1000)
