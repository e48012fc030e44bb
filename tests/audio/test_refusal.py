from __future__ import annotations

import os
import zipfile
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


def test_archives_are_named(tmp_path: Path) -> None:
    plain = tmp_path / "a.wav"
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr("aufnahme.wav", b"RIFF")
    assert _refused(plain).message == "is a ZIP archive, not a sound"
    data = bytearray(plain.read_bytes())
    data[6] |= 1
    plain.write_bytes(data)
    assert _refused(plain).message == "is a ZIP archive protected by a password, not a sound"


@pytest.mark.parametrize(
    ("head", "name"), [(b"7z\xbc\xaf\x27\x1c\0\x04", "7z"), (b"Rar!\x1a\x07\x01\0", "RAR")]
)
def test_other_archives(tmp_path: Path, head: bytes, name: str) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(head + bytes(100))
    assert _refused(path).message == f"is a {name} archive, not a sound"


@pytest.mark.parametrize("text", ["x", "Schöne Grüße 🥕 " * 1000, "<html>\r\n</html>"])
def test_a_text(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.mp3"
    path.write_text(text, encoding="utf-8")
    assert _refused(path).message == "is a text, not a sound"


def test_a_name_that_is_not_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/Aufnahme-\xff.wav"))
    write_wav(path, sine(1))
    refused = _refused(path)
    assert refused.message == "has a name that is not valid text"
    assert "Aufnahme-" in refused.subject


def test_a_sound_passes(tmp_path: Path) -> None:
    check_file(write_wav(tmp_path / "a.wav", sine(1)))
