"""Uploads: whole pieces only, taken up again, bounded, and the same for several tabs."""

from __future__ import annotations

import base64
import hashlib
import os
from pathlib import Path

import pytest

from nexus_audio.errors import RecordingError, StoreError
from nexus_audio.studio import uploads
from nexus_audio.studio.uploads import UploadRefused, Uploads


def checksum(piece: bytes) -> str:
    return "sha256 " + base64.b64encode(hashlib.sha256(piece).digest()).decode()


@pytest.fixture
def store(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads")


def send(store: Uploads, id: str, data: bytes, piece: int = 5) -> None:
    upload = store.get(id)
    while (at := store.offset(upload)) < len(data):
        store.add(upload, at, data[at : at + piece], checksum(data[at : at + piece]))


def test_a_file_comes_in_pieces(store: Uploads) -> None:
    data = bytes(range(23))
    upload = store.begin("a", "Größe.WAV", len(data), "mark")
    send(store, upload.id, data)
    assert store.whole(upload).read_bytes() == data
    assert upload.ending == ".wav"


def test_the_same_file_goes_on_where_it_stopped(store: Uploads, tmp_path: Path) -> None:
    upload = store.begin("a", "a.wav", 10, "mark")
    send(store, upload.id, b"01234")
    again = Uploads(tmp_path / "uploads")  # as after a restart
    found = again.begin("a", "a.wav", 10, "mark")
    assert found == upload
    assert again.offset(found) == 5
    assert again.begin("b", "a.wav", 10, "mark") != upload
    assert again.begin("a", "a.wav", 10, "other") != upload


@pytest.mark.parametrize(
    ("offset", "piece", "sum_", "status"),
    [
        (3, b"x", checksum(b"x"), 409),
        (-1, b"x", checksum(b"x"), 409),
        (0, b"x", checksum(b"y"), 460),
        (0, b"x", "", 460),
        (0, b"01234567890", checksum(b"01234567890"), 413),
    ],
)
def test_a_piece_that_does_not_fit_is_refused(
    store: Uploads, offset: int, piece: bytes, sum_: str, status: int
) -> None:
    upload = store.begin("a", "a.wav", 10, "mark")
    with pytest.raises(UploadRefused) as caught:
        store.add(upload, offset, piece, sum_)
    assert caught.value.status == status
    assert store.offset(upload) == 0


def test_what_is_not_whole_is_not_taken(store: Uploads) -> None:
    upload = store.begin("a", "a.wav", 10, "mark")
    send(store, upload.id, b"01234")
    with pytest.raises(UploadRefused):
        store.whole(upload)


def test_a_recording_without_a_known_size_is_whole_when_it_says_so(store: Uploads) -> None:
    upload = store.begin("a", "m.webm", None, "")
    with pytest.raises(UploadRefused):
        store.whole(upload)
    send(store, upload.id, b"012")
    assert store.whole(upload).read_bytes() == b"012"


@pytest.mark.parametrize("name", ["a.exe", "a", ".wav", "a.wav.html", ""])
def test_only_recordings_are_taken(store: Uploads, name: str) -> None:
    with pytest.raises(RecordingError):
        store.begin("a", name, 10, "mark")


@pytest.mark.parametrize("size", [0, -1, uploads.LARGEST + 1])
def test_sizes_are_bounded(store: Uploads, size: int) -> None:
    with pytest.raises(RecordingError):
        store.begin("a", "a.wav", size, "mark")


def test_their_number_is_bounded(store: Uploads) -> None:
    for number in range(uploads.MOST):
        store.begin("a", "a.wav", 10, str(number))
    with pytest.raises(UploadRefused):
        store.begin("a", "a.wav", 10, "more")


@pytest.mark.parametrize("id", ["", "..", "../../x", "0" * 23, "g" * 24, "0" * 24])
def test_no_other_file_can_be_named(store: Uploads, id: str) -> None:
    with pytest.raises(UploadRefused):
        store.get(id)


def test_old_ones_are_swept(store: Uploads) -> None:
    upload = store.begin("a", "a.wav", 10, "mark")
    old = store.data(upload).stat().st_mtime - (uploads.DAYS + 1) * 86_400
    os.utime(store.data(upload), (old, old))
    store.begin("a", "b.wav", 10, "other")
    assert [one.name for one in store.all()] == ["b.wav"]


def test_a_full_disk_is_told(store: Uploads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_SPARE", 1 << 62)
    with pytest.raises(StoreError, match="full"):
        store.begin("a", "a.wav", 10, "mark")
