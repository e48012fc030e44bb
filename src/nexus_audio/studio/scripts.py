"""The modules of the page's script: which of them need each other, and what they say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_IMPORT = re.compile(r'^import .* from "\./([\w-]+)\.js";$', re.MULTILINE)
_TEXT = re.compile(r'\bt\("((?:[^"\\]|\\.)*)"')
"""What a script says: `t("…")`."""


@cache
def needed(name: str) -> tuple[str, ...]:
    """All modules that one imports, by itself or through others.

    A page that names them has them fetched at once, not one after the other was read.
    """
    found: dict[str, None] = {}

    def visit(module: str) -> None:
        for other in _IMPORT.findall(_source(f"{module}.js")):
            if other not in found:
                found[other] = None
                visit(other)

    visit(name)
    return tuple(found)


def texts() -> Iterator[str]:
    """All texts of the scripts, in their own language."""
    for file in files("nexus_audio.studio").joinpath("static").iterdir():
        if file.name.endswith(".js"):
            yield from (json.loads(f'"{one}"') for one in _TEXT.findall(_source(file.name)))


def _source(name: str) -> str:
    return files("nexus_audio.studio").joinpath("static", name).read_text("utf-8")
