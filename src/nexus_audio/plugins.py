"""Engines, storages and executors, found by name: ours and those of other packages.

Each is an entry point; the group says which protocol it keeps. Ours are entry
points of this package, and a name of ours cannot be taken by another.
"""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Any

from nexus_audio.errors import NexusError

OURS = "nexus-audio"


def plugin(
    group: str, name: str, *, what: str, setting: str, missing: type[NexusError]
) -> Callable[..., Any]:
    """What the entry point of that name leads to.

    Raises `missing` when there is none, with the nearest name, or when it cannot
    be loaded. `what` and `setting` say it in the user's words.
    """
    points = sorted(entry_points(group=group), key=lambda point: _is_ours(point.dist))
    found = {point.name: point for point in points}
    if name not in found:
        near = get_close_matches(name, found, n=1) or sorted(found)
        raise missing(
            f"there is no {what} {name!r}",
            subject=setting,
            hint=f"Did you mean {' or '.join(map(repr, near))}?",
        )
    try:
        loaded: Callable[..., Any] = found[name].load()
    except (ImportError, AttributeError) as error:
        raise missing(
            f"the {what} {name!r} cannot be loaded: {error}",
            subject=setting,
            hint="Install the package that offers it again.",
        ) from error
    return loaded


def _is_ours(distribution: Any) -> bool:
    return distribution is not None and distribution.name == OURS
