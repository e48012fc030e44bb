"""A studio in a process of its own, with the toy engine, as `nexus-audio studio` starts it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

TESTS = Path(__file__).parent
_POINTS = """\
[nexus_audio.engines]
toy = toy_package:ToyEngine
slow = toy_package:SlowEngine
told = toy_package:ToldEngine
"""


def environment(folder: Path, **more: str) -> dict[str, str]:
    """An environment in which the toy engine is installed as a package would be."""
    info = folder / "toy-1.0.dist-info"
    info.mkdir(parents=True, exist_ok=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: toy\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(_POINTS)
    paths = os.pathsep.join((str(folder), str(TESTS)))
    return {**os.environ, "PYTHONPATH": paths, **more}


class Studio:
    """A running studio; `address` opens it."""

    def __init__(self, root: Path, env: Mapping[str, str], port: int = 0) -> None:
        command = [sys.executable, "-m", "nexus_audio", "studio", "--json", "--no-browser"]
        self.process = subprocess.Popen(
            [*command, "--port", str(port), "-C", str(root)],
            stdout=subprocess.PIPE,
            env=dict(env),
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the studio did not start"
        self.address: str = json.loads(line)["address"]
        self.origin = self.address.partition("/?")[0]
        self.port = int(self.origin.rpartition(":")[2])

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.kill()
        self._wait()

    def close(self) -> None:
        """End it as ^C would."""
        self.process.terminate()
        self._wait()

    def _wait(self) -> None:
        self.process.wait(120)
        if self.process.stdout:
            self.process.stdout.close()
