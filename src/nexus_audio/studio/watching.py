"""The folder of the settings, looked at while the studio runs."""

from __future__ import annotations

import threading
import time
from pathlib import Path

from nexus_audio.config import Settings, load_settings
from nexus_audio.errors import NexusError
from nexus_audio.studio.jobs import Jobs
from nexus_audio.watch import Listen, Match, Watch, first_words, match, take_in
from nexus_audio.workspace import Workspace

_LOOK = 2.0  # seconds between two looks
KEPT = 5
"""Recordings that could not be matched, which the home page tells."""


class Watching:
    """A thread that looks at the folder which the settings name, if they name one."""

    def __init__(self, workspace: Workspace, jobs: Jobs) -> None:
        self._workspace = workspace
        self._jobs = jobs
        self._ended = threading.Event()
        self._watch: tuple[Path, Watch] | None = None
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self.left: list[tuple[str, str]] = []
        """The names of recordings that were left alone, each with the reason."""

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def close(self) -> None:
        """End."""
        self._ended.set()

    def _run(self) -> None:
        while not self._ended.wait(_LOOK):
            try:
                self._look(load_settings(self._workspace.root).settings)
            except (NexusError, OSError):  # the settings page says what is wrong with them
                continue

    def _look(self, settings: Settings) -> None:
        if not settings.studio.watch:
            return
        folder = self._workspace.root / Path(settings.studio.watch).expanduser()
        if self._watch is None or self._watch[0] != folder:
            self._watch = folder, Watch(folder, self._workspace)
        for file in self._watch[1].arrived(time.monotonic()):
            self._take(file, lambda path: first_words(path, settings))
            self._watch[1].remember(file)

    def _take(self, file: Path, listen: Listen) -> None:
        try:
            found: Match = match(file, self._workspace, listen)
            if found.episode is not None:
                take_in(found)
                self._jobs.build(found.episode.slug)
                return
            reason = found.reason
        except NexusError as error:
            reason = error.message
        self.left = [*self.left, (file.name, reason)][-KEPT:]
