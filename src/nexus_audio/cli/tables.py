"""What was built, as tables for a terminal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from rich.table import Table
from rich.text import Text

from nexus_audio.workspace import Workspace


def clock(milliseconds: float) -> str:
    """A time as people write it: 4:05, or 1:04:05."""
    seconds = int(milliseconds // 1000)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def chapter_table(workspace: Workspace, slug: str) -> Table:
    """The chapters of a built episode."""
    folder = workspace.public / "episodes" / slug
    chapters = json.loads((folder / "chapters.json").read_bytes())["chapters"]
    table = Table(title=Text(workspace.episode(slug).episode.title), title_justify="left")
    table.add_column("Start", justify="right")
    table.add_column("Chapter")
    for chapter in chapters:
        table.add_row(clock(chapter["startTime"] * 1000), Text(chapter["title"]))
    return table


def review_table(doubts: Sequence[Mapping[str, str]]) -> Table:
    """What a person should look at."""
    table = Table(title="Please look at", title_justify="left", show_header=False)
    for doubt in doubts:
        table.add_row(Text(doubt["stage"]), Text(doubt["reason"]))
    return table
