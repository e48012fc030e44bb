"""Style sheets and scripts of the pages, under names that change with what they hold.

So a page and its assets may be cached for ever, and still fit each other. A script is
written in parts, one concern each, and is put together here: there is no build step.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

PARTS = {
    "reader.css": ("reader.css", "player.css"),
    "reader.js": (
        "clock.js",
        "folding.js",
        "places.js",
        "player.js",
        "follow.js",
        "find.js",
        "share.js",
        "links.js",
        "keys.js",
    ),
    "show.js": ("clock.js", "folding.js", "share.js", "show.js"),
    "embed.js": ("clock.js", "embed.js"),
}
OWN = "site.css"
"""The host's style sheet in `feed/templates/`, which comes after ours."""
EMBED = "embed.js"
"""What the newsletter's own pages load, from the root and under a name that stays."""


def assets(templates: Path | None = None) -> Mapping[str, bytes]:
    """What lies in `assets/` of the public tree, by its public name."""
    own = own_style(templates)
    found = {_public(name, content(name)): content(name) for name in PARTS if name != EMBED}
    return found | ({_public(OWN, own): own} if own else {})


def url(name: str) -> str:
    """Where an asset lies below the root of the public tree: `assets/reader-0123456789ab.css`."""
    return f"assets/{_public(name, content(name))}"


def own_url(templates: Path | None) -> str:
    """Where the host's own style sheet lies; empty when there is none."""
    own = own_style(templates)
    return f"assets/{_public(OWN, own)}" if own else ""


def own_style(templates: Path | None) -> bytes:
    """The host's own style sheet; empty when there is none."""
    path = templates / OWN if templates else None
    return path.read_bytes() if path and path.is_file() else b""


def cover_name(cover: Path | None) -> str:
    """The name of the show's picture in the public tree; it changes when the picture does."""
    if cover is None:
        return ""
    found = hashlib.sha256(cover.read_bytes()).hexdigest()[:12]
    return f"assets/cover-{found}{cover.suffix.lower()}"


def appearance() -> str:
    """A digest of all built-in templates and assets: pages that were made of others are old."""
    folder = files("nexus_audio.site")
    found = hashlib.sha256()
    for kind in ("static", "templates"):
        for file in sorted(folder.joinpath(kind).iterdir(), key=lambda file: file.name):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


@cache
def content(name: str) -> bytes:
    """A style sheet or script, whole."""
    folder = files("nexus_audio.site").joinpath("static")
    joined = b"\n".join(folder.joinpath(part).read_bytes() for part in PARTS[name])
    # A block keeps the names of a script's parts to themselves.
    return b'"use strict";\n{\n%s}\n' % joined if name.endswith(".js") else joined


def _public(name: str, data: bytes) -> str:
    stem, _, kind = name.rpartition(".")
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:12]}.{kind}"
