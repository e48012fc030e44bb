"""Style sheet and script of the pages, under names that change with what they hold.

So a page and its assets may be cached for ever, and still fit each other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

NAMES = ("reader.css", "reader.js")


def assets() -> Mapping[str, bytes]:
    """What lies in `assets/` of the public tree, by its public name."""
    return {_public(name): _content(name) for name in NAMES}


def url(name: str) -> str:
    """Where an asset lies below the root of the public tree: `assets/reader-0123456789ab.css`."""
    return f"assets/{_public(name)}"


def appearance() -> str:
    """A digest of all built-in templates and assets: pages that were made of others are old."""
    folder = files("nexus_audio.site")
    found = hashlib.sha256()
    for kind in ("static", "templates"):
        for file in sorted(folder.joinpath(kind).iterdir(), key=lambda file: file.name):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def _public(name: str) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(_content(name)).hexdigest()[:12]}.{kind}"


@cache
def _content(name: str) -> bytes:
    return files("nexus_audio.site").joinpath("static", name).read_bytes()
