from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.audio.strangers import recognise


def _what(head: bytes) -> str | None:
    found = recognise(head)
    if found:
        assert found.hint
    return found.what if found else None


def _zip(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"RIFF")
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("recording.wav"))
    return file.getvalue()


MADE = {
    "a ZIP archive": _zip("recording.wav"),
    "an office document": _zip("[Content_Types].xml"),
    "a gzip archive": gzip.compress(b"RIFF"),
    "a bzip2 archive": bz2.compress(b"RIFF"),
    "an xz archive": lzma.compress(b"RIFF"),
    "a tar archive": _tar(),
    "a 7z archive": b"7z\xbc\xaf\x27\x1c\0\x04",
    "a RAR archive": b"Rar!\x1a\x07\x01\0",
    "a PDF document": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\x00",
    "a JPEG picture": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a PNG picture": b"\x89PNG\r\n\x1a\n\x00\x00",
    "a project or a database (SQLite)": b"SQLite format 3\x00\x10",
    "a web page": b"\xef\xbb\xbf\r\n<!DOCTYPE html>\n<html>",
}


@pytest.mark.parametrize("what", MADE)
def test_what_is_no_sound_is_named(what: str) -> None:
    assert _what(MADE[what]) == what


def test_a_password_is_told() -> None:
    locked = bytearray(_zip("recording.wav"))
    locked[6] |= 1
    assert _what(bytes(locked)) == "a ZIP archive protected by a password"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "latin-1", "utf-16"])
@pytest.mark.parametrize("text", ["x", "Schöne Grüße\r\n" * 1000])
def test_a_text_in_any_coding(coding: str, text: str) -> None:
    assert _what(text.encode(coding)[:4096]) == "a text"


def test_a_text_cut_within_a_character() -> None:
    assert _what("🥕".encode("utf-16")[:-1]) == "a text"
    assert _what("ü".encode()[:-1]) == "a text"


SOUNDS = {
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mpeg with an ID3 tag": b"ID3\x04\x00\x00\x00\x00\x00\x00",
    "mpeg layer I": b"\xff\xfe\x10\xc4\x00\x00\x00\xd8\x01",
    "ogg": b"OggS\x00\x02",
    "m4a": b"\x00\x00\x00\x20ftypM4A ",
    "short": b"\x00",
}


@pytest.mark.parametrize("name", SOUNDS)
def test_a_sound_is_no_stranger(name: str) -> None:
    assert _what(SOUNDS[name]) is None


@given(st.binary(max_size=600))
def test_any_bytes_are_told_or_let_through(head: bytes) -> None:
    _what(head)
