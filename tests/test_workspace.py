"""Workspaces and episode folders as people leave them."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.drafts import create_workspace
from nexus_audio.errors import ConfigError, RecordingError, WorkspaceError
from nexus_audio.workspace import EpisodeFolder, Workspace

EPISODE = 'title = "Ähren"\ndate = "2026-01-02T03:04:05+01:00"\nguid = "g-1"\n'


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "Meine Schau 🎙", "Schau", "Ärztin")


@pytest.fixture
def folder(workspace: Workspace) -> EpisodeFolder:
    path = workspace.root / "episodes" / "1-ähren".replace("ä", "ae")
    path.mkdir()
    (path / "episode.toml").write_text(EPISODE, encoding="utf-8")
    return EpisodeFolder(path)


def test_a_workspace_is_found_from_below(workspace: Workspace) -> None:
    assert Workspace.find(workspace.root / "episodes") == Workspace(workspace.root.resolve())


def test_outside_of_a_workspace_the_way_in_is_told(tmp_path: Path) -> None:
    top = Path(tmp_path.anchor)  # above it there is no workspace of anybody
    with pytest.raises(WorkspaceError) as caught:
        Workspace.find(top)
    assert "nexus-audio init" in caught.value.hint
    assert caught.value.exit_code == 15


def test_episodes_are_known_by_their_toml(workspace: Workspace, folder: EpisodeFolder) -> None:
    (workspace.root / "episodes" / "notes").mkdir()
    assert workspace.episodes() == (folder,)
    assert folder.episode.title == "Ähren"
    assert folder.episode.slug == "1-aehren"


@pytest.mark.parametrize("slug", ["gone", "../..", "", "1-ähren", "A"])
def test_an_unknown_episode_names_the_known(
    workspace: Workspace, folder: EpisodeFolder, slug: str
) -> None:
    with pytest.raises(WorkspaceError) as caught:
        workspace.episode(slug)
    assert "1-aehren" in caught.value.hint


def test_episodes_have_numbers_when_they_can_be_built(workspace: Workspace) -> None:
    for slug, number in (("1-a", "number = 1"), ("2-b", "number = 2"), ("ohne", "")):
        path = workspace.root / "episodes" / slug
        path.mkdir()
        (path / "episode.toml").write_text(EPISODE + number, encoding="utf-8")
        (path / "briefing.md").touch()
        (path / "recording.wav").touch()
    (workspace.root / "episodes" / "2-b" / "recording.wav").unlink()
    assert workspace.numbers() == {"1-a": 1}
    (workspace.root / "episodes" / "1-a" / "episode.toml").write_text("number = ", encoding="utf-8")
    assert workspace.numbers() == {}


def test_a_missing_recording_says_where_it_belongs(folder: EpisodeFolder) -> None:
    assert folder.is_draft
    with pytest.raises(RecordingError, match="no recording yet") as caught:
        _ = folder.recordings
    assert caught.value.subject == str(folder.path)
    assert "recording.wav" in caught.value.hint


def test_two_recordings_are_one_too_many(folder: EpisodeFolder) -> None:
    (folder.path / "recording.wav").touch()
    (folder.path / "recording.mp3").touch()
    with pytest.raises(RecordingError, match=r"two of number 1: recording.mp3, recording.wav"):
        _ = folder.recordings


@pytest.mark.parametrize(
    "names",
    [
        [f"recording-{number}.wav" for number in range(1, 13)],
        ["recording.mp3", "recording-2.wav", "recording-03.flac"],
    ],
)
def test_several_recordings_come_in_their_order(folder: EpisodeFolder, names: list[str]) -> None:
    for name in reversed(names):
        (folder.path / name).touch()
    assert [path.name for path in folder.recordings] == names


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["recording.wav", "recording-1.wav"], "two of number 1"),
        (["recording-1.wav", "recording-3.wav"], "recording-2 is missing"),
        (["recording-2.wav"], "recording-1 is missing"),
    ],
)
def test_an_order_that_is_not_clear_is_refused(
    folder: EpisodeFolder, names: list[str], message: str
) -> None:
    for name in names:
        (folder.path / name).touch()
    with pytest.raises(RecordingError, match=message) as caught:
        _ = folder.recordings
    assert "recording-1, recording-2" in caught.value.hint


def test_jingles_lie_in_the_shows_folder(workspace: Workspace) -> None:
    assert workspace.jingles is None
    (workspace.root / "feed" / "jingles").mkdir(parents=True)
    assert workspace.jingles == workspace.root / "feed" / "jingles"


def test_a_missing_briefing_is_told(folder: EpisodeFolder) -> None:
    with pytest.raises(WorkspaceError, match="no briefing yet"):
        _ = folder.briefing


def test_files_are_found_whatever_their_ending_is_written_like(folder: EpisodeFolder) -> None:
    (folder.path / "recording.WAV").touch()
    (folder.path / "recording.txt").touch()
    (folder.path / "briefing.md").touch()
    assert [path.name for path in folder.recordings] == ["recording.WAV"]
    assert folder.briefing.name == "briefing.md"
    assert not folder.is_draft


def test_corrections_are_read_when_there_are_any(folder: EpisodeFolder) -> None:
    assert (folder.overrides, folder.corrections) == ([], [])
    chapters = '[[chapter]]\nsection = "ki"\nstart = "1:02.5"\n'
    (folder.path / "chapters.toml").write_text(chapters)
    (folder.path / "corrections.toml").write_text('[[word]]\nheard = "a"\nwrite = "ä"\n')
    assert folder.overrides == [{"section": "ki", "start": "1:02.5"}]
    assert folder.corrections == [{"heard": "a", "write": "ä"}]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("chapters.toml", "[[chapters]]\n", "chapters"),
        ("chapters.toml", "[[chapter]]\nsecton = 'x'\n", "secton"),
        ("chapters.toml", "[chapter]\nsection = 'x'\n", "list of tables"),
        ("chapters.toml", "chapter = ['x']\n", "list of tables"),
        ("chapters.toml", "[[chapter]]\nstart = 00:00:55\n", "start must be a text in quotes"),
        ("corrections.toml", "[[word]]\nat = 2026-11-20\n", "at must be a text in quotes"),
        ("corrections.toml", "word = 5\n", "list of tables"),
        ("corrections.toml", "[[word]]\nhear = 'x'\n", "hear"),
    ],
)
def test_a_mistake_in_corrections_is_told(
    folder: EpisodeFolder, name: str, text: str, message: str
) -> None:
    (folder.path / name).write_text(text)
    with pytest.raises(ConfigError, match=message) as caught:
        _ = folder.overrides, folder.corrections
    assert caught.value.subject.endswith(name)


def test_the_cover_is_found(workspace: Workspace) -> None:
    assert workspace.cover is None
    (workspace.root / "feed" / "cover.png").touch()
    assert workspace.cover == workspace.root / "feed" / "cover.png"


def test_templates_are_a_folder_or_not_there(workspace: Workspace) -> None:
    assert workspace.templates is None
    (workspace.root / "feed" / "templates").mkdir()
    assert workspace.templates == workspace.root / "feed" / "templates"
