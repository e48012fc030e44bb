"""Loudness, as exact and as cheap as others make it? `make bench-sound`, or `python bench/sound`.

Prints Markdown. `--long` also measures memory and CPU on six hours, which takes half an hour.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contenders import CODECS, CONTENDERS, Contender, Result, version
from recordings import SECONDS, long_recording, recordings

from nexus_audio.audio.ffmpeg import executable
from nexus_audio.audio.loudness import measure
from nexus_audio.models import Loudness

TARGET, PEAK = -16.0, -1.0
MINUTES = (10, 60)
LONG = 360
_MIB = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--long", action="store_true", help="six hours as well")
    long = parser.parse_args().long
    with tempfile.TemporaryDirectory(prefix="bench-sound-") as folder:
        print(f"{version(executable())}\n")
        exactness(Path(folder))
        lengths(Path(folder), (*MINUTES, LONG) if long else MINUTES)


def exactness(folder: Path) -> None:
    """How far from the target each encoded file is, and what it cost."""
    found = list(recordings(folder))
    heading("", "off target", "worst", "highest peak", "too high", "CPU, 3 formats", "MP3 only")
    for name, contender in CONTENDERS.items():
        heard: list[Loudness] = []
        every = single = 0.0
        for _, recording in found:
            result = tried(contender, recording, folder, tuple(CODECS))
            heard += map(measure, result.paths)
            every += result.cost.cpu
            single += tried(contender, recording, folder, ("mp3",)).cost.cpu
        off = [abs(each.integrated - TARGET) for each in heard]
        high = sum(each.true_peak > PEAK for each in heard)
        minutes = len(found) * SECONDS / 60
        row(
            name,
            f"{sum(off) / len(off):.2f} LU",
            f"{max(off):.1f} LU",
            f"{max(each.true_peak for each in heard):.1f} dBTP",
            f"{high} of {len(heard)}",
            f"{every / 3 / minutes * 60:.0f} s",
            f"{single / minutes * 60:.0f} s",
        )
    print("\nCPU: seconds for one hour of sound and one format. Recordings:")
    print(", ".join(name for name, _ in found) + ".\n")


def lengths(folder: Path, minutes: Sequence[int]) -> None:
    """What an MP3 costs against its length."""
    heading("", *(f"{each} min" for each in minutes))
    found = [long_recording(folder, each) for each in minutes]
    for name, contender in CONTENDERS.items():
        costs = [tried(contender, recording, folder, ("mp3",)).cost for recording in found]
        row(f"{name}: memory", *(f"{cost.memory / _MIB:.0f} MiB" for cost in costs))
        row(f"{name}: of it its own", *(f"{cost.own / _MIB:.0f} MiB" for cost in costs))
        row(f"{name}: CPU", *(f"{cost.cpu:.0f} s" for cost in costs))


def tried(contender: Contender, recording: Path, folder: Path, formats: tuple[str, ...]) -> Result:
    """One run, in a folder of its own."""
    return contender(recording, Path(tempfile.mkdtemp(dir=folder)), formats)


def heading(*cells: str) -> None:
    row(*cells)
    row(*("---" for _ in cells))


def row(*cells: str) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
