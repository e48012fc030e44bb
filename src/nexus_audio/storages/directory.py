"""A folder as storage: what a web server on the same machine serves.

Each write lands in a file of its own, is synced to the disk and then takes the
place of the old version in one step, so a reader never sees half an object and
a power cut loses nothing that was reported as stored. One lock makes "replace
this version" one step too. Types and caching are the web server's business:
nothing is kept beside the bytes, and the hash of the bytes is the version.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from filelock import FileLock, Timeout

from nexus_audio import config
from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.storages.base import (
    ANY,
    Count,
    Expected,
    Listed,
    Stored,
    Tell,
    Trait,
    Unfinished,
    check_key,
    unheard,
)
from nexus_audio.storages.headers import headers

_STATE = ".nexus"
"""The folder in the storage that holds the lock and the write in progress; no key."""
_PATIENCE = 600.0
"""Seconds to wait for another writer's object; a USB 2 disk (30 MB/s) copies 18 GB in that."""
_ABSENT = (FileNotFoundError, IsADirectoryError, NotADirectoryError)


def open_directory(settings: config.Storage, root: Path, tell: Tell = unheard) -> DirectoryStorage:
    """The folder that the settings name."""
    folder = root / Path(settings.path).expanduser()
    return DirectoryStorage(root=folder, name=f"directory:{settings.path}")


@dataclass(frozen=True, slots=True, kw_only=True)
class DirectoryStorage:
    """A Storage in a folder, which is made with the first write."""

    root: Path
    name: str
    at_once: int = 1
    """One lock lets one writer through."""
    served: bool = False

    def traits(self, *, anew: bool = False) -> tuple[Trait, ...]:
        """Nothing needs to be found out: the contract suite holds for every folder."""
        return ()

    def head(self, key: str) -> Stored | None:
        """What is stored under a key, hashed as it lies on the disk."""
        path = self._path(key)
        with _explained(path), suppress(*_ABSENT), path.open("rb") as file:
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
            return _stored(key, file.tell(), sha256)
        return None

    def get(self, key: str) -> bytes:
        """The bytes under a key."""
        path = self._path(key)
        with _explained(path):
            return path.read_bytes()

    def put(
        self, key: str, source: Path | bytes, *, expected: Expected = ANY, count: Count = unheard
    ) -> Stored:
        """Store a file or bytes in one step, if the version in its place is the expected one."""
        path = self._path(key)
        with _explained(path), self._lock():
            if expected is not ANY:
                self._check(key, expected)
            incoming = self.root / _STATE / "incoming"
            try:
                stored = _copy(key, source, incoming, count)
                _make_folder(path.parent)
                incoming.replace(path)
            finally:
                incoming.unlink(missing_ok=True)
            _sync(path.parent)
        return stored

    def delete(self, key: str) -> None:
        """Remove an object, if it is there."""
        path = self._path(key)
        if not path.is_file():
            return
        with _explained(path), self._lock():
            path.unlink(missing_ok=True)
            _sync(path.parent)

    def list(self, prefix: str = "") -> Iterator[Listed]:
        """The objects whose keys begin with a prefix, in order."""
        files = {
            path.relative_to(self.root).as_posix(): path.stat()
            for path in self.root.rglob("*")
            if path.is_file()
        }
        for key, facts in sorted(files.items()):
            if key.startswith(prefix) and not _is_state(key):
                yield Listed(key=key, size=facts.st_size, modified=facts.st_mtime)

    def unfinished(self) -> Iterator[Unfinished]:
        """None: the next write removes what one that was cut off left."""
        return iter(())

    def abort(self, upload: Unfinished) -> None:
        """There is none."""

    def give_up(self) -> None:
        """Nothing here waits but for the disk."""

    def _path(self, key: str) -> Path:
        if _is_state(check_key(key)):
            raise StorageError(
                "this name is kept for the storage itself",
                subject=key,
                hint=f"Name the object otherwise; {_STATE} holds the lock.",
            )
        return self.root / key

    def _check(self, key: str, expected: str | None) -> None:
        current = self.head(key)
        if (current.token if current else None) != expected:
            raise PublishConflict(
                "somebody else wrote this object meanwhile",
                subject=key,
                hint="Wait until the other publisher is done, then publish again.",
            )

    @contextmanager
    def _lock(self) -> Iterator[None]:
        state = self.root / _STATE
        _make_folder(state)
        with FileLock(state / "lock", timeout=_PATIENCE):
            yield


def _is_state(key: str) -> bool:
    return key.split("/", 1)[0] == _STATE


def _stored(key: str, size: int, sha256: str) -> Stored:
    content_type = headers(key).content_type
    return Stored(key=key, size=size, sha256=sha256, content_type=content_type, token=sha256)


def _copy(key: str, source: Path | bytes, target: Path, count: Count) -> Stored:
    digest = hashlib.sha256()
    whole = BytesIO(source) if isinstance(source, bytes) else source.open("rb")
    with whole as reading, target.open("wb") as writing:
        while chunk := reading.read(1 << 20):
            digest.update(chunk)
            writing.write(chunk)
            count(len(chunk))
        writing.flush()
        os.fsync(writing.fileno())
        return _stored(key, writing.tell(), digest.hexdigest())


def _make_folder(folder: Path) -> None:
    """Make a folder and its parents so that they outlive a power cut."""
    if folder.is_dir():
        return
    _make_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_WAYS_OUT = {
    errno.ENOSPC: ("no space is left", "Free some space, then run it again."),
    errno.EDQUOT: ("the quota is used up", "Free some space, then run it again."),
    errno.EACCES: ("may not be read or written", "Change its owner or its permissions."),
    errno.EPERM: ("may not be read or written", "Change its owner or its permissions."),
    errno.EROFS: ("lies on a read-only disk", "Choose another storage.path in nexus.toml."),
    errno.ENOENT: ("is not there", "Publish again; run `nexus-audio verify` to see what is gone."),
    errno.ENOTDIR: ("a file is where a folder should be", "Move that file away."),
    errno.EEXIST: ("a file is where a folder should be", "Move that file away."),
    errno.EISDIR: ("a folder is where a file should be", "Move that folder away."),
    errno.ENAMETOOLONG: ("the name is too long for this disk", "Choose a shorter slug."),
}


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the operating system says into what a host can act on."""
    try:
        yield
    except Timeout as error:
        raise StorageError(
            "another publisher holds the storage",
            subject=str(path),
            hint="Wait until it is done, then publish again.",
        ) from error
    except OSError as error:
        message, hint = _WAYS_OUT.get(error.errno or 0, (str(error), "Look at the disk."))
        raise StorageError(message, subject=error.filename or str(path), hint=hint) from error
