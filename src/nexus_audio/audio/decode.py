"""The host's file, whatever its form, as 48 kHz 24-bit FLAC, and what had to be cured."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from nexus_audio.audio import ffmpeg, flac, loudness
from nexus_audio.audio.probe import Probe, probe
from nexus_audio.errors import RecordingError
from nexus_audio.models import Recording

FLAC = ("-ar", str(flac.RATE), "-c:a", "flac", "-sample_fmt", "s32", *ffmpeg.REPRODUCIBLE)
"""Output options of every FLAC file here: 48 kHz; of 32 bits the encoder keeps 24."""

_PEAK = re.compile(r"Peak level dB: (\S+)")

_ENDINGS = {
    "wav": {"wav", "w64", "rf64"},
    "mp3": {"mp3"},
    "flac": {"flac"},
    "ogg": {"ogg"},
    "opus": {"ogg"},
    "m4a": {"mov"},
    "mp4": {"mov"},
    "aac": {"aac", "mov"},
    "webm": {"webm"},
}
"""The containers (by ffmpeg's names) that a file with this ending may be."""


def decode(recording: Path, target: Path, progress: ffmpeg.Progress) -> Recording:
    """Decode a recording to a FLAC file with one channel or two.

    Samples that are 48 kHz with at most 24 bits arrive bit for bit. Raises RecordingError.
    """
    found = probe(recording)
    complaints, peak = _decode(recording, target, found, 0.0, progress)
    _check_sound(recording, flac.samples(target), peak)
    if peak > 0:
        _decode(recording, target, found, -peak, progress)
    return Recording(
        duration=flac.duration(target),
        codec=found.codec,
        rate=found.rate,
        channels=found.channels,
        cured=tuple(_cured(recording, found, flac.duration(target) / 1000, peak, complaints)),
    )


def _check_sound(recording: Path, samples: int, peak: float) -> None:
    if not samples:
        raise RecordingError(
            "holds no sound that can be decoded",
            subject=str(recording),
            hint="Play the file to check it, then export it again, best as WAV or FLAC.",
        )
    if peak <= loudness.GATE:  # then so is its loudness
        raise loudness.silent(recording)


def _decode(
    recording: Path, target: Path, found: Probe, gain: float, progress: ffmpeg.Progress
) -> tuple[Sequence[str], float]:
    """Decode once; what ffmpeg complained of, and the sample peak in dB of full scale."""
    # Only floating point holds, and so shows, what goes over full scale.
    filters = [f"aresample={flac.RATE}", "aformat=sample_fmts=dblp"]
    if found.channels > 2:
        filters.insert(0, _mix(found.channels))
    if gain:
        filters.append(f"volume={gain}dB:precision=double")
    filters.append("astats=measure_overall=Peak_level:measure_perchannel=none")
    options = (*ffmpeg.source(recording), "-af", ",".join(filters), *FLAC, ffmpeg.address(target))
    log = ffmpeg.run(*options, about=recording, progress=progress)
    return ffmpeg.complaints(log), max(map(float, _PEAK.findall("\n".join(log))), default=0.0)


def _mix(channels: int) -> str:
    # The tracks of a recorder are microphones, not a cinema's loudspeakers: all count alike,
    # and the low-frequency track that a surround mix would drop may be somebody's voice.
    return "pan=mono|c0<" + "+".join(f"c{channel}" for channel in range(channels))


def _cured(
    recording: Path, found: Probe, seconds: float, peak: float, complaints: Sequence[str]
) -> list[str]:
    """What was wrong with the file, one sentence each."""
    cured = []
    ending = recording.suffix.lower().lstrip(".")
    if not _ENDINGS.get(ending, set(found.formats)) & set(found.formats):
        cured.append(f"The file is named .{ending}, but it is {found.formats[0]}.")
    if found.channels > 2:
        cured.append(f"Its {found.channels} channels were mixed to one, all alike.")
    if peak > 0:
        cured.append(f"It went {peak:.1f} dB over full scale and was turned down by as much.")
    if found.duration is not None and abs(found.duration - seconds) > 1:
        cured.append(f"It says that it lasts {found.duration:.1f} s; it lasts {seconds:.1f} s.")
    if complaints:
        cured.append(f"Damaged passages were passed over ({complaints[0]}).")
    return cured
