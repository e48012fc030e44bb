"""What is built again when the host changes something."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import Settings
from nexus_audio.drafts import create_workspace
from nexus_audio.models import Episode, Show
from nexus_audio.stages import graph
from nexus_audio.workspace import Workspace

EPISODE = 'title = "Ebbe"\ndate = "2026-10-23T06:00:00+02:00"\nguid = "6f1c2c54"\n{more}\n'


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(graph, "identity", lambda speech: "an engine")
    made = create_workspace(tmp_path / "show", "Schau", "Änne")
    folder = made.root / "episodes" / "ebbe"
    folder.mkdir()
    (folder / "recording.wav").write_bytes(b"RIFF")
    (folder / "briefing.md").write_text("# Ebbe\n", encoding="utf-8")
    (folder / "episode.toml").write_text(EPISODE.format(more=""), encoding="utf-8")
    return made


def keys(workspace: Workspace) -> dict[str, str]:
    """The key of each stage, and of the feed."""
    settings, folder = Settings(), workspace.episode("ebbe")
    tasks = graph.episode_tasks(folder, workspace, settings)
    feed = graph.feed_task({"ebbe": tasks}, [folder.episode], workspace, settings, "")
    return {**{name: task.key for name, task in tasks.items()}, "feed": feed.key}


def changed(workspace: Workspace, file: str, more: str) -> set[str]:
    """The stages that must be built again when a file says more."""
    before, path = keys(workspace), workspace.root / file
    path.write_text(path.read_text(encoding="utf-8") + more, encoding="utf-8")
    after = keys(workspace)
    return {name for name in before if before[name] != after[name]}


def test_what_only_the_feed_tells_of_the_show_builds_only_the_feed(workspace: Workspace) -> None:
    more = 'hub = "https://hub.example/"\n[[podroll]]\nguid = "9b024349"\n'
    assert changed(workspace, "feed/show.toml", more) == {"feed"}


def test_what_only_the_feed_tells_of_an_episode_builds_its_item(workspace: Workspace) -> None:
    more = '[[soundbites]]\nstart = "1:00"\nduration = 20\n'
    assert changed(workspace, "episodes/ebbe/episode.toml", more) == {"item", "feed"}


def test_a_summary_is_told_everywhere_but_does_not_transcribe_again(workspace: Workspace) -> None:
    again = changed(workspace, "episodes/ebbe/episode.toml", 'summary = "Kurz."\n')
    assert {"render", "notes", "page", "item", "feed"} <= again
    assert not {"ingest", "condition", "transcribe", "align"} & again


def test_every_key_that_only_the_feed_tells_is_one() -> None:
    known = {*Show.__dataclass_fields__, *Episode.__dataclass_fields__}
    assert known >= graph.ONLY_IN_FEED
