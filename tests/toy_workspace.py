"""A small workspace with a short episode, built with the toy engine in this very process."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.config import Settings
from nexus_audio.drafts import create_workspace
from nexus_audio.workspace import EpisodeFolder, Workspace
from sounds import speech, write_wav

SETTINGS = Settings.model_validate(
    {"speech": {"engine": "toy"}, "build": {"executor": "inline"}, "chapters": {"shortest": 0}}
)
TOML = """\
[speech]
engine = "toy"

[build]
executor = "inline"
"""
BRIEFING = "# Ähren\n\n## Größe\n\nGröße Größe.\n\n## Felder\n\nAuf den Feldern steht Weizen.\n"


def make(root: Path) -> Workspace:
    """A workspace whose settings take the toy engine; install it first."""
    workspace = create_workspace(root, "Schau", "Änne")
    (root / "nexus.toml").write_text(TOML)
    return workspace


def add(workspace: Workspace, slug: str, *, seconds: float = 4, number: int = 7) -> EpisodeFolder:
    """An episode that is ready to be built."""
    folder = workspace.root / "episodes" / slug
    folder.mkdir(parents=True)
    (folder / "episode.toml").write_text(
        f'title = "Ähren {number}"\ndate = "2026-01-0{number}T06:00:00+01:00"\n'
        f'guid = "guid-{slug}"\nnumber = {number}\nlink = "https://n.example/{number}/"\n'
    )
    (folder / "briefing.md").write_text(BRIEFING)
    if seconds:
        write_wav(folder / "recording.wav", speech(seconds, seed=number))
    return EpisodeFolder(folder)
