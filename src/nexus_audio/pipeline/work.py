"""One piece of work, done wherever an executor takes it."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from nexus_audio.errors import InputError
from nexus_audio.events import Event, EventKind, Sink
from nexus_audio.pipeline.job import Job
from nexus_audio.pipeline.task import File
from nexus_audio.store import Store


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
