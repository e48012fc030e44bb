"""Who is compared: each brings a recording to -16 LUFS in the formats that it is asked for."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from gauge import Cost, run

from nexus_audio.audio.ffmpeg import executable

CODECS = {
    "mp3": ("-c:a", "libmp3lame", "-b:a", "96k"),
    "m4a": ("-c:a", "aac", "-b:a", "64k"),
    "opus": ("-c:a", "libopus", "-b:a", "48k"),
}
LOUDNORM = "loudnorm=I=-16:TP=-1:LRA=11"


@dataclass(frozen=True)
class Result:
    """The files that came out, and what they cost."""

    paths: Sequence[Path]
    cost: Cost


Contender = Callable[[Path, Path, Sequence[str]], Result]
"""Takes a recording, an empty folder, and the formats."""


def ours(recording: Path, folder: Path, formats: Sequence[str]) -> Result:
    """The stages of nexus-audio that work on sound."""
    script = str(Path(__file__).with_name("ours.py"))
    cost = run([sys.executable, script, str(recording), str(folder), ",".join(formats)])
    return Result([Path(path) for path in json.loads(cost.said)["paths"]], cost)


def ffmpeg_normalize(recording: Path, folder: Path, formats: Sequence[str]) -> Result:
    """ffmpeg-normalize with its own preset for podcasts, once for each format."""
    program = shutil.which("ffmpeg-normalize", path=str(Path(sys.executable).parent))
    assert program, "pip install -e '.[bench]'"
    environment = {"FFMPEG_PATH": executable()}
    costs, paths = [], []
    for name in formats:
        paths.append(folder / f"out.{name}")
        codec = [option for option in CODECS[name] if option != "-c:a"]
        command = [program, str(recording), "-o", str(paths[-1]), "--preset", "podcast", "-f"]
        command += ["-ar", "48000", "-c:a", codec[0], "-b:a", codec[2], "--quiet"]
        costs.append(run(command, environment))
    return Result(paths, _sum(costs))


def loudnorm(recording: Path, folder: Path, formats: Sequence[str]) -> Result:
    """Ffmpeg's loudnorm as its manual has it: one pass to measure, one to apply and encode."""
    costs, paths = [], []
    for name in formats:
        paths.append(folder / f"out.{name}")
        first = f"{LOUDNORM}:print_format=json"
        # The measurement comes by the error stream, where nothing else of it is of use.
        script = f'{{ "$0" -nostdin -hide_banner -i "$1" -af {first} -f null - ; }} 2>&1'
        costs.append(run(["sh", "-c", script, executable(), str(recording)]))
        measured = json.loads(costs[-1].said[costs[-1].said.rindex("{") :].partition("}")[0] + "}")
        second = f"{LOUDNORM}:linear=true:offset={measured['target_offset']}" + "".join(
            f":measured_{key}={measured[f'input_{value}']}"
            for key, value in {"I": "i", "TP": "tp", "LRA": "lra", "thresh": "thresh"}.items()
        )
        command = [executable(), "-v", "error", "-nostdin", "-y", "-i", str(recording)]
        costs.append(run([*command, "-af", second, "-ar", "48000", *CODECS[name], str(paths[-1])]))
    return Result(paths, _sum(costs))


CONTENDERS: dict[str, Contender] = {
    "nexus-audio": ours,
    "ffmpeg-normalize": ffmpeg_normalize,
    "loudnorm, two passes": loudnorm,
}


def _sum(costs: Sequence[Cost]) -> Cost:
    return replace(
        costs[0],
        cpu=sum(cost.cpu for cost in costs),
        memory=max(cost.memory for cost in costs),
        own=max(cost.own for cost in costs),
    )


def version(name: str) -> str:
    """What a program says of its version, on one line."""
    said = subprocess.run([name, "-version"], check=True, capture_output=True, text=True).stdout
    return said.splitlines()[0]
