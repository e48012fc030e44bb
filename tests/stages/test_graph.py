from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.config import Settings
from nexus_audio.drafts import create_workspace
from nexus_audio.stages import graph
from nexus_audio.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    monkeypatch.setattr(graph, "identity", lambda speech: f"engine {speech.engine}")
    return create_workspace(tmp_path / "Schau", "Schau", "Änne")


def add(workspace: Workspace, slug: str, number: int) -> None:
    folder = workspace.root / "episodes" / slug
    folder.mkdir()
    (folder / "briefing.md").write_text(f"# {slug}", encoding="utf-8")
    (folder / "recording.wav").write_text(slug, encoding="utf-8")
    (folder / "episode.toml").write_text(
        f'title = "{slug}"\ndate = "2026-01-02T03:04:05+01:00"\nguid = "{slug}"\nnumber = {number}',
        encoding="utf-8",
    )


def keys(workspace: Workspace, slug: str) -> dict[str, str]:
    folder = workspace.episode(slug)
    tasks = graph.episode_tasks(folder, workspace, Settings(), workspace.numbers())
    return {name: task.key for name, task in tasks.items()}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in before if before[name] != after[name]}


def test_a_new_episode_changes_nothing_of_those_before_it(workspace: Workspace) -> None:
    add(workspace, "11-watt", 11)
    before = keys(workspace, "11-watt")
    add(workspace, "12-ebbe", 12)
    assert not changed(before, keys(workspace, "11-watt"))


def test_an_earlier_episode_changes_only_the_notes_that_can_refer_to_it(
    workspace: Workspace,
) -> None:
    add(workspace, "12-ebbe", 12)
    before = keys(workspace, "12-ebbe")
    add(workspace, "11-watt", 11)
    assert changed(before, keys(workspace, "12-ebbe")) == {"notes"}


def test_each_stage_names_its_function(workspace: Workspace) -> None:
    add(workspace, "11-watt", 11)
    tasks = graph.episode_tasks(workspace.episode("11-watt"), workspace, Settings(), {})
    assert [task.function for task in tasks.values()] == [
        f"nexus_audio.stages.{stage.name}:{stage.name}" for stage in graph.STAGES
    ]
