"""Each verb as a host and as a script calls it, with the toy engine."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import toy_workspace
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav

Run = Callable[..., tuple[int, list[dict[str, Any]]]]
Say = Callable[..., str]


def test_init_makes_a_workspace_and_says_what_comes_next(tmp_path: Path, say: Say) -> None:
    said = say("init", str(tmp_path / "Neue Schau ü"), "--author", "Änne")
    assert "nexus-audio new" in said
    assert f"cd '{tmp_path / 'Neue Schau ü'}'" in said
    assert Workspace.find(tmp_path / "Neue Schau ü").show.title == "Neue Schau ü"


def test_init_in_the_very_folder_sends_nowhere_else(
    tmp_path: Path, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "cd " not in say("init", ".")


def test_init_twice_is_an_error(workspace: Workspace, run: Run) -> None:
    code, lines = run("init", str(workspace.root))
    assert (code, lines[-1]["error"]) == (15, "WorkspaceError")


def test_new_shows_how_the_briefing_was_understood(workspace: Workspace, say: Say) -> None:
    (workspace.root / "text.md").write_text(toy_workspace.BRIEFING)
    recording = write_wav(workspace.root / "-Aufnahme ü.wav", speech(2))
    said = say("new", "7-a", "--briefing", "text.md", "--recording", str(recording))
    assert "Größe" in said
    assert "nexus-audio build 7-a" in said
    assert not workspace.episode("7-a").is_draft


def test_new_without_a_recording_says_where_it_belongs(workspace: Workspace, say: Say) -> None:
    (workspace.root / "text.md").write_text(toy_workspace.BRIEFING)
    assert "put the recording into" in say("new", "7-a", "--briefing", "text.md")


@pytest.mark.parametrize(("text", "code"), [("", 12), ("\x00\x01\x02" * 99, 12)])
def test_new_refuses_what_is_no_briefing(
    workspace: Workspace, run: Run, text: str, code: int
) -> None:
    (workspace.root / "text.txt").write_text(text)
    assert run("new", "7-a", "--briefing", "text.txt")[0] == code
    assert workspace.episodes() == ()


def test_new_refuses_what_is_no_recording(workspace: Workspace, run: Run) -> None:
    (workspace.root / "text.md").write_text(toy_workspace.BRIEFING)
    (workspace.root / "a.mp3").write_bytes(b"%PDF-1.7 and so on")
    code, lines = run("new", "7-a", "--briefing", "text.md", "--recording", "a.mp3")
    assert code == 13
    assert "is a PDF document" in lines[-1]["message"]
    assert workspace.episodes() == ()


def test_new_refuses_a_file_that_is_not_there(workspace: Workspace, run: Run) -> None:
    assert run("new", "7-a", "--briefing", "missing.txt")[0] == 12


def test_build_publish_verify_status(workspace: Workspace, run: Run, say: Say) -> None:
    toy_workspace.add(workspace, "7-a")
    code, lines = run("build")
    assert code in (0, 3)
    assert lines[-1]["episodes"] == ["7-a"]
    assert {line["type"] for line in lines[:-1]} == {"event"}
    code, lines = run("publish", "--dry-run")
    assert code == 0
    assert {line["type"] for line in lines[:-1]} >= {"plan"}
    assert not (workspace.root / "published").exists()
    code, lines = run("publish")
    assert (code, lines[-1]["feed"]) == (0, "http://127.0.0.1:8000/feed.xml")
    assert run("verify")[0] == 0
    assert run("status")[1][0]["state"] == "published"
    assert "published" in say("status")


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("", "All addresses in it are still this machine's: say in nexus.toml, as public_url,"),
        ('[storage]\npublic_url = "https://pod.example/"\n', "The feed: https://pod.example/feed"),
    ],
)
def test_publish_says_where_the_feed_is(
    workspace: Workspace, run: Run, say: Say, setting: str, told: str
) -> None:
    toy_workspace.add(workspace, "7-a")
    with (workspace.root / "nexus.toml").open("a") as file:
        file.write(setting)
    run("build")
    assert told in " ".join(say("publish").split())


def test_build_shows_chapters_and_where_things_are(workspace: Workspace, say: Say) -> None:
    toy_workspace.add(workspace, "7-a")
    said = say("build", "-q")
    assert said == ""
    said = say("build")
    assert "0:00" in said
    assert "Nothing had to change" in said
    assert str(workspace.public) in said


def test_build_without_a_name_needs_it_to_be_clear(workspace: Workspace, run: Run) -> None:
    assert run("build")[0] == 2
    toy_workspace.add(workspace, "1-a")
    toy_workspace.add(workspace, "2-b")
    code, lines = run("build")
    assert code == 2
    assert "1-a, 2-b" in lines[-1]["message"]
    assert run("build", "1-a", "--all")[0] == 2
    assert run("build", "3-c")[0] == 15


def test_build_all_passes_over_drafts(workspace: Workspace, run: Run) -> None:
    toy_workspace.add(workspace, "1-a", seconds=0)
    toy_workspace.add(workspace, "2-b")
    _, lines = run("build", "--all", "--dry-run")
    assert {line["episode"] for line in lines if line["type"] == "plan"} == {"2-b"}
    code, lines = run("build", "1-a")
    assert (code, lines[-1]["error"]) == (13, "RecordingError")


def test_brackets_in_names_are_no_markup(tmp_path: Path, say: Say) -> None:
    root = tmp_path / "a[b] [red] c"
    assert str(root) in say("init", str(root), "--title", "T [/bold] [x]")
    assert "T [/bold] [x]" in say("doctor", "-C", str(root))


def test_only_drafts_are_nothing_to_build(workspace: Workspace, run: Run) -> None:
    toy_workspace.add(workspace, "1-a", seconds=0)
    assert run("build", "--all")[0] == 2


def test_publish_before_a_build_says_so(workspace: Workspace, run: Run) -> None:
    code, lines = run("publish")
    assert code == 30
    assert "build" in lines[-1]["hint"]


def test_verify_before_a_publication_says_so(workspace: Workspace, run: Run) -> None:
    assert run("verify")[0] == 42


def test_status_of_an_empty_workspace_says_what_comes_next(workspace: Workspace, say: Say) -> None:
    assert "nexus-audio new" in say("status")


def test_doctor_shows_each_setting_with_its_origin(
    workspace: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEXUS_AUDIO_LOUDNESS", "-14")
    _, lines = run("doctor")
    settings = {line["name"]: line for line in lines if line["type"] == "setting"}
    assert settings["audio.loudness"]["value"] == -14
    assert settings["audio.loudness"]["origin"] == "NEXUS_AUDIO_LOUDNESS"
    assert settings["speech.engine"]["origin"] == str(workspace.root / "nexus.toml")
    assert settings["audio.bitrate"]["origin"] == "default"
    checks = {line["name"]: line["level"] for line in lines if line["type"] == "check"}
    assert checks["ffmpeg"] == checks["workspace"] == checks["show"] == "ok"
    assert checks["address"] == checks["cover"] == "warn"


def test_doctor_says_what_is_missing_and_fails(
    workspace: Workspace, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEXUS_CACHE", str(workspace.root / "empty"))
    code, lines = run("doctor")
    (model,) = [line for line in lines if line.get("name") == "model"]
    assert (code, model["level"]) == (22, "fail")
    assert "models fetch" in model["fix"]


def test_doctor_works_outside_of_a_workspace(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path.anchor)  # above it there is no workspace of anybody
    code, lines = run("doctor")
    assert code == 15
    assert {line["name"]: line["level"] for line in lines[:-1]}["workspace"] == "fail"
