"""Calling the command in this very process."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import toy_engine
import toy_workspace
from nexus_audio.cli import main
from nexus_audio.workspace import Workspace

Run = Callable[..., tuple[int, list[dict[str, Any]]]]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace of the toy engine, which is the current folder."""
    toy_engine.install(monkeypatch)
    made = toy_workspace.make(tmp_path / "Schau")
    monkeypatch.chdir(made.root)
    return made


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb with --json; gives its exit code and its lines."""

    def call(*arguments: str) -> tuple[int, list[dict[str, Any]]]:
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "--json"])
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert lines[-1]["code"] == (caught.value.code or 0)
        return lines[-1]["code"], lines

    return call


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Run a verb for a person; gives what stands on stdout."""

    def call(*arguments: str) -> str:
        with pytest.raises(SystemExit):
            main(list(arguments))
        return capsys.readouterr().out

    return call
