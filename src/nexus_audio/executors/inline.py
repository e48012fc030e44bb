"""One stage after the other, in this very process."""

from __future__ import annotations

from concurrent.futures import Future
from types import TracebackType
from typing import Self

from nexus_audio.events import Sink
from nexus_audio.pipeline import Work, perform


class InlineExecutor:
    """Does the work at once, before `submit` returns."""

    def __init__(self, jobs: int, emit: Sink) -> None:
        """`jobs` is of no use here: there is one at a time."""
        self._emit = emit

    def submit(self, work: Work) -> Future[float]:
        """Do the work now."""
        future: Future[float] = Future()
        try:
            future.set_result(perform(work, self._emit))
        except Exception as error:
            future.set_exception(error)
        return future

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left running."""
