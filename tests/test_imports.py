"""Imports go one way, as docs/architecture.md draws it, and quick commands stay quick."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "nexus_audio"
LEVELS = (
    ("__init__", "namespace", "models", "errors", "events"),
    ("codec", "config", "plugins", "validation"),
    ("store",),
    ("pipeline",),
    ("briefing", "audio", "engines", "align", "feed", "site", "storages"),
    ("workspace", "drafts", "arrival", "decisions"),
    ("stages",),
    ("executors",),
    ("report", "public", "build", "state", "review", "publishing", "watch"),
    ("cli", "studio", "__main__"),
)
LEVEL = {room: level for level, rooms in enumerate(LEVELS) for room in rooms}
ROOMS = LEVELS[4]
ALLOWED = {("align", "briefing"), ("site", "feed")}  # how words sound; how times are written
MODULES = sorted(path for path in SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("nexus_audio"):
            parts = (node.module or "").split(".")
            names |= {parts[1]} if parts[1:] else {alias.name for alias in node.names}
    return names - {"__version__"}


def test_every_module_has_its_level() -> None:
    assert {room(path) for path in MODULES} == set(LEVEL)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_go_one_way(path: Path) -> None:
    here = room(path)
    for other in imported(path) - {here}:
        assert LEVEL[other] <= LEVEL[here], other
        if here in ROOMS and other in ROOMS:
            assert (here, other) in ALLOWED


HEAVY = {"numpy", "pydantic", "lxml", "jinja2", "faster_whisper", "rich", "feedparser", "av"}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["build", "--help"]])
def test_help_loads_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from nexus_audio.cli import main\n"
        "try:\n    main(sys.argv[1:])\n"
        "except SystemExit:\n    print('LOADED', *sys.modules)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    loaded = said.stdout.split("LOADED")[1].split()
    assert not HEAVY & set(loaded)
