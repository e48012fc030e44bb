from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

import pytest

from nexus_audio import config
from nexus_audio.drafts import add_episode, create_workspace
from nexus_audio.models import Briefing
from nexus_audio.stages import graph
from nexus_audio.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """One episode, and no model to look for."""
    monkeypatch.setattr(graph, "identity", lambda _: "model")
    made = create_workspace(tmp_path / "show", "Schau", "Ärztin")
    briefing, recording = tmp_path / "text.md", tmp_path / "ton.wav"
    briefing.write_text("# Ähren", encoding="utf-8")
    recording.write_bytes(b"RIFF")
    read = Briefing(title="Ähren", sections=())
    now = datetime.datetime(2026, 7, 1, tzinfo=datetime.UTC)
    add_episode(made, "7-aehren", briefing=briefing, read=read, recording=recording, now=now)
    return made


def _keys(workspace: Workspace, **audio: object) -> Mapping[str, str]:
    settings = config.Settings(audio=config.Audio.model_validate(audio))
    tasks = graph.episode_tasks(workspace.episode("7-aehren"), workspace, settings)
    return {name: task.key for name, task in tasks.items()}


@pytest.mark.parametrize("audio", [{"formats": ["mp3", "opus"]}, {"bitrate": 64}, {"id3": "2.3"}])
def test_how_it_is_encoded_makes_no_new_master(
    workspace: Workspace, audio: dict[str, object]
) -> None:
    before, after = _keys(workspace), _keys(workspace, **audio)
    changed = {name for name in before if before[name] != after[name]}
    assert {"render", "page"} <= changed
    assert not changed & {"condition", "transcribe", "align", "chapter", "caption", "notes"}


def test_another_loudness_makes_another_master(workspace: Workspace) -> None:
    before, after = _keys(workspace), _keys(workspace, loudness=-14)
    changed = {name for name in before if before[name] != after[name]}
    assert {"condition", "transcribe", "render"} <= changed
    assert "measure" not in changed
