"""The show's jingles: brought to the loudness of the speech, and played into an episode."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from nexus_audio.audio import ffmpeg, flac, loudness
from nexus_audio.audio.decode import FLAC
from nexus_audio.audio.loudness import Level
from nexus_audio.audio.master import HEADROOM
from nexus_audio.audio.probe import probe
from nexus_audio.config import Audio
from nexus_audio.errors import RecordingError
from nexus_audio.models import EditList, Milliseconds

NAMES = ("before", "after", "between")

_LAYOUTS = {1: "mono", 2: "stereo"}
_BLOCK = 1 << 20


def find_jingles(folder: Path) -> Mapping[str, Path]:
    """The files of a folder that are named as jingles; raises RecordingError for two of a name."""
    found: dict[str, Path] = {}
    for path in sorted(folder.iterdir()):
        if path.stem in found:
            hint = "Keep one of them."
            message = f"there is a second jingle {path.stem!r}: {found[path.stem].name}"
            raise RecordingError(message, subject=str(path), hint=hint)
        if path.stem in NAMES:
            found[path.stem] = path
    return found


def prepare(source: Path, target: Path, settings: Audio, channels: int) -> Milliseconds:
    """Write a jingle as FLAC in the episode's channels, as loud as the speech; how long it is."""
    probe(source)
    # Mixed before it is measured: one channel of two that are alike is 3 LU softer.
    form = (f"aresample={flac.RATE}", f"aformat=channel_layouts={_LAYOUTS[channels]}")
    heard = loudness.measure(source, *form)
    gain = settings.loudness - heard.integrated if heard.integrated > loudness.GATE else 0.0
    ceiling = settings.true_peak - HEADROOM
    level = Level(gain=gain, ceiling=ceiling, peak=heard.true_peak)
    filters = ("-af", ",".join((*form, *level.filters)))
    ffmpeg.run(*ffmpeg.source(source), *filters, *FLAC, ffmpeg.address(target), about=source)
    return flac.duration(target)


def file_name(name: str) -> str:
    """The file that a prepared jingle lies in."""
    return f"jingle-{name}.flac"


def sounds(folder: Path, edits: EditList, channels: int) -> list[Iterator[bytes]]:
    """The 32-bit samples of each jingle of an edit list, for `edits.cut`."""
    return [
        _samples(folder / file_name(jingle.name), jingle.duration, channels)
        for jingle in edits.jingles
    ]


def _samples(path: Path, duration: Milliseconds, channels: int) -> Iterator[bytes]:
    """As many samples as there are whole milliseconds."""
    rest = duration * flac.RATE // 1000 * channels * 4
    raw = ("-f", "s32le", "-ar", str(flac.RATE), "-ac", str(channels), "pipe:1")
    with ffmpeg.start(*ffmpeg.source(path), *raw, about=path) as running:
        for block in running.blocks(_BLOCK):
            yield block[:rest]
            rest -= len(block[:rest])
