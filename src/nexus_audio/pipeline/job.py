"""What a stage's function gets to see."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from nexus_audio import codec
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.pipeline.keys import hashed
from nexus_audio.store import Memos

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
    cores: int = 1
    """How much the stage may do at a time; its result must not depend on it."""
    memos: Memos | None = None

    def memo(self, kind: Any, make: Callable[[], T], **facts: Any) -> T:
        """A part of the result, made once and kept at once, by all that it depends on.

        So a stage that takes long goes on after a crash where it stopped, and one whose
        inputs changed a little does only what that changes. `kind` is the type of what
        `make` gives, `facts` are plain data. May be called from several threads.
        """
        key = hashed(facts)
        if self.memos and (kept := self.memos.get(key)) is not None:
            with suppress(ValueError):  # damaged by a power cut: made again
                found: T = codec.from_json(kind, kept)
                return found
        made = make()
        if self.memos:
            self.memos.put(key, codec.to_json(kind, made))
        return made

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
