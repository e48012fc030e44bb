"""What this machine remembers of a storage between two runs; deleting it loses only time."""

from __future__ import annotations

import hashlib
import json
import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nexus_audio.storages.manifest import Content

_LARGE = 1 << 20
"""Bytes from which on a file is not read again as long as nobody touched it."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """Facts by name in a file of the machine's own state; an unreadable one holds nothing."""

    path: Path

    @classmethod
    def of(cls, root: Path, storage: str) -> Remembered:
        """What is remembered of one storage by the workspace in `root`."""
        name = hashlib.sha256(storage.encode()).hexdigest()[:16]
        return cls(root / ".nexus" / "storages" / f"{name}.json")

    def read(self) -> dict[str, Any]:
        """All facts."""
        try:
            facts = json.loads(self.path.read_bytes())
        except (OSError, ValueError):
            return {}
        return facts if isinstance(facts, dict) else {}

    def add(self, **facts: Any) -> None:
        """Remember these too; a disk that is full or read-only is no reason to stop."""
        write_whole(self.path, self.read() | facts)


def write_whole(path: Path, facts: object) -> None:
    """Write JSON in one step, or leave the file as it is where the disk refuses."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.write_text(json.dumps(facts), encoding="utf-8")
        fresh.replace(path)


class Hashes:
    """The contents of files, without reading large ones that did not change since."""

    def __init__(self, root: Path) -> None:
        self._kept = Remembered(root / ".nexus" / "hashes.json")
        self._known = self._kept.read()
        self._used: dict[str, list[Any]] = {}

    def __call__(self, path: Path) -> Content:
        """The content of a file."""
        facts = path.stat()
        if facts.st_size < _LARGE:
            return Content.of(path)
        mark = [facts.st_size, facts.st_mtime_ns, facts.st_ino]
        *known, sha256 = self._known.get(str(path), [""])
        content = Content(sha256=sha256, size=facts.st_size) if known == mark else Content.of(path)
        self._used[str(path)] = [*mark, content.sha256]
        return content

    def save(self) -> None:
        """Remember what was asked for, and forget the rest."""
        if self._used != self._known:
            write_whole(self._kept.path, self._used)
