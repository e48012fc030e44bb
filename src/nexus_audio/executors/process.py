"""Several stages at a time, each in a process of its own on this machine."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing.queues import SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from nexus_audio.events import Event, Sink
from nexus_audio.pipeline import Work, perform

_GRACE = 1.0  # seconds a worker has to put its tools away before it is killed

_events: SimpleQueue[Event | None]  # in a worker: the way to the parent's sink


class ProcessExecutor:
    """A pool of worker processes, started with the first work that comes."""

    def __init__(self, jobs: int, emit: Sink) -> None:
        """`jobs` workers, or one a core when it is 0."""
        self._jobs = jobs or os.cpu_count() or 1
        self._emit = emit
        self._context = multiprocessing.get_context("spawn")
        self._events: SimpleQueue[Event | None] = self._context.SimpleQueue()
        self._listener = Thread(target=self._listen, daemon=True)
        self._pool: ProcessPoolExecutor | None = None
        self._starting = Lock()

    def submit(self, work: Work) -> Future[float]:
        """Queue the work for the next free worker."""
        with self._starting:
            if self._pool is None:
                self._pool = ProcessPoolExecutor(
                    self._jobs, self._context, initializer=_begin, initargs=(self._events,)
                )
                self._listener.start()
        return self._pool.submit(_perform, work)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for the workers, or end them when the work was interrupted."""
        if self._pool is None:
            return
        if error is not None:
            self._end_workers(self._pool)
        self._pool.shutdown(cancel_futures=True)
        self._events.put(None)
        self._listener.join()

    def _end_workers(self, pool: ProcessPoolExecutor) -> None:
        workers = list((pool._processes or {}).values())  # public only since Python 3.14
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(_GRACE)
            if worker.is_alive():
                worker.kill()

    def _listen(self) -> None:
        while (event := self._events.get()) is not None:
            self._emit(event)


def _begin(events: SimpleQueue[Event | None]) -> None:
    global _events  # noqa: PLW0603 -- a pool's initializer has no other place to put it
    _events = events
    # ^C in a terminal reaches every process; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As an exception, so that a stage ends the programs it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _perform(work: Work) -> float:
    return perform(work, _events.put)
