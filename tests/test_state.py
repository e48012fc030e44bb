"""Where an episode stands, from the first draft to the feed."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

import toy_engine
import toy_workspace
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.stages.publish import publish
from nexus_audio.state import State, states
from nexus_audio.storages import open_storage
from nexus_audio.workspace import Workspace
from toy_workspace import SETTINGS

NOW = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    toy_engine.install(monkeypatch)
    return toy_workspace.make(tmp_path)


def state(workspace: Workspace) -> State:
    (found,) = states(workspace, SETTINGS)
    return found


def test_an_episode_without_recording_is_a_draft(workspace: Workspace) -> None:
    toy_workspace.add(workspace, "1-a", seconds=0)
    assert state(workspace).name == "draft"


def test_an_episode_with_a_mistake_is_broken_and_says_why(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "1-a")
    (folder.path / "recording.mp3").touch()
    found = state(workspace)
    assert found.name == "broken"
    assert "two of number 1" in found.detail


def test_an_episode_goes_its_way(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "1-a")
    assert (state(workspace).name, state(workspace).built) == ("unbuilt", False)
    assert state(workspace).next == "nexus-audio build 1-a"
    build(workspace, SETTINGS, [folder], ignore)
    assert state(workspace).name in ("ready", "needs review")
    assert state(workspace).built
    publish(
        workspace.public,
        open_storage(SETTINGS.storage, workspace.root),
        workspace.ledger,
        public_url=SETTINGS.storage.public_url,
        now=NOW,
    )
    assert state(workspace).name == "published"
    (folder.path / "briefing.md").write_text(toy_workspace.BRIEFING + "\nNoch ein Satz.\n")
    assert (state(workspace).name, state(workspace).built) == ("changed since", False)


@pytest.mark.parametrize("built", [False, True])
def test_an_episode_that_was_taken_out_stays_out(workspace: Workspace, built: bool) -> None:
    folder = toy_workspace.add(workspace, "1-a")
    with (folder.path / "episode.toml").open("a") as file:
        file.write("unpublished = true\n")
    if built:
        build(workspace, SETTINGS, [folder], ignore)
    assert state(workspace) == State(slug="1-a", name="unpublished", next="", built=built)


def test_a_half_built_episode_has_been_started(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "1-a")
    build(workspace, SETTINGS, [folder], ignore)
    (folder.path / "briefing.md").write_text(toy_workspace.BRIEFING + "\nNoch ein Satz.\n")
    assert state(workspace).name == "started"
