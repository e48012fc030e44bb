from __future__ import annotations

import os
from pathlib import Path

import pytest

from nexus_audio.storages.manifest import Content
from nexus_audio.storages.remembered import Hashes, Remembered


def test_facts_are_kept_apart_by_storage(tmp_path: Path) -> None:
    Remembered.of(tmp_path, "s3:a").add(speed=1)
    Remembered.of(tmp_path, "s3:a").add(answers={"x": True})
    assert Remembered.of(tmp_path, "s3:a").read() == {"speed": 1, "answers": {"x": True}}
    assert Remembered.of(tmp_path, "s3:b").read() == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "\x00"])
def test_what_cannot_be_read_holds_nothing(tmp_path: Path, text: str) -> None:
    kept = Remembered(tmp_path / "a.json")
    kept.path.write_text(text)
    assert kept.read() == {}
    kept.add(b=1)
    assert kept.read() == {"b": 1}


def test_a_disk_that_refuses_is_no_reason_to_stop(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    kept = Remembered(tmp_path / "file" / "a.json")
    kept.add(b=1)
    assert kept.read() == {}


def test_a_large_file_is_read_once_until_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.mp3"
    large.write_bytes(bytes(2 << 20))
    read: list[Path] = []

    def of(path: Path) -> Content:
        read.append(path)
        return Content(sha256=f"{len(read)}", size=path.stat().st_size)

    monkeypatch.setattr(Content, "of", of)
    for _ in range(2):
        hashes = Hashes(tmp_path)
        assert hashes(large) == Content(sha256="1", size=2 << 20)
        hashes.save()
    os.utime(large, ns=(1, 1))
    assert Hashes(tmp_path)(large).sha256 == "2"


def test_a_small_file_is_always_read(tmp_path: Path) -> None:
    small = tmp_path / "feed.xml"
    small.write_bytes(b"1")
    hashes = Hashes(tmp_path)
    assert hashes(small) == Content.of(small)
    hashes.save()
    times = small.stat()
    small.write_bytes(b"2")
    os.utime(small, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert Hashes(tmp_path)(small) == Content.of(small)
