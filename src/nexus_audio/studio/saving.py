"""Writing the files of an episode without losing what somebody else wrote meanwhile.

Whoever edits holds the version of the file that was read: the hash of its bytes. A save with
another version is refused with what the file holds now, be it another tab's or an editor's.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import tomlkit
from filelock import FileLock
from tomlkit.exceptions import ParseError

from nexus_audio.errors import ConfigError


class Stale(Exception):
    """The file is another than the one that was edited; `text` is what it holds now."""

    def __init__(self, path: Path, text: str) -> None:
        super().__init__(f"{path.name} was changed meanwhile")
        self.text = text


def version(path: Path) -> str:
    """The version of a file; empty when there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def save(path: Path, seen: str, change: Callable[[tomlkit.TOMLDocument], None], lock: Path) -> str:
    """Change a TOML file in one step, its comments kept; give its new version.

    `seen` is the version that the change was made for; raises Stale when it is another now,
    ConfigError when the file is no TOML. `lock` is a file that all who save hold on to.
    """
    lock.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        if version(path) != seen:
            raise Stale(path, _text(path))
        document = _document(path)
        change(document)
        fresh = path.with_name(f".{path.name}.new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(tomlkit.dumps(document))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
        return version(path)


def rows(document: tomlkit.TOMLDocument, name: str) -> tomlkit.items.AoT:
    """The tables `[[name]]` of a document, made where there are none."""
    found = document.get(name)
    if not isinstance(found, tomlkit.items.AoT):
        found = tomlkit.aot()
        document[name] = found
    return found


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _document(path: Path) -> tomlkit.TOMLDocument:
    try:
        return tomlkit.parse(_text(path))
    except ParseError as error:
        raise ConfigError(f"not valid TOML: {error}", subject=str(path)) from error
