"""Who runs stages: something that takes work and gives a future."""

from __future__ import annotations

from concurrent.futures import Future
from types import TracebackType
from typing import Protocol, Self

from nexus_audio.errors import ConfigError
from nexus_audio.events import Sink
from nexus_audio.pipeline import Work
from nexus_audio.plugins import plugin

GROUP = "nexus_audio.executors"


class Executor(Protocol):
    """Runs work by `pipeline.perform`, somewhere; a context manager that leaves nothing running.

    Events reach the sink that the executor was made with, one at a time.
    Leaving the context because of an exception gives up on unfinished work.
    """

    def submit(self, work: Work) -> Future[float]:
        """Take work; the future gives its seconds or the error that its stage raised."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...


def open_executor(name: str, jobs: int, emit: Sink) -> Executor:
    """The executor of that name; `jobs` is how much runs at a time, 0 for one a core."""
    make = plugin(GROUP, name, what="executor", setting="build.executor", missing=ConfigError)
    executor: Executor = make(jobs=jobs, emit=emit)
    return executor
