"""What nothing names any more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from nexus_audio.build import needed
from nexus_audio.config import Settings
from nexus_audio.events import Sink, ignore
from nexus_audio.publishing.place import alone, place
from nexus_audio.stages.gc import Garbage, find_garbage
from nexus_audio.stages.gc import sweep as sweep_storage
from nexus_audio.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubbish:
    """What can be deleted, in the storage and here."""

    stored: Garbage
    artifacts: Mapping[str, str]
    """Why each artifact of the local store is not needed, by its key."""
    memos: tuple[str, ...] = ()
    """Parts of results that no build has used within the grace period."""


def garbage(
    workspace: Workspace, settings: Settings, *, now: datetime, grace: timedelta
) -> Rubbish:
    """What no feed of the grace period names and no build needs; deletes nothing."""
    storage = place(workspace, settings)
    stored = find_garbage(
        storage, workspace.ledger, settings.storage.public_url, now=now, grace=grace
    )
    return Rubbish(
        stored=stored,
        artifacts=_unneeded(workspace, settings, now - grace),
        memos=workspace.store.memos.unused((now - grace).timestamp()),
    )


def sweep(workspace: Workspace, settings: Settings, found: Rubbish, emit: Sink = ignore) -> None:
    """Delete what `garbage` found."""
    with alone(workspace):
        sweep_storage(place(workspace, settings, emit), found.stored, emit)
        for key in found.artifacts:
            workspace.store.discard(key)
        for key in found.memos:
            workspace.store.memos.discard(key)


def _unneeded(workspace: Workspace, settings: Settings, since: datetime) -> dict[str, str]:
    store, kept = workspace.store, needed(workspace, settings)
    found: dict[str, str] = {}
    for key in store.keys():  # noqa: SIM118 -- it is no dict
        if key in kept:
            if damaged := store.damaged(key):
                found[key] = f"damaged: {', '.join(damaged)}; the next build makes it again"
        elif store.path(key).stat().st_mtime < since.timestamp():
            found[key] = "no build needs it any more"
    return found
