"""A recording that came in several files: one sound, without a gap between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from nexus_audio.audio import ffmpeg, flac
from nexus_audio.audio.decode import FLAC, decode
from nexus_audio.models import Recording


def take_in(recordings: Sequence[Path], target: Path, progress: ffmpeg.Progress) -> Recording:
    """Decode the files of one recording, in order, to one FLAC file; see `decode`.

    What is said of the form is that of the first; when one is stereo, so is the whole.
    """
    if len(recordings) == 1:
        return decode(recordings[0], target, progress)
    parts = [target.with_name(f"part-{number}.flac") for number in range(len(recordings))]
    taken: list[Recording] = []
    for recording, part in zip(recordings, parts, strict=True):
        before = sum(each.duration for each in taken) / 1000
        taken.append(decode(recording, part, lambda done, before=before: progress(before + done)))  # type: ignore[misc]
    _join(parts, target)
    for part in parts:
        part.unlink()
    return replace(
        taken[0],
        duration=flac.duration(target),
        channels=max(each.channels for each in taken),
        cured=tuple(_named(recordings, taken)),
        clipped=max(each.clipped for each in taken),
    )


def _named(recordings: Sequence[Path], taken: Sequence[Recording]) -> list[str]:
    pairs = zip(recordings, taken, strict=True)
    return [f"{path.name}: {sentence}" for path, each in pairs for sentence in each.cured]


def _join(parts: Sequence[Path], target: Path) -> None:
    counts = [flac.channels(part) for part in parts]
    both = "pan=stereo|c0=c0|c1=c0"  # aformat would turn a mono part down
    sources = [option for part in parts for option in ("-i", ffmpeg.address(part))]
    alike = [
        f"[{number}:a]{both if count < max(counts) else 'anull'}[{number}p]"
        for number, count in enumerate(counts)
    ]
    joined = "".join(f"[{n}p]" for n in range(len(parts)))
    graph = ";".join([*alike, f"{joined}concat=n={len(parts)}:v=0:a=1[whole]"])
    options = ("-filter_complex", graph, "-map", "[whole]", *FLAC, ffmpeg.address(target))
    ffmpeg.run(*sources, *options, about=target)
