"""A whole build with the toy engine: what is in the feed, what is not, and what stays."""

from __future__ import annotations

from pathlib import Path

import feedparser
import pytest

import toy_engine
import toy_workspace
from nexus_audio.build import build, plan
from nexus_audio.errors import RecordingError
from nexus_audio.events import Event, EventKind, ignore
from nexus_audio.stages.graph import STAGES
from nexus_audio.workspace import Workspace
from toy_workspace import SETTINGS


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    toy_engine.install(monkeypatch)
    return toy_workspace.make(tmp_path / "Schau ü 🎙")


def guids(workspace: Workspace) -> list[str]:
    feed = feedparser.parse((workspace.public / "feed.xml").read_bytes())
    return [entry.id for entry in feed.entries]


def test_a_build_gives_the_whole_tree(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "7-aehren")
    built = build(workspace, SETTINGS, [folder], ignore)
    assert guids(workspace) == ["guid-7-aehren"]
    files = {path.name for path in (workspace.public / "episodes" / "7-aehren").iterdir()}
    assert {"index.html", "chapters.json", "transcript.vtt", "notes.md", "report.json"} <= files
    assert "feed.xml" in built.changed
    assert set(built.review) == {"7-aehren"}


def test_pages_lead_to_their_neighbours_and_stay_as_they_were_built(workspace: Workspace) -> None:
    build(workspace, SETTINGS, [toy_workspace.add(workspace, "1-a", number=1)], ignore)
    page = workspace.public / "episodes" / "1-a" / "index.html"
    assert 'rel="next"' not in page.read_text(encoding="utf-8")
    later = toy_workspace.add(workspace, "2-b", number=2)
    built = build(workspace, SETTINGS, [later], ignore)
    assert set(built.episodes) == {"1-a", "2-b"}
    assert 'rel="next" href="../2-b/index.html"' in page.read_text(encoding="utf-8")
    assert "episodes/1-a/index.html" in built.changed


def test_a_plan_names_what_a_build_would_do(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "7-aehren")
    assert [task.stage for task in plan(workspace, SETTINGS, [folder])] != []
    build(workspace, SETTINGS, [folder], ignore)
    assert plan(workspace, SETTINGS, [folder]) == []
    (folder.path / "briefing.md").write_text(toy_workspace.BRIEFING.replace("Felder", "Wiesen"))
    stages = {task.stage for task in plan(workspace, SETTINGS, [workspace.episode("7-aehren")])}
    assert stages == {stage.name for stage in STAGES} - {
        "ingest",
        "measure",
        "condition",
        "transcribe",
    }


def test_the_feed_holds_all_that_is_built(workspace: Workspace) -> None:
    first = toy_workspace.add(workspace, "1-a", number=1)
    second = toy_workspace.add(workspace, "2-b", number=2)
    build(workspace, SETTINGS, [first], ignore)
    assert guids(workspace) == ["guid-1-a"]
    build(workspace, SETTINGS, [second], ignore)
    assert guids(workspace) == ["guid-2-b", "guid-1-a"]


def test_what_is_left_out_of_the_feed_is_told(workspace: Workspace) -> None:
    first = toy_workspace.add(workspace, "1-a", number=1)
    toy_workspace.add(workspace, "2-b", number=2)
    toy_workspace.add(workspace, "3-draft", number=3, seconds=0)
    events: list[Event] = []
    build(workspace, SETTINGS, [first], events.append)
    told = [event for event in events if event.kind == EventKind.REVIEW and event.stage == "feed"]
    assert [event.episode for event in told] == ["2-b"]


def test_one_broken_episode_leaves_the_tree_as_it_was(workspace: Workspace) -> None:
    good = toy_workspace.add(workspace, "1-a", number=1)
    build(workspace, SETTINGS, [good], ignore)
    before = (workspace.public / "feed.xml").read_bytes()
    bad = toy_workspace.add(workspace, "2-b", number=2, seconds=0)
    (bad.path / "recording.mp3").write_text("Das ist kein Ton. " * 50)
    other = toy_workspace.add(workspace, "3-c", number=3)
    events: list[Event] = []
    with pytest.raises(RecordingError) as caught:
        build(workspace, SETTINGS, [bad, other], events.append)
    assert caught.value.subject.endswith("recording.mp3")
    assert (workspace.public / "feed.xml").read_bytes() == before
    done = {event.stage for event in events if event.episode == "3-c"}
    assert "render" in done


def test_another_name_of_the_show_is_no_reason_to_listen_again(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "7-aehren")
    build(workspace, SETTINGS, [folder], ignore)
    show = workspace.root / "feed" / "show.toml"
    show.write_text(show.read_text().replace("Schau", "Rundschau"))
    events: list[Event] = []
    build(workspace, SETTINGS, [folder], events.append)
    ran = {event.stage for event in events if event.kind == EventKind.FINISHED}
    assert ran == {"caption", "render", "chart", "notes", "page", "item", "feed"}


def test_templates_of_the_host_are_used(workspace: Workspace) -> None:
    folder = toy_workspace.add(workspace, "7-aehren")
    templates = workspace.root / "feed" / "templates"
    templates.mkdir()
    (templates / "show.html").write_text("<p>{{ show.title }} von Hand</p>")
    build(workspace, SETTINGS, [folder], ignore)
    assert (workspace.public / "index.html").read_text() == "<p>Schau von Hand</p>"
