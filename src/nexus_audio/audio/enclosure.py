"""The files that listeners download: encoded, listened to, tagged, and named by their content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from nexus_audio.audio import ffmpeg, id3, loudness
from nexus_audio.audio.encode import Output, encode
from nexus_audio.audio.formats import FORMATS, Format
from nexus_audio.audio.loudness import Approach, Level, Target
from nexus_audio.audio.master import HEADROOM
from nexus_audio.audio.tags import Tags
from nexus_audio.config import Audio
from nexus_audio.errors import StoreError
from nexus_audio.models import EditList, Enclosure, Loudness

_BLOCK = 1 << 20

Approaches = Mapping[str, Approach]
"""By the name of the format."""


def render(
    master: Path,
    before: Loudness,
    edits: EditList,
    jingles: Path,
    folder: Path,
    settings: Audio,
    tags: Tags,
    progress: ffmpeg.Progress,
) -> Approaches:
    """Encode an episode in each format until it sounds right after decoding.

    `jingles` is the folder that holds those of the edit list.
    Writes `sound.<format>` into the folder. What is not right yet is encoded again, all in
    one pass over the master.
    """
    found: Approaches = {
        name: _approach(FORMATS[name], before, settings) for name in settings.formats
    }
    while open_ := {name: each for name, each in found.items() if not each.done}:
        outputs = [
            Output(format=FORMATS[name], path=sound(folder, name), level=each.level)
            for name, each in open_.items()
        ]
        encode(
            master,
            edits,
            outputs,
            tags,
            jingles=jingles,
            mono_bitrate=settings.bitrate,
            progress=progress,
        )
        with ThreadPoolExecutor() as pool:
            heard = pool.map(loudness.measure, [output.path for output in outputs])
            for each, now in zip(open_.values(), heard, strict=True):
                each.hear(now)
    return found


def sound(folder: Path, name: str) -> Path:
    """Where a format's file lies before it has its own name."""
    return folder / f"sound.{name}"


def finish(
    folder: Path,
    heard: Mapping[str, Loudness],
    tags: Tags,
    slug: str,
    edits: EditList,
    id3_version: str,
) -> Enclosure:
    """Tag the MP3, and rename each file after slug and content; the first is the enclosure."""
    made = []
    for name, loud in heard.items():
        tag = id3.tag(tags, id3_version) if name == "mp3" else b""
        path, digest = _named(sound(folder, name), tag, slug)
        made.append(
            Enclosure(
                name=path.name,
                type=FORMATS[name].type,
                length=path.stat().st_size,
                duration=edits.duration,
                sha256=digest,
                loudness=loud,
            )
        )
    return replace(made[0], alternates=tuple(made[1:]))


def _approach(form: Format, before: Loudness, settings: Audio) -> Approach:
    """The way to the wanted loudness, from a level that makes up for master and encoder."""
    wanted = Target(
        integrated=settings.loudness,
        tolerance=loudness.TOLERANCE,
        true_peak=settings.true_peak,
    )
    gain = form.scale + settings.loudness - before.integrated
    # The limiter is for what the master did not reach, not for the tenths that it may be off.
    passes = before.true_peak + min(gain, form.scale + loudness.TOLERANCE)
    ceiling = max(passes, settings.true_peak - HEADROOM + form.scale)
    return Approach(wanted, Level(gain=gain, ceiling=ceiling, peak=before.true_peak))


def _named(source: Path, tag: bytes, slug: str) -> tuple[Path, str]:
    """Put the tag before the sound, under the name of both; the file and its SHA-256."""
    tagged = source.with_name(f"tagged{source.suffix}")
    digest = _join(tag, source, tagged)
    source.unlink()
    return tagged.rename(source.with_name(f"{slug}-{digest[:12]}{source.suffix}")), digest


def _join(tag: bytes, source: Path, target: Path) -> str:
    """Write the tag and then the sound; the SHA-256 of both."""
    digest = hashlib.sha256()
    try:
        with source.open("rb") as reading, target.open("wb") as file:
            block = tag or reading.read(_BLOCK)
            while block:
                digest.update(block)
                file.write(block)
                block = reading.read(_BLOCK)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}",
            subject=str(target),
            hint="Make room on the disk, and build again; what was finished is kept.",
        ) from error
    return digest.hexdigest()
