"""The published lists of words that a feed may use, kept as data beside the code.

Each file in `data/` names its source and date; a newer list is put in its place.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

_ALIKE = 0.7
"""How alike a slip is to the word that was meant; below lie words that mean something else."""


def categories() -> Mapping[str, Collection[str]]:
    """Apple's subcategories by category."""
    return _values("categories")  # type: ignore[no-any-return]


def roles() -> Mapping[str, Collection[str]]:
    """The roles of people by their group, in small letters."""
    return _values("roles")  # type: ignore[no-any-return]


def mediums() -> Collection[str]:
    """What a feed can be."""
    return _values("mediums")  # type: ignore[no-any-return]


def licenses() -> Collection[str]:
    """The licences that need no address, in small letters."""
    return _values("licenses")  # type: ignore[no-any-return]


def services() -> Collection[str]:
    """The directories and apps that a feed can bar."""
    return _values("services")  # type: ignore[no-any-return]


def protocols() -> Collection[str]:
    """The networks on which listeners can talk."""
    return _values("protocols")  # type: ignore[no-any-return]


def nearest(written: str, listed: Iterable[str]) -> str:
    """The end of a message that names the listed word nearest to what was written, if any is."""
    words = {word.lower(): word for word in listed}
    near = difflib.get_close_matches(written.lower(), words, n=1, cutoff=_ALIKE)
    return f", did you mean {words[near[0]]!r}?" if near else ""


@cache
def _values(name: str) -> Any:
    text = (files(__package__) / "data" / f"{name}.json").read_text(encoding="utf-8")
    return json.loads(text)["values"]
