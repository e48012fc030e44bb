from __future__ import annotations

import os
from pathlib import Path

import pytest

from nexus_audio.audio.refusal import check_file
from nexus_audio.errors import RecordingError
from sounds import sine, write_wav


def _refused(path: Path) -> RecordingError:
    with pytest.raises(RecordingError) as caught:
        check_file(path)
    assert caught.value.hint
    assert caught.value.exit_code == 13
    str(caught.value).encode()
    return caught.value


def test_no_file(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no.wav").message == "is not there"


def test_a_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path).message == "is a folder"


def test_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").touch()
    assert _refused(tmp_path / "a.mp3").message == "is empty"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # a mode would not stop root
    assert _refused(tmp_path / "a.wav").message == "cannot be read: Permission denied"


def test_a_stranger_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.mp3").write_bytes(b"%PDF-1.7")
    assert _refused(tmp_path / "a.mp3").message == "is a PDF document, not a sound"


def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Aufnahme-\xff.wav"))
    write_wav(path, sine(1))
    refused = _refused(path)
    assert refused.message == "has a name that is not valid text"
    assert "Aufnahme-" in refused.subject


def test_a_sound_passes(tmp_path: Path) -> None:
    check_file(write_wav(tmp_path / "a.wav", sine(1)))
