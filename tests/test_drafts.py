"""New workspaces and new episodes: made whole, or not at all."""

from __future__ import annotations

import datetime
import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nexus_audio.briefing import Source, open_source
from nexus_audio.drafts import add_episode, create_workspace
from nexus_audio.errors import NexusError, RecordingError, StoreError, WorkspaceError
from nexus_audio.models import Briefing
from nexus_audio.workspace import EpisodeFolder, Workspace

NOW = datetime.datetime(2026, 7, 1, 6, 0, 0, 5, datetime.timezone(datetime.timedelta(hours=2)))
NOW_WRITTEN = "2026-07-01T06:00:00+02:00"
READ = Briefing(title="Ähren & „Halme“", number=7, summary="kurz", sections=())


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "show", "Schau", "Ärztin")


@pytest.fixture
def briefing(tmp_path: Path) -> Path:
    path = tmp_path / "Mein Text ü.MD"
    path.write_text("# Ähren", encoding="utf-8")
    return path


@pytest.fixture
def recording(tmp_path: Path) -> Path:
    path = tmp_path / "-Aufnahme 1 🎙 'neu'.WAV"
    path.write_bytes(b"RIFF" * 1000)
    return path


def add(
    workspace: Workspace, briefing: Path, recording: Path | None, slug: str = "7-aehren"
) -> EpisodeFolder:
    return add_episode(
        workspace,
        slug,
        briefing=open_source(briefing),
        read=READ,
        recordings=[recording] if recording else [],
        now=NOW,
    )


def test_a_new_workspace_is_one(workspace: Workspace) -> None:
    assert Workspace.find(workspace.root).show.author == "Ärztin"
    assert workspace.episodes() == ()


def test_a_file_is_no_workspace(briefing: Path) -> None:
    with pytest.raises(WorkspaceError, match="this is a file") as raised:
        create_workspace(briefing, "Schau", "Ärztin")
    assert "folder" in raised.value.hint
    assert briefing.read_text(encoding="utf-8") == "# Ähren"


def test_a_workspace_is_not_made_twice(workspace: Workspace) -> None:
    (workspace.root / "feed" / "show.toml").write_text("mine")
    with pytest.raises(WorkspaceError, match="already"):
        create_workspace(workspace.root, "other", "other")
    assert (workspace.root / "feed" / "show.toml").read_text() == "mine"


def test_files_that_are_there_are_kept(tmp_path: Path) -> None:
    (tmp_path / "feed").mkdir()
    (tmp_path / "feed" / "show.toml").write_text("mine")
    create_workspace(tmp_path, "t", "a")
    assert (tmp_path / "feed" / "show.toml").read_text() == "mine"


def test_an_episode_is_made_of_copies(
    workspace: Workspace, briefing: Path, recording: Path
) -> None:
    folder = add(workspace, briefing, recording)
    [copied] = folder.recordings
    assert copied.read_bytes() == recording.read_bytes()
    assert copied.name == "recording.wav"
    assert folder.briefing.name == "briefing.md"
    episode = folder.episode
    assert (episode.title, episode.number) == ("Ähren & „Halme“", 7)
    assert episode.date == NOW_WRITTEN


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<p>Hallo</p>", "briefing.html"),
        (b'{"posts": []}', "briefing.json"),
        (b"From: a@example.org\nSubject: Hallo\n\nText", "briefing.eml"),
        ("Ähren\n\nText".encode(), "briefing.txt"),
    ],
)
def test_the_copy_is_called_by_what_it_holds(workspace: Workspace, data: bytes, name: str) -> None:
    written = Source(data=data, name="https://example.org/nexus-7/")
    folder = add_episode(workspace, "a", briefing=written, read=READ, recordings=[], now=NOW)
    assert folder.briefing.name == name
    assert folder.briefing.read_bytes() == data


def test_the_moment_of_the_newsletter_is_the_date_of_the_episode(workspace: Workspace) -> None:
    written = Source(data=b"# T", name="t.md")
    dates = {"2026-06-30T06:00:00+02:00": "2026-06-30T06:00:00+02:00", "2026-06-30": NOW_WRITTEN}
    for slug, (date, expected) in zip("ab", dates.items(), strict=True):
        read = replace(READ, date=date)
        folder = add_episode(workspace, slug, briefing=written, read=read, recordings=[], now=NOW)
        assert folder.episode.date == expected


