"""Encoding an episode in all its formats at once, from one pass over the master."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from nexus_audio.audio import ffmetadata, ffmpeg, flac
from nexus_audio.audio.edits import PIECE, cut, piece_size
from nexus_audio.audio.formats import Format
from nexus_audio.audio.jingles import sounds
from nexus_audio.audio.loudness import Level
from nexus_audio.audio.tags import Tags
from nexus_audio.models import EditList


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A file to encode, and the level that it gets."""

    format: Format
    path: Path
    level: Level


def encode(
    master: Path,
    edits: EditList,
    outputs: Sequence[Output],
    tags: Tags,
    *,
    jingles: Path,
    mono_bitrate: int,
    progress: ffmpeg.Progress,
) -> None:
    """Encode what the edit list keeps of a master; ffmpeg gives each output its own thread.

    `jingles` is the folder that holds those of the edit list.
    MP3 gets no tag but the Info header: its tag goes before the finished sound.
    """
    channels = flac.channels(master)
    raw = ("-f", "s32le", "-ar", str(flac.RATE), "-ac", str(channels))
    with TemporaryDirectory() as texts:
        options = [*raw, "-i", "pipe:0", *ffmetadata.inputs(tags, Path(texts))]
        for output in outputs:
            options += _options(output, tags, output.format.bitrate(mono_bitrate, channels))
        with (
            ffmpeg.start(*ffmpeg.source(master), *raw, "pipe:1", about=master) as decoder,
            ffmpeg.start(*options, about=outputs[0].path) as encoder,
        ):
            pieces = decoder.blocks(piece_size(flac.RATE, channels))
            length = flac.duration(master)
            kept = cut(
                pieces,
                edits,
                rate=flac.RATE,
                channels=channels,
                duration=length,
                jingles=sounds(jingles, edits, channels),
            )
            for number, piece in enumerate(kept, 1):
                encoder.stdin.write(piece)
                progress(number * PIECE / 1000)


def _options(output: Output, tags: Tags, bitrate: int) -> tuple[str, ...]:
    return (
        *("-map", "0:a", "-af", ",".join(output.level.filters)),
        *(ffmetadata.cover_track(tags) if output.format.shows_cover else ()),
        *(*output.format.options, "-b:a", f"{bitrate}k", "-bitexact"),
        *("-metadata:s:a:0", f"language={tags.language}", ffmpeg.address(output.path)),
    )
