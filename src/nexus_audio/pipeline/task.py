"""What is to be done: tasks with their keys, and the order that they need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from nexus_audio.errors import InputError
from nexus_audio.pipeline.keys import hashed
from nexus_audio.store import Store, digest


@dataclass(frozen=True, kw_only=True)
class File:
    """A file or folder of the host's, known by what it holds when it is first asked."""

    path: Path

    @cached_property
    def key(self) -> str:
        """The digest of the file, or of all names and files in the folder."""
        try:
            return self._digest()
        except OSError as error:
            raise InputError(
                f"cannot be read: {error.strerror}",
                subject=str(error.filename or self.path),
                hint="Give yourself the right to read it.",
            ) from error

    def _digest(self) -> str:
        if not self.path.is_dir():
            return digest(self.path)
        files = sorted(path for path in self.path.rglob("*") if path.is_file())
        names = {path.relative_to(self.path).as_posix(): digest(path) for path in files}
        return hashed(names)


@dataclass(frozen=True, kw_only=True)
class Task:
    """A stage for one episode, with everything that its result depends on."""

    stage: str
    function: str
    """Where the stage's function is found, as `module:name`; not imported to plan."""
    version: int
    episode: str = ""
    inputs: Mapping[str, Task | File]
    values: Mapping[str, Any] = field(default_factory=dict)
    identity: str = ""
    """What else the result depends on: an engine with the digest of its model."""
    wide: bool = False
    """Whether the stage keeps all cores busy by itself, so that only one runs at a time."""

    @cached_property
    def key(self) -> str:
        """The address of the result; the same key means the same result."""
        return hashed(
            {
                "stage": self.stage,
                "version": self.version,
                "identity": self.identity,
                "values": self.values,
                "inputs": {name: source.key for name, source in self.inputs.items()},
            }
        )

    def needs(self) -> tuple[Task, ...]:
        """The tasks that must be done before."""
        return tuple(source for source in self.inputs.values() if isinstance(source, Task))


def in_order(tasks: Iterable[Task]) -> tuple[Task, ...]:
    """All tasks with everything they need, each after what it needs, each key once."""
    ordered: dict[str, Task] = {}

    def visit(task: Task) -> None:
        if task.key not in ordered:
            for needed in task.needs():
                visit(needed)
            ordered[task.key] = task

    for task in tasks:
        visit(task)
    return tuple(ordered.values())


def missing(tasks: Iterable[Task], store: Store) -> tuple[Task, ...]:
    """The tasks that a run would do, in order; a finished one hides what only it needed."""
    found: dict[str, Task] = {}

    def visit(task: Task) -> None:
        if task.key not in found and not store.has(task.key):
            for needed in task.needs():
                visit(needed)
            found[task.key] = task

    for task in tasks:
        visit(task)
    return tuple(found.values())