def test_several_recordings_are_numbered_as_they_were_given(
    workspace: Workspace, briefing: Path, recording: Path, tmp_path: Path
) -> None:
    second = tmp_path / "a.mp3"
    second.write_bytes(b"zwei")
    files = [recording, second]
    folder = add_episode(
        workspace,
        "7-aehren",
        briefing=open_source(briefing),
        read=READ,
        recordings=files,
        now=NOW,
    )
    assert [path.name for path in folder.recordings] == ["recording-1.wav", "recording-2.mp3"]
    assert [path.read_bytes() for path in folder.recordings] == [f.read_bytes() for f in files]


def test_each_episode_gets_its_own_guid(workspace: Workspace, briefing: Path) -> None:
    first, second = (add(workspace, briefing, None, slug) for slug in ("a", "b"))
    assert first.episode.guid != second.episode.guid


def test_the_recording_may_come_later(workspace: Workspace, briefing: Path) -> None:
    assert add(workspace, briefing, None).is_draft


def test_a_taken_slug_is_refused_and_nothing_changes(
    workspace: Workspace, briefing: Path, recording: Path
) -> None:
    guid = add(workspace, briefing, recording).episode.guid
    with pytest.raises(WorkspaceError, match="already") as caught:
        add(workspace, briefing, None)
    assert caught.value.exit_code == 15
    assert workspace.episode("7-aehren").episode.guid == guid
    assert not workspace.episode("7-aehren").is_draft


@pytest.mark.parametrize(
    ("slug", "instead"),
    [
        ("007 Äpfel & Öl 🍎", "007-aepfel-oel"),
        ("Ähren", "aehren"),
        ("", "301-mein-thema"),
        ("../x", "x"),
        ("a--b", "a-b"),
        ("-a", "a"),
        ("a/", "a"),
        ("A", "a"),
        ("🍎", "301-mein-thema"),
    ],
)
def test_a_slug_that_would_break_addresses_is_refused(
    workspace: Workspace, briefing: Path, slug: str, instead: str
) -> None:
    with pytest.raises(WorkspaceError, match="slug") as raised:
        add(workspace, briefing, None, slug)
    assert raised.value.hint.endswith(f"as in {instead}.")
    assert workspace.episodes() == ()


def test_a_file_of_no_known_sound_is_refused(workspace: Workspace, briefing: Path) -> None:
    with pytest.raises(RecordingError, match=r"\.MD"):
        add(workspace, briefing, briefing)


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, StoreError), (errno.EACCES, WorkspaceError)]
)
def test_what_the_disk_refuses_leaves_nothing(
    workspace: Workspace,
    briefing: Path,
    recording: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    kind: type[NexusError],
) -> None:
    real = shutil.copyfile

    def copy(source: Path, target: Path) -> Any:
        if "recording" in target.name:
            raise OSError(number, os.strerror(number), str(target))
        return real(source, target)

    monkeypatch.setattr(shutil, "copyfile", copy)
    with pytest.raises(kind) as raised:
        add(workspace, briefing, recording)
    assert raised.value.hint
    assert workspace.episodes() == ()
    assert list((workspace.root / ".nexus").iterdir()) == []


def test_the_guid_of_a_show_is_that_of_its_feed_s_address(tmp_path: Path) -> None:
    made = create_workspace(tmp_path / "show", "Schau", "Ärztin", "https://pod.example/x/")
    assert made.show.guid == "bda15210-3651-5bf9-8fe8-1c839d156170"
    assert 'public_url = "https://pod.example/x/"' in (made.root / "nexus.toml").read_text()


def test_a_show_whose_address_nobody_knows_has_a_guid_by_chance(tmp_path: Path) -> None:
    guids = {create_workspace(tmp_path / name, "Schau", "Ä").show.guid for name in "ab"}
    assert len(guids) == 2
