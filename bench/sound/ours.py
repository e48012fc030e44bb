"""One recording through our stages that work on sound: `ours.py RECORDING FOLDER FORMATS`.

Prints the path of each file that came out and the CPU seconds of each stage, as JSON.
Transcribing and aligning are left out: nobody else does that here.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from pathlib import Path

from nexus_audio import codec
from nexus_audio.config import Audio
from nexus_audio.feed.chapters import write_chapters
from nexus_audio.models import Alignment, Briefing, Enclosure, Episode, Show
from nexus_audio.pipeline import Job

STAGES = ("ingest", "measure", "condition", "edit", "render")


def main(recording: Path, folder: Path, formats: list[str]) -> None:
    audio = Audio.model_validate({"formats": formats}).model_dump(mode="json")
    values = {
        "audio": audio,
        "encoding": audio,
        "episode": codec.to_plain(Episode(slug="e", title="E", date="2026-11-20", guid="e")),
        "overrides": [],
        "cuts": [],
        "show": codec.to_plain(Show(title="S", description="", author="A", link="", guid="s")),
    }
    inputs = {"recording": recording, **_text(folder)}
    seconds = {}
    for name in STAGES:
        before = _cpu()
        inputs[name] = folder / name
        inputs[name].mkdir()
        stage = getattr(importlib.import_module(f"nexus_audio.stages.{name}"), name)
        stage(Job(stage=name, episode="e", inputs=dict(inputs), values=values, out=inputs[name]))
        seconds[name] = round(_cpu() - before, 2)
    made = codec.read(Enclosure, inputs["render"])
    paths = [str(inputs["render"] / each.name) for each in (made, *made.alternates)]
    for name in STAGES[:3]:
        shutil.rmtree(inputs[name])
    print(json.dumps({"paths": paths, "seconds": seconds}))


def _text(folder: Path) -> dict[str, Path]:
    """What comes of a briefing without a word."""
    heard = Alignment(sections=(), adlibs=(), retakes=(), deviations=(), utterances=())
    made = {name: folder / name for name in ("parse", "align", "chapter")}
    for path in made.values():
        path.mkdir()
    codec.write(Briefing(title="", sections=()), made["parse"])
    codec.write(heard, made["align"])
    write_chapters([], made["chapter"])
    return made


def _cpu() -> float:
    return sum(os.times()[:4])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3].split(","))
