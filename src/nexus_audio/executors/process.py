"""Several stages at a time, each in a process of its own on this machine.

Wide stages keep all cores busy by themselves. They go to one worker, one after
the other: side by side they would only be in each other's way, and what one has
loaded (a speech model) serves the next.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import time
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from multiprocessing.managers import SyncManager
from queue import Queue
from threading import Thread
from types import TracebackType
from typing import Self

from nexus_audio.events import Event, Sink
from nexus_audio.pipeline import Work, perform

_GRACE = 0.5  # seconds that all workers have to put their tools away before they are killed

_Events = Queue[Event | None]
_events: _Events  # in a worker: the way to the parent's sink


class ProcessExecutor:
    """A pool of worker processes, started with the first work that comes."""

    def __init__(self, jobs: int, emit: Sink) -> None:
        """`jobs` workers, or one a core when it is 0."""
        self._jobs = jobs or os.cpu_count() or 1
        self._emit = emit
        self._running: _Workers | None = None

    def submit(self, work: Work) -> Future[float]:
        """Queue the work for the next free worker."""
        if self._running is None:
            self._running = _Workers(self._jobs, self._emit)
        try:
            if work.wide:
                return self._running.wide.submit(_perform, work, self._jobs)
            return self._running.pool.submit(_perform, work)
        except BrokenExecutor as error:
            lost: Future[float] = Future()
            lost.set_exception(error)
            return lost

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Wait for the workers, or end them when the work was interrupted."""
        if self._running is not None:
            self._running.close(at_once=error is not None)


class _Workers:
    """The processes, and the thread that hands their events on.

    Events come through a queue of its own process: a worker that is killed
    while it holds the lock of a shared queue would block all others for good.
    """

    def __init__(self, jobs: int, emit: Sink) -> None:
        context = multiprocessing.get_context("spawn")
        self._manager = SyncManager(ctx=context)
        self._manager.start(_stay)
        self._events: _Events = self._manager.Queue()
        self._listener = Thread(target=self._listen, args=(emit,), daemon=True)
        self._listener.start()
        self.pool, self.wide = (
            ProcessPoolExecutor(count, context, initializer=_begin, initargs=(self._events,))
            for count in (jobs, 1)
        )

    def close(self, *, at_once: bool) -> None:
        """End all processes; the events that were sent before have arrived."""
        if at_once:
            self._end()
        for pool in (self.pool, self.wide):
            pool.shutdown(cancel_futures=True)
        self._events.put(None)
        self._listener.join()
        self._manager.shutdown()

    def _end(self) -> None:
        workers = [
            worker
            for pool in (self.pool, self.wide)
            for worker in list((pool._processes or {}).values())  # public only since Python 3.14
        ]
        for worker in workers:
            worker.terminate()
        latest = time.monotonic() + _GRACE
        for worker in workers:
            worker.join(max(0.0, latest - time.monotonic()))
            if worker.is_alive():
                worker.kill()

    def _listen(self, emit: Sink) -> None:
        while (event := self._events.get()) is not None:
            emit(event)


def _stay() -> None:
    """Be there until the parent says otherwise, or is no more."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    _follow_parent()


def _follow_parent() -> None:
    """End this process when its parent is killed, which leaves it no time to say so."""
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _begin(events: _Events) -> None:
    global _events  # noqa: PLW0603 -- a pool's initializer has no other place to put it
    _events = events
    _follow_parent()
    # ^C in a terminal reaches every process; the parent alone decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # As an exception, so that a stage ends the programs it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))


def _perform(work: Work, cores: int = 1) -> float:
    try:
        return perform(work, _events.put, cores)
    except SystemExit:
        os._exit(1)  # at once: the pool would wait for more work, threads would end theirs first
