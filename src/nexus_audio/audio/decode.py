"""The host's file, whatever its form, as 48 kHz 24-bit FLAC, and what had to be cured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.audio import ffmpeg, flac, loudness, wav
from nexus_audio.audio.cures import Cure, cure
from nexus_audio.audio.ending import Ending, ending
from nexus_audio.audio.probe import Probe, probe
from nexus_audio.audio.survey import Survey, survey
from nexus_audio.errors import RecordingError
from nexus_audio.models import Milliseconds, Recording

FLAC = ("-ar", str(flac.RATE), "-c:a", "flac", "-sample_fmt", "s32", *ffmpeg.REPRODUCIBLE)
"""Output options of every FLAC file here: 48 kHz; of 32 bits the encoder keeps 24."""

SHORTEST: Milliseconds = 1000
"""Less is a slip of the finger, and too little to measure."""

_EXPORT = "Play the file to check it, then export it again, best as WAV or FLAC."
_COPY = "Copy it again from where it was recorded. If there is no more of it, export what there is."

_SUFFIXES = {
    "wav": {"wav", "w64", "rf64"},
    "mp3": {"mp3"},
    "flac": {"flac"},
    "ogg": {"ogg"},
    "opus": {"ogg"},
    "m4a": {"mov"},
    "mp4": {"mov"},
    "mov": {"mov"},
    "aac": {"aac", "mov"},
    "webm": {"webm"},
    "mkv": {"matroska"},
    "aiff": {"aiff"},
    "aif": {"aiff"},
    "wma": {"asf"},
    "caf": {"caf"},
}
"""The containers (by ffmpeg's names) that a file with this ending may be."""

_EXACT = {"wav", "flac", "mp3", "aiff"}
"""Containers of nothing but one sound, so that their duration is its own."""

_BROKEN_OFF = ("partial file", "ended prematurely", "truncated")  # in what ffmpeg complains of


@dataclass(frozen=True, slots=True)
class _Source:
    """A host's file, what it says of itself, and how long its sound should be."""

    path: Path
    probe: Probe
    header: wav.Promise | None
    ending: Ending

    @property
    def options(self) -> tuple[str, ...]:
        past = ("-ignore_length", "1") if self.header and self.header.short else ()
        return (*past, "-i", ffmpeg.address(self.path))

    @property
    def channels(self) -> int:
        return self.probe.channels if self.probe.channels <= 2 else 1

    @property
    def promised(self) -> float | None:
        """The seconds that it must have to be whole; none when it does not say."""
        if self.header:
            return self.header.stated
        exact = _EXACT & set(self.probe.formats) and not self.probe.estimated
        return self.probe.duration if exact else None


def decode(recording: Path, target: Path, progress: ffmpeg.Progress) -> Recording:
    """Decode a recording to a FLAC file with one channel or two.

    Samples that are 48 kHz with at most 24 bits arrive bit for bit. Raises RecordingError.
    """
    source = _Source(recording, probe(recording), wav.promise(recording), ending(recording))
    found, complaints = _decode(source, target, None, progress)
    seconds = flac.samples(target) / flac.RATE
    _check_whole(source, seconds, complaints)
    needed = cure(found)
    _check_sound(recording, found)
    if needed.repairs:
        found, _ = _decode(source, target, needed, progress)
    return Recording(
        duration=flac.duration(target),
        codec=source.probe.codec,
        rate=source.probe.rate,
        channels=source.probe.channels,
        cured=(*_cured(source, seconds, complaints), *needed.sentences),
        clipped=found.clipped,
    )


def _decode(
    source: _Source, target: Path, needed: Cure | None, progress: ffmpeg.Progress
) -> tuple[Survey, Sequence[str]]:
    """Decode once; what the samples are like, and what ffmpeg complained of."""
    channels = len(needed.keep) if needed else source.channels
    graph = f"[0:a:0]{','.join(_filters(source, needed))},asplit[file][samples]"
    options = (
        *(*source.options, "-filter_complex", graph),
        *("-map", "[file]", *FLAC, ffmpeg.address(target)),
        *("-map", "[samples]", "-f", "f32le", "pipe:1"),
    )
    with ffmpeg.start(*options, about=source.path) as running:
        seconds = running.blocks(flac.RATE * channels * 4)
        found = survey(_counted(seconds, progress), channels)
    return found, ffmpeg.complaints(list(running.log))


def _counted(blocks: Iterator[bytes], progress: ffmpeg.Progress) -> Iterator[bytes]:
    for second, block in enumerate(blocks, 1):
        yield block
        progress(second)


def _filters(source: _Source, needed: Cure | None) -> list[str]:
    # Only floating point holds, and so shows, what goes over full scale.
    floats = "aformat=sample_fmts=dblp"
    filters = [floats]
    if needed and needed.broken:  # before they spread over their neighbours
        number = "if(isnan(val({0}))+isinf(val({0}))\\,0\\,val({0}))"
        each = (number.format(channel) for channel in range(source.probe.channels))
        filters.append(f"aeval='{'|'.join(each)}':c=same")
    if source.probe.channels > 2:
        filters.append(_mix(source.probe.channels))
    return [*filters, f"aresample={flac.RATE}", floats, *(needed.filters if needed else ())]


def _mix(channels: int) -> str:
    # The tracks of a recorder are microphones, not a cinema's loudspeakers: all count alike,
    # and the low-frequency track that a surround mix would drop may be somebody's voice.
    return "pan=mono|c0<" + "+".join(f"c{channel}" for channel in range(channels))


def _check_whole(source: _Source, seconds: float, complaints: Sequence[str]) -> None:
    """Refuse a file of which a part is missing: half an episode must not go out unnoticed."""
    if not seconds:
        raise RecordingError(
            "holds a header, but no sound that can be decoded",
            subject=str(source.path),
            hint=_EXPORT,
        )
    promised = source.promised
    missing = promised is not None and promised - seconds > max(1.0, promised / 100)
    told = any(word in line for line in complaints for word in _BROKEN_OFF)
    if missing or told or source.ending is Ending.BROKEN:
        whole = f" of {promised:.1f} s" if promised and missing else ""
        message = f"is not whole: it breaks off after {seconds:.1f} s{whole}"
        raise RecordingError(message, subject=str(source.path), hint=_COPY)
    if seconds * 1000 < SHORTEST:
        message = f"is too short: {seconds:.2f} s"
        hint = "Is it the right file? A recording lasts a second at least."
        raise RecordingError(message, subject=str(source.path), hint=hint)


def _check_sound(recording: Path, found: Survey) -> None:
    if max(found.loudest) <= 10 ** (loudness.GATE / 20):
        raise loudness.silent(recording)


def _cured(source: _Source, seconds: float, complaints: Sequence[str]) -> Iterator[str]:
    """What was wrong with the file, one sentence each."""
    found, suffix = source.probe, source.path.suffix.lower().lstrip(".")
    if not _SUFFIXES.get(suffix, set(found.formats)) & set(found.formats):
        yield f"The file is named .{suffix}, but it is {found.formats[0]}."
    if found.channels > 2:
        yield f"Its {found.channels} channels were mixed to one, all alike."
    stated = source.header.stated if source.header else found.duration
    if stated is not None and abs(stated - seconds) > 1:
        yield f"It says that it lasts {stated:.1f} s; it lasts {seconds:.1f} s."
    elif source.header and source.header.stated is None:
        yield f"Its header does not say how long it lasts; it lasts {seconds:.1f} s."
    if source.ending is Ending.OPEN:
        yield f"Its end is not marked, so a part may be missing; it lasts {seconds:.1f} s."
    if complaints:
        yield f"Damaged passages were passed over ({complaints[0]})."
