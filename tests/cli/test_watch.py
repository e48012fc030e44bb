"""`nexus-audio watch`, called as a program calls it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import toy_workspace
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


def test_what_lies_there_is_built_and_the_rest_told(
    workspace: Workspace, run: Run, tmp_path: Path
) -> None:
    toy_workspace.add(workspace, "folge-7", seconds=0)
    folder = tmp_path / "Eingang äöü"
    folder.mkdir()
    write_wav(folder / "7.wav", speech(2))
    write_wav(folder / "kaputt 9.wav", speech(1)).write_bytes(b"no sound")
    code, lines = run("watch", str(folder), "--once")
    assert (code, lines[-1]["taken"]) == (0, 1)
    matches = {Path(line["file"]).name: line for line in lines if line["type"] == "match"}
    assert matches["7.wav"]["episode"] == "folge-7"
    assert (workspace.public / "episodes" / "folge-7" / "index.html").exists()
    assert (folder / "7.wav").exists()
    assert run("watch", str(folder), "--once")[1][-1]["taken"] == 0


def test_a_folder_that_is_not_there(workspace: Workspace, run: Run) -> None:
    assert run("watch", "nowhere", "--once")[0] == 15
