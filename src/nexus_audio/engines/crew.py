"""Doing the same with many things side by side, results in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Event, Thread
from typing import TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

_AHEAD = 2  # things that wait for each worker, so that none is idle and few are held


def side_by_side(
    make: Callable[[Given], Made], things: Iterable[Given], workers: int
) -> Generator[tuple[Given, Made], None, None]:
    """Each thing with what was made of it, in the order of the things.

    Things are taken as they are needed. Closing the generator, or an error, ends the work:
    what a thread has begun is left to itself, and the threads end with the process.
    """
    todo: SimpleQueue[tuple[Given, Future[Made]] | None] = SimpleQueue()
    stopped = Event()

    def work() -> None:
        while (task := todo.get()) and not stopped.is_set():
            thing, future = task
            try:
                future.set_result(make(thing))
            except BaseException as error:
                future.set_exception(error)

    for number in range(workers):
        # A daemon, as a pool's threads would keep an interrupted process until they are done.
        Thread(target=work, name=f"crew {number}", daemon=True).start()
    waiting: deque[tuple[Given, Future[Made]]] = deque()
    try:
        for thing in things:
            waiting.append((thing, Future()))
            todo.put(waiting[-1])
            while waiting and (len(waiting) > _AHEAD * workers or waiting[0][1].done()):
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        stopped.set()
        for _ in range(workers):
            todo.put(None)
