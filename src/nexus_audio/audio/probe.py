"""What a sound file says of itself, read from the banner that ffmpeg prints for it.

There is no ffprobe beside imageio's ffmpeg; the banner has been stable for a decade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.audio import ffmpeg
from nexus_audio.audio.refusal import check_file
from nexus_audio.errors import RecordingError

_DURATION = re.compile(r"^\[info\]   Duration: (\d+):(\d\d):(\d\d\.\d+)", re.MULTILINE)
_FORMAT = re.compile(r"^\[info\] Input #0, (\S+), from ", re.MULTILINE)
_SOUND = re.compile(
    r"^\[info\]   Stream #0:\d+.*?: Audio: (\w+).*?, (\d+) Hz, ([^,\n]+)", re.MULTILINE
)
_GUESSED = "misdetection possible"
_ESTIMATED = "Estimating duration from bitrate"
_LAYOUTS = {"mono": 1, "stereo": 2, "downmix": 2, "binaural": 2, "quad": 4}
_LAYOUTS |= {"hexagonal": 6, "octagonal": 8, "cube": 8, "hexadecagonal": 16}

_EXPORT = "Export the recording again, best as WAV or FLAC."


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """The container's format names, and the first sound track's form; duration in seconds."""

    formats: tuple[str, ...]
    codec: str
    rate: int
    channels: int
    duration: float | None
    """None when the file does not state one."""
    estimated: bool = False
    """Whether ffmpeg only guesses the duration from the size."""


def probe(path: Path) -> Probe:
    """Look into a host's file; raises RecordingError when no sound can come of it."""
    check_file(path)
    banner = _banner(path)
    if found := parse(banner):
        return found
    if _GUESSED in banner:  # bytes by chance, of which ffmpeg hopes that they are MP3
        raise _no_sound_file(path)
    raise RecordingError("has no sound track", subject=str(path), hint=_EXPORT)


def parse(log: str) -> Probe | None:
    """A probe from ffmpeg's log of opening a file; none when it has no sound track."""
    form, sound, duration = (_FORMAT.search(log), _SOUND.search(log), _DURATION.search(log))
    if not form or not sound:
        return None
    return Probe(
        formats=tuple(form[1].split(",")),
        codec=sound[1],
        rate=int(sound[2]),
        channels=_channels(sound[3]),
        duration=_seconds(*duration.groups()) if duration else None,
        estimated=_ESTIMATED in log,
    )


def _banner(path: Path) -> str:
    # ffmetadata is the one output that needs no track, so it opens the file and no more.
    look = ("-i", ffmpeg.address(path), "-f", "ffmetadata", "pipe:1")
    try:
        return "\n".join(ffmpeg.run(*look, about=path))
    except RecordingError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: RecordingError) -> RecordingError:
    if "moov atom not found" in error.message:
        message = "is not whole: its index (moov) is missing"
        hint = "The recorder was stopped too early, or the copy was: copy the file again."
        return RecordingError(message, subject=str(path), hint=hint)
    return _no_sound_file(path)


def _no_sound_file(path: Path) -> RecordingError:
    return RecordingError(
        "is no form of sound that is known, or is damaged from its first bytes on",
        subject=str(path),
        hint="Play the file to check it; then copy it again, or export it as WAV or FLAC.",
    )


def _seconds(hours: str, minutes: str, seconds: str) -> float:
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def _channels(layout: str) -> int:
    """How many channels a layout has, as ffmpeg names it: `stereo`, `5.1(side)`, `3 channels`."""
    if layout in _LAYOUTS:
        return _LAYOUTS[layout]
    if count := re.search(r"(\d+) channels?", layout):
        return int(count[1])
    return sum(int(part) for part in re.findall(r"\d+", layout.partition("(")[0]))
