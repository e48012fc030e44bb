"""Stages, their keys, and running them: knows nothing of podcasts.

A stage is a pure function over files. Its task names the inputs: other tasks,
files of the host, and plain values. From all of that comes the task's key, so
a task is done when its key is in the store, and there is nothing else to keep
in step: no job table, no time stamps.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import time
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, TypeVar

from nexus_audio import codec
from nexus_audio.errors import Cancelled, ExecutorError, InputError, NexusError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.store import Memos, Store, digest

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
        key = _hash(facts)
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
        return _hash(names)


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
        return _hash(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task as it travels to a worker: a few hundred bytes, no audio."""

    stage: str
    function: str
    episode: str
    key: str
    inputs: Mapping[str, Path]
    files: Mapping[str, str]
    """The keys of those inputs that are files of the host's, which may change meanwhile."""
    values: Mapping[str, Any]
    store: Path
    wide: bool = False


Submit = Callable[[Work], Future[float]]
"""Takes work to be done somewhere, by `perform`; the future gives its seconds."""


def _hash(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


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


def perform(work: Work, emit: Sink, cores: int = 0) -> float:
    """Do one piece of work into the store and give its seconds; events tell how it goes.

    A wide stage may use so many cores, or all of the machine's when it is 0.

    What the stage wants reviewed is kept with the artifact, so that a later build
    that finds it done still knows.
    """
    review: list[str] = []
    facts: dict[str, Any] = {"stage": work.stage, "episode": work.episode, "review": review}
    event = partial(Event, stage=work.stage, episode=work.episode)

    def listen(one: Event) -> None:
        if one.kind == EventKind.REVIEW:
            review.append(one.message)
        emit(one)

    with Store(work.store).make(work.key, facts) as out:
        if out is None:
            emit(event(kind=EventKind.CACHED))
            return 0.0
        emit(event(kind=EventKind.STARTED))
        began = time.monotonic()
        _call(work, out, listen, (cores or os.cpu_count() or 1) if work.wide else 1)
        facts["seconds"] = round(time.monotonic() - began, 3)
    emit(event(kind=EventKind.FINISHED, seconds=facts["seconds"]))
    return float(facts["seconds"])


def _call(work: Work, out: Path, emit: Sink, cores: int) -> None:
    module, _, name = work.function.partition(":")
    job = Job(
        stage=work.stage,
        episode=work.episode,
        inputs=work.inputs,
        values=work.values,
        out=out,
        emit=emit,
        cores=cores,
        memos=Store(work.store).memos,
    )
    getattr(importlib.import_module(module), name)(job)
    for name, key in work.files.items():
        if File(path=work.inputs[name]).key != key:
            raise InputError(
                "changed while it was read",
                subject=str(work.inputs[name]),
                hint="Run it again when the file is as you want it.",
            )


def run(
    tasks: Iterable[Task], store: Store, submit: Submit, emit: Sink = ignore
) -> Mapping[str, NexusError]:
    """Bring tasks and all they need into the store; give the errors by the key of what failed.

    What needs a failed task is left undone; everything else is finished.
    """
    wanted = tuple(tasks)
    waiting = {task.key: task for task in missing(wanted, store)}
    for task in wanted:
        if task.key not in waiting:
            emit(Event(kind=EventKind.CACHED, stage=task.stage, episode=task.episode))
    blocked = {
        task.key: {needed.key for needed in task.needs()} & waiting.keys()
        for task in waiting.values()
    }
    failed: dict[str, NexusError] = {}
    running: dict[Future[float], Task] = {}
    while True:
        for key in [key for key, needs in blocked.items() if not needs]:
            del blocked[key]
            running[submit(_work(waiting[key], store))] = waiting[key]
        if not running:
            return failed
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            task = running.pop(future)
            if error := _failure(future, task):
                failed[task.key] = error
                emit(_failed(task, error))
            else:
                for needs in blocked.values():
                    needs.discard(task.key)


def _failed(task: Task, error: NexusError) -> Event:
    return Event(kind=EventKind.FAILED, stage=task.stage, episode=task.episode, message=str(error))


def _work(task: Task, store: Store) -> Work:
    return Work(
        stage=task.stage,
        function=task.function,
        episode=task.episode,
        key=task.key,
        inputs={
            name: source.path if isinstance(source, File) else store.path(source.key)
            for name, source in task.inputs.items()
        },
        files={
            name: source.key for name, source in task.inputs.items() if isinstance(source, File)
        },
        values=task.values,
        store=store.root,
        wide=task.wide,
    )


def _failure(future: Future[float], task: Task) -> NexusError | None:
    error = future.exception()
    if isinstance(error, Cancelled):
        raise error
    if error is None or isinstance(error, NexusError):
        return error
    if not isinstance(error, Exception):
        raise error
    if isinstance(error, BrokenExecutor):
        message = "the worker was lost"
        hint = "Perhaps the memory ran out: run it again with --jobs 1."
    else:
        message = f"{type(error).__name__}: {error}"
        hint = "Run it again with -vv to see where it happened."
    wrapped = ExecutorError(message, hint=hint, subject=f"{task.episode} {task.stage}".strip())
    wrapped.__cause__ = error
    return wrapped
