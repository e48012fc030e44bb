"""The state of every episode, kept until something changes that it was found from.

To know a state, recordings of hundreds of megabytes are hashed; so it is asked anew only when
a file of the episode, of the show or of the store has another size or time than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from nexus_audio.config import load_settings
from nexus_audio.errors import NexusError
from nexus_audio.models import Episode
from nexus_audio.state import State, state_of
from nexus_audio.storages.ledger import published
from nexus_audio.workspace import EpisodeFolder, Workspace

Mark = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """An episode as a list shows it."""

    folder: EpisodeFolder
    state: State
    episode: Episode | None
    """None when its file cannot be read; the state says why."""

    @property
    def title(self) -> str:
        """What to call it."""
        return self.episode.title if self.episode else self.folder.slug


class Catalogue:
    """All episodes of a workspace with their states."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Mark, State]] = {}
        self._lock = Lock()

    def entries(self, workspace: Workspace) -> tuple[Entry, ...]:
        """All episodes, the newest first."""
        found = [self._entry(workspace, folder) for folder in workspace.episodes()]
        return tuple(sorted(found, key=_age, reverse=True))

    def entry(self, workspace: Workspace, folder: EpisodeFolder) -> Entry:
        """One of them."""
        return self._entry(workspace, folder)

    def _entry(self, workspace: Workspace, folder: EpisodeFolder) -> Entry:
        try:
            episode = folder.episode
        except NexusError:
            episode = None
        return Entry(folder, self._state(workspace, folder), episode)

    def _state(self, workspace: Workspace, folder: EpisodeFolder) -> State:
        mark = _mark(workspace, folder)
        with self._lock:
            known = self._known.get(folder.slug)
        if known and known[0] == mark:
            return known[1]
        try:
            live = published(workspace.ledger)
            settings = load_settings(workspace.root).settings
            found = state_of(folder, workspace, settings, workspace.numbers(), live)
        except NexusError as error:
            return State(slug=folder.slug, name="broken", next=error.hint, detail=str(error))
        with self._lock:
            self._known[folder.slug] = mark, found
        return found


def _age(entry: Entry) -> tuple[int, str]:
    number = entry.episode.number if entry.episode else None
    return (number or 0, entry.folder.slug)


def _mark(workspace: Workspace, folder: EpisodeFolder) -> Mark:
    feed = workspace.root / "feed"
    files = [
        *_inside(folder.path),
        workspace.root / "nexus.toml",
        workspace.ledger,
        workspace.store.root / "making",  # changes with every artifact that is made
        *(feed / name for name in ("show.toml", "cover.png", "cover.jpg")),
        *_inside(feed / "jingles"),
        *_inside(feed / "templates"),
    ]
    return (*_stats(files), *sorted(workspace.numbers().items()))


def _inside(folder: Path) -> Iterable[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else ()


def _stats(files: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        yield file.name, status.st_size, status.st_mtime_ns
