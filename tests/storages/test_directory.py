from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nexus_audio.errors import StorageError
from nexus_audio.storages import directory
from nexus_audio.storages.directory import DirectoryStorage
from toy_storages import keys


@pytest.fixture
def storage(tmp_path: Path) -> DirectoryStorage:
    return DirectoryStorage(root=tmp_path / "live", name="directory:live")


def fail_on_sync(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "no space"),
        (errno.EDQUOT, "quota"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not"),
        (errno.EIO, "Input/output error"),
    ],
)
def test_what_the_disk_refuses_is_told(
    storage: DirectoryStorage, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    fail_on_sync(monkeypatch, number)
    with pytest.raises(StorageError, match=words) as caught:
        storage.put("feed.xml", b"new")
    assert caught.value.hint
    assert str(storage.root) in caught.value.subject


def test_a_write_that_fails_leaves_the_old_version_and_nothing_else(
    storage: DirectoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage.put("feed.xml", b"old")
    fail_on_sync(monkeypatch, errno.ENOSPC)
    with pytest.raises(StorageError):
        storage.put("feed.xml", b"new")
    assert storage.get("feed.xml") == b"old"
    files = {path.name for path in storage.root.rglob("*") if path.is_file()}
    assert files <= {"feed.xml", "lock"}


def test_a_full_disk_is_told_and_cured(storage: DirectoryStorage, tmp_path: Path) -> None:
    script = """
import resource, signal, sys
from pathlib import Path
from nexus_audio.errors import StorageError
from nexus_audio.storages.directory import DirectoryStorage
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
storage = DirectoryStorage(root=Path(sys.argv[1]), name="full")
try:
    storage.put("media/a.mp3", bytes(200_000))
except StorageError as error:
    sys.exit(f"{error}; {error.hint}")
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(storage.root)], check=False, capture_output=True
    )
    assert done.returncode == 1
    assert b"File too large" in done.stderr
    assert keys(storage) == []
    storage.put("media/a.mp3", b"1")
    assert keys(storage) == ["media/a.mp3"]


@pytest.mark.parametrize("where", ["locking", "copying", "making folders", "replacing"])
def test_kill_9_leaves_the_old_version_whole(storage: DirectoryStorage, where: str) -> None:
    storage.put("episodes/a/index.html", b"old")
    script = """
import os, signal, sys
from pathlib import Path
from nexus_audio.storages import directory
def die(*args, **kwargs): os.kill(os.getpid(), signal.SIGKILL)
match sys.argv[2]:
    case "locking": directory._copy = die
    case "copying": os.fsync = die
    case "making folders":
        make = directory._make_folder
        directory._make_folder = lambda f: die() if f.name == "a" else make(f)
    case "replacing": Path.replace = die
storage = directory.DirectoryStorage(root=Path(sys.argv[1]), name="")
storage.put("episodes/a/index.html", bytes(3_000_000))
"""
    command = [sys.executable, "-c", script, str(storage.root), where]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert storage.get("episodes/a/index.html") == b"old"
    assert keys(storage) == ["episodes/a/index.html"]
    storage.put("episodes/a/index.html", b"new")
    assert storage.get("episodes/a/index.html") == b"new"
    files = {path.name for path in storage.root.rglob("*") if path.is_file()}
    assert files == {"index.html", "lock"}


def test_a_read_only_folder_is_told(
    storage: DirectoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    # Not by its mode: who runs tests as root may write everywhere.
    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StorageError, match="may not be read or written") as caught:
        storage.put("feed.xml", b"1")
    assert "permissions" in caught.value.hint


def test_a_root_that_is_a_file_is_told(storage: DirectoryStorage) -> None:
    storage.root.write_bytes(b"")
    with pytest.raises(StorageError, match="a file is where a folder should be") as caught:
        storage.put("feed.xml", b"1")
    assert "away" in caught.value.hint
    assert storage.head("feed.xml") is None


def test_a_file_in_the_way_is_told(storage: DirectoryStorage) -> None:
    storage.put("episodes", b"1")
    with pytest.raises(StorageError, match="a file is where a folder should be"):
        storage.put("episodes/a", b"1")


def test_a_folder_in_the_way_is_told(storage: DirectoryStorage) -> None:
    storage.put("episodes/a", b"1")
    with pytest.raises(StorageError, match="a folder is where a file should be"):
        storage.put("episodes", b"1")
    assert storage.get("episodes/a") == b"1"


def test_a_name_that_is_too_long_is_told(storage: DirectoryStorage) -> None:
    with pytest.raises(StorageError, match="too long"):
        storage.put("x" * 300, b"1")


def test_a_source_that_is_gone_is_named(storage: DirectoryStorage, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as caught:
        storage.put("a", tmp_path / "gone.mp3")
    assert caught.value.subject.endswith("gone.mp3")
    assert storage.head("a") is None


def test_a_writer_that_does_not_finish_is_told(
    storage: DirectoryStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(directory, "_PATIENCE", 0.01)
    with (
        storage._lock(),
        pytest.raises(StorageError, match="another publisher"),
    ):
        storage.put("a", b"1")


@pytest.mark.parametrize("key", [".nexus", ".nexus/lock", ".nexus/incoming"])
def test_the_storage_s_own_folder_is_no_place_for_objects(
    storage: DirectoryStorage, key: str
) -> None:
    storage.put("a", b"1")
    with pytest.raises(StorageError, match="kept for the storage"):
        storage.put(key, b"1")
    assert keys(storage, ".nexus") == []


def test_objects_lie_where_a_web_server_looks_for_them(storage: DirectoryStorage) -> None:
    storage.put("episodes/ä/index.html", b"<p>")
    path = storage.root / "episodes" / "ä" / "index.html"
    assert path.read_bytes() == b"<p>"
    mask = os.umask(0o022)
    os.umask(mask)
    assert path.stat().st_mode & 0o777 == 0o666 & ~mask
