"""Benchmarks go on running when the stages change."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from sounds import speech, write_wav

BENCH = Path(__file__).parents[1] / "bench"


def test_our_part_of_the_sound_benchmark_runs(tmp_path: Path) -> None:
    recording = write_wav(tmp_path / "a.wav", speech(3))
    command = [sys.executable, str(BENCH / "sound" / "ours.py"), str(recording), str(tmp_path)]
    done = subprocess.run([*command, "mp3"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)
    [path] = map(Path, found["paths"])
    assert path.suffix == ".mp3"
    assert path.stat().st_size > 1000
    assert set(found["seconds"]) == {"ingest", "measure", "condition", "edit", "render"}
