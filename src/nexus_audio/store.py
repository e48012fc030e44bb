"""Where artifacts live: one folder a key, whole or not there at all.

    store/ab/abcdef…/      the artifact's files, read-only, with artifact.json
    store/making/          folders in the making; never read, swept when made again
    store/locks/           one file a key, so that two processes do not make the same thing twice
    store/memos/           parts of results, kept while their artifact is still in the making

An artifact is made in a folder of its own, written through to the disk, and
renamed into place. Whoever looks sees all of it or none of it, also after a
power cut or `kill -9`.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock

from nexus_audio.errors import StoreError

FACTS = "artifact.json"
_CHUNK = 1 << 20


def digest(path: Path) -> str:
    """The sha256 of a file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


class Store:
    """Immutable artifacts by key, safe for several processes at once."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.memos = Memos(root / "memos")

    def path(self, key: str) -> Path:
        """The folder of an artifact, whether it is there or not."""
        return self.root / key[:2] / key

    def has(self, key: str) -> bool:
        """Whether the artifact is there, whole."""
        return self.path(key).is_dir()

    def facts(self, key: str) -> Mapping[str, Any]:
        """What was noted when the artifact was made, and the digests of its `files`."""
        try:
            facts: dict[str, Any] = json.loads((self.path(key) / FACTS).read_bytes())
        except (OSError, ValueError) as error:
            raise StoreError(
                "the artifact cannot be read",
                subject=str(self.path(key)),
                hint="Delete the folder and build again; nothing that you wrote is lost.",
            ) from error
        return facts

    def damaged(self, key: str) -> tuple[str, ...]:
        """The files of an artifact that are not what was written."""
        folder = self.path(key)
        return tuple(
            name
            for name, expected in self.facts(key)["files"].items()
            if not (folder / name).is_file() or digest(folder / name) != expected
        )

    def keys(self) -> tuple[str, ...]:
        """The keys of all artifacts, sorted."""
        return tuple(sorted(path.name for path in self.root.glob("[0-9a-f][0-9a-f]/*")))

    def discard(self, key: str) -> None:
        """Remove an artifact; others may be reading it, so it is first moved out of sight."""
        with writing(self.root), self._lock(key):
            if self.has(key):
                gone = self._making(key)
                self.path(key).rename(gone)
                _remove(gone)

    @contextmanager
    def make(self, key: str, facts: dict[str, Any] | None = None) -> Iterator[Path | None]:
        """Give an empty folder to fill, which becomes the artifact when the block ends.

        Gives None when the artifact is already there, as it is when another
        process made it while this one waited. Nothing is kept when the block
        raises. `facts` is read at the end, so the block may still add to it.
        """
        with writing(self.root), self._lock(key):
            if self.has(key):
                yield None
                return
            folder = self._making(key)
            folder.mkdir(parents=True)
            try:
                yield folder
                self._seal(folder, facts or {})
                self.path(key).parent.mkdir(parents=True, exist_ok=True)
                folder.rename(self.path(key))
                _sync(self.path(key).parent)
            except BaseException:
                _remove(folder)
                raise

    def _making(self, key: str) -> Path:
        # Holding the key's lock, whatever lies here belongs to a process that died.
        folder = self.root / "making" / key
        _remove(folder)
        return folder

    def _lock(self, key: str) -> FileLock:
        locks = self.root / "locks"
        locks.mkdir(parents=True, exist_ok=True)
        return FileLock(locks / key)

    def _seal(self, folder: Path, facts: Mapping[str, Any]) -> None:
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        names = {path.relative_to(folder).as_posix(): digest(path) for path in files}
        noted = folder / FACTS
        noted.write_text(json.dumps({**facts, "files": names}, indent=1), encoding="utf-8")
        for path in (*files, noted):
            _sync(path)
            path.chmod(0o444)
        _sync(folder)


class Memos:
    """Parts of results by key, each kept as soon as it is done, whole or not at all.

    They outlive a crash and the artifact that they were made for. Any of them may
    be deleted at any time: it is then made again.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, key: str) -> bytes | None:
        """What was kept, if it was."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, data: bytes) -> None:
        """Keep something; who writes last wins, and all write the same."""
        path = self._path(key)
        with writing(self._root):
            path.parent.mkdir(parents=True, exist_ok=True)
            making = path.with_name(f"{key}.{os.getpid()}.{threading.get_ident()}")
            try:
                making.write_bytes(data)
                making.replace(path)
            finally:
                making.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._root / key[:2] / key


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


@contextmanager
def writing(root: Path) -> Iterator[None]:
    """Turn what the disk refuses below a folder into an error that says what to do."""
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(root) from error
        if isinstance(error, PermissionError) and _touches(root, error.filename):
            raise StoreError(
                "cannot be written",
                subject=str(error.filename),
                hint="Give yourself the right to write there, or use another workspace.",
            ) from error
        raise


def _touches(root: Path, named: str | None) -> bool:
    """Whether a path is the store, in it, or one of the folders that it lies in."""
    path = Path(named or "/dev/null").absolute()
    return path.is_relative_to(root.absolute()) or root.absolute().is_relative_to(path)


def disk_full(path: Path) -> StoreError:
    """The error for a full disk."""
    return StoreError(
        "the disk is full",
        subject=str(path),
        hint="Free some space and run the command again; finished stages are kept.",
    )
