"""The file that listeners download: encoded, listened to, tagged, and named by its content."""

from __future__ import annotations

import hashlib
from pathlib import Path

from nexus_audio.audio import ffmpeg, loudness, mp3
from nexus_audio.audio.loudness import Level, Target
from nexus_audio.audio.master import HEADROOM
from nexus_audio.config import Audio
from nexus_audio.errors import StoreError
from nexus_audio.models import EditList, Enclosure, Loudness

_BLOCK = 1 << 20


def render(
    master: Path,
    before: Loudness,
    edits: EditList,
    target: Path,
    settings: Audio,
    progress: ffmpeg.Progress,
) -> tuple[Loudness, bool]:
    """Encode an episode until it sounds right after decoding; its loudness, and whether it does."""
    wanted = Target(
        integrated=settings.loudness,
        tolerance=loudness.TOLERANCE,
        true_peak=settings.true_peak,
    )

    def write(level: Level) -> Loudness:
        mp3.encode(
            master,
            edits,
            target,
            level=level,
            mono_bitrate=settings.bitrate,
            progress=progress,
        )
        return loudness.measure(target)

    ceiling = max(before.true_peak, settings.true_peak - HEADROOM) + mp3.SCALE
    first = Level(gain=mp3.SCALE, ceiling=ceiling, peak=before.true_peak)
    return loudness.reach(wanted, first, write)


def finish(sound: Path, tag: bytes, slug: str, edits: EditList, heard: Loudness) -> Enclosure:
    """Put the tag before the sound, and rename the file after its slug and its content."""
    tagged = sound.with_suffix(".tagged")
    digest = _join(tag, sound, tagged)
    sound.unlink()
    final = tagged.rename(sound.with_name(f"{slug}-{digest[:12]}.mp3"))
    return Enclosure(
        name=final.name,
        type="audio/mpeg",
        length=final.stat().st_size,
        duration=edits.duration,
        sha256=digest,
        loudness=heard,
    )


def _join(tag: bytes, sound: Path, target: Path) -> str:
    """Write the tag and then the sound; the SHA-256 of both."""
    digest = hashlib.sha256()
    try:
        with sound.open("rb") as source, target.open("wb") as file:
            block = tag
            while block:
                digest.update(block)
                file.write(block)
                block = source.read(_BLOCK)
    except OSError as error:
        raise StoreError(
            f"cannot be written: {error.strerror}",
            subject=str(target),
            hint="Make room on the disk, and build again; what was finished is kept.",
        ) from error
    return digest.hexdigest()
