"""Stages, their keys, and running them: knows nothing of podcasts.

A stage is a pure function over files. Its task names the inputs: other tasks,
files of the host, and plain values. From all of that comes the task's key, so
a task is done when its key is in the store, and there is nothing else to keep
in step: no job table, no time stamps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from nexus_audio import codec
from nexus_audio.events import Event, EventKind, Sink, ignore

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """All that a stage's function may see: its inputs, its values, and where its results go."""

    stage: str
    episode: str
    inputs: Mapping[str, Path]
    """The folder of each artifact and the path of each file that the stage needs."""
    values: Mapping[str, Any]
    """Settings and what the host wrote, as plain data."""
    out: Path
    """An empty folder that becomes the artifact."""
    emit: Sink = field(default=ignore)

    def read(self, name: str, kind: type[T]) -> T:
        """The model that an input holds."""
        return codec.read(kind, self.inputs[name])

    def value(self, name: str, kind: type[T]) -> T:
        """A value as its model."""
        return codec.from_plain(kind, self.values[name])

    def write(self, model: object) -> Path:
        """Put a model into the artifact."""
        return codec.write(model, self.out)

    def progress(self, done: float, total: float, message: str = "") -> None:
        """Tell how far the stage is."""
        self._tell(EventKind.PROGRESS, message, done, total)

    def review(self, message: str) -> None:
        """Tell that a person should look at something."""
        self._tell(EventKind.REVIEW, message)

    def _tell(self, kind: EventKind, message: str, done: float = 0, total: float = 0) -> None:
        self.emit(
            Event(
                kind=kind,
                stage=self.stage,
                episode=self.episode,
                done=done,
                total=total,
                message=message,
            )
        )
