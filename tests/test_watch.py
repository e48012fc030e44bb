"""Recordings in a watched folder find their episodes, or are left alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import toy_engine
import toy_workspace
from nexus_audio.arrival import STILL
from nexus_audio.watch import Watch, first_words, is_recording, match, take_in
from nexus_audio.workspace import Workspace
from sounds import speech, write_wav

WEIZEN = (
    "# Sieben\n\n## Felder\n\nAuf den weiten Feldern steht der Weizen in diesem Jahr so hoch wie "
    "lange nicht, sagen die Bauern im Norden.\n"
)
SCHIFFE = (
    "# Acht\n\n## Hafen\n\nIm Hafen liegen zwei Schiffe, deren Ladung niemand haben will, und "
    "keiner weiß, wem sie gehören.\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """Two drafts: number 7 of 7 January, and number 8 of 8 January."""
    made = toy_workspace.make(tmp_path / "Schau")
    for number, text in ((7, WEIZEN), (8, SCHIFFE)):
        folder = toy_workspace.add(made, f"folge-{number}", seconds=0, number=number)
        (folder.path / "briefing.md").write_text(text, encoding="utf-8")
    return made


def silent(file: Path) -> Sequence[str]:
    pytest.fail(f"{file} was listened to, though its name says enough")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("7.wav", "folge-7"),
        ("Folge 8 final.wav", "folge-8"),
        ("nexus_#08_v2.wav", "folge-8"),
        ("2026-01-07.wav", "folge-7"),
        ("Aufnahme 20260108 abends.wav", "folge-8"),
        ("8.1.2026.wav", "folge-8"),
    ],
)
def test_its_name_tells(workspace: Workspace, tmp_path: Path, name: str, slug: str) -> None:
    found = match(tmp_path / name, workspace, silent)
    assert found.episode is not None
    assert found.episode.slug == slug


@pytest.mark.parametrize("name", ["Aufnahme.wav", "7 und 8.wav", "2025-12-31.wav", "77.wav"])
def test_else_what_is_said_first_tells(workspace: Workspace, tmp_path: Path, name: str) -> None:
    heard = "im hafen liegen zwei schiffe ehm deren ladung niemand haben will".split()  # noqa: SIM905
    found = match(tmp_path / name, workspace, lambda _: heard)
    assert found.episode is not None
    assert found.episode.slug == "folge-8"


@pytest.mark.parametrize("heard", ["", "guten tag und herzlich willkommen zu einer neuen folge"])
def test_what_is_of_no_text_for_certain_is_left_alone(
    workspace: Workspace, tmp_path: Path, heard: str
) -> None:
    found = match(tmp_path / "a.wav", workspace, lambda _: heard.split())
    assert found.episode is None
    assert "for certain" in found.reason


def test_an_episode_that_has_its_recording_gets_no_other(
    workspace: Workspace, tmp_path: Path
) -> None:
    for slug in ("folge-7", "folge-8"):
        write_wav(workspace.episode(slug).path / "recording.wav", speech(1))
    found = match(tmp_path / "7.wav", workspace, silent)
    assert found.episode is None
    assert "waits" in found.reason


def test_a_recording_is_copied(workspace: Workspace, tmp_path: Path) -> None:
    file = write_wav(tmp_path / "7.WAV", speech(1))
    taken = take_in(match(file, workspace, silent))
    assert taken == workspace.episode("folge-7").path / "recording.wav"
    assert taken.read_bytes() == file.read_bytes()
    assert list(taken.parent.glob(".*")) == []


def test_what_stopped_growing_arrives_once(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "Eingang"
    folder.mkdir()
    file = folder / "a.wav"
    file.write_bytes(b"1")
    watch = Watch(folder, workspace)
    assert list(watch.arrived(0)) == []
    file.write_bytes(b"12")
    assert list(watch.arrived(STILL)) == []  # it grew
    assert list(watch.arrived(2 * STILL)) == [file]
    watch.remember(file)
    again = Watch(folder, workspace)  # as after a restart
    assert [list(again.arrived(time)) for time in (0, STILL, 2 * STILL)] == [[], [], []]
    file.write_bytes(b"123")
    assert [list(again.arrived(time)) for time in (3 * STILL, 5 * STILL)] == [[], [file]]


@pytest.mark.parametrize(
    "name", [".a.wav", "a.wav.part", "a.wav.crdownload", "a.txt", "~a.wav", "a", "a.tmp"]
)
def test_what_is_no_whole_recording(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"1")
    assert not is_recording(tmp_path / name)


def test_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_bytes(b"1")
    (tmp_path / "a.wav").symlink_to(tmp_path / "x.wav")
    assert not is_recording(tmp_path / "a.wav")


def test_the_first_minute_is_listened_to(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.install(monkeypatch)
    file = write_wav(tmp_path / "a.wav", speech(3))
    assert first_words(file, toy_workspace.SETTINGS) == ["Größe"] * 3
