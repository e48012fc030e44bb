"""How far a build is, and how long it will still take.

The time left is the work left at the speed of the last minute: passages that were heard
before a crash come at once, and say nothing of the rest. Work is counted in the
shares below, so that a quick machine and a slow one both tell the truth after
the first stages.
"""

from __future__ import annotations

import os
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn

from nexus_audio.cli.call import Call
from nexus_audio.cli.tables import clock
from nexus_audio.events import Event, EventKind, Sink

# Share of each stage in the work of one episode: seconds measured on the sample, faster-whisper
# base on two cores; what is not named takes next to nothing.
SHARES = {
    **{"ingest": 2, "measure": 2, "condition": 6},
    **{"transcribe": 14, "rehear": 11, "align": 2, "render": 10},
}
_SMALL = 0.5
_RECENT = 60.0  # seconds of which the speed is taken
_PAUSE = 10.0  # seconds between two plain lines of progress


class Shares:
    """How much of the work is done, as the events tell it."""

    def __init__(self) -> None:
        self._done: dict[tuple[str, str], float] = {}
        self._skipped: set[tuple[str, str]] = set()

    def add(self, event: Event) -> None:
        """Take one event in."""
        key = (event.episode, event.stage)
        if event.kind == EventKind.CACHED:
            self._skipped.add(key)
        elif event.kind in (EventKind.FINISHED, EventKind.FAILED):
            self._done[key] = 1.0
        elif event.total:
            self._done[key] = max(self._done.get(key, 0.0), min(1.0, event.done / event.total))

    def done(self, episodes: int) -> float:
        """The share of the work of so many episodes that is done, 0 to 1.

        Without episodes, of the stages that were heard of.
        """
        if not episodes:
            return sum(self._done.values()) / len(self._done) if self._done else 0.0
        skipped = sum(_share(stage) for _, stage in self._skipped)
        whole = episodes * sum(SHARES.values()) - skipped
        work = sum(_share(stage) * part for (_, stage), part in self._done.items())
        return min(1.0, work / whole) if whole > 0 else 1.0


def _share(stage: str) -> float:
    return SHARES.get(stage, _SMALL)


class Pace:
    """How fast the work goes: its share over time, of the last minute."""

    def __init__(self, began: float) -> None:
        self._points = deque([(began, 0.0)])

    def seconds_left(self, share: float, now: float) -> float | None:
        """The seconds that the rest will take at this speed; none while that is a guess."""
        self._points.append((now, share))
        while self._points[1][0] <= now - _RECENT:
            self._points.popleft()
        since, before = self._points[0]
        if share <= 0.05 or now - since <= 2 or share <= before:
            return None
        return (1 - share) * (now - since) / (share - before)


@contextmanager
def reporter(call: Call, episodes: int = 0) -> Iterator[Sink]:
    """A sink that shows events as the call asks for: JSON, a live display, lines, or nothing.

    `episodes` is how many are built; with none, each stage is shown by itself alone.
    """
    lock = Lock()
    with _display(call, episodes) as show:

        def emit(event: Event) -> None:
            with lock:
                fields = event.as_json()
                call.line(str(fields.pop("type")), **{k: x for k, x in fields.items() if k != "v"})
                show(event)

        yield emit


@contextmanager
def _display(call: Call, episodes: int) -> Iterator[Sink]:
    if call.verbosity < 0:
        yield lambda event: None
    elif sys.stderr.isatty() and os.environ.get("TERM") != "dumb" and not os.environ.get("CI"):
        with _live(episodes) as show:
            yield show
    else:
        yield _Lines(call.verbosity, episodes)


class _Lines:
    """One plain line for each thing that happened, and now and then one of progress."""

    def __init__(self, verbosity: int, episodes: int) -> None:
        self._quiet = {EventKind.STARTED, EventKind.CACHED} if verbosity < 1 else set()
        self._episodes = episodes
        self._shares = Shares()
        self._told = time.monotonic()
        self._pace = Pace(self._told)

    def __call__(self, event: Event) -> None:
        self._shares.add(event)
        if event.kind in self._quiet:
            return
        if event.kind == EventKind.PROGRESS and time.monotonic() - self._told < _PAUSE:
            return
        self._told = time.monotonic()
        name = f"{event.episode} {event.stage}".strip()
        took = f"{event.seconds:.1f} s" if event.kind == EventKind.FINISHED else ""
        words = " ".join(filter(None, [f"{name}: {event.kind}", took, event.message, self._left()]))
        sys.stderr.write(words + "\n")

    def _left(self) -> str:
        share = self._shares.done(self._episodes)
        left = self._pace.seconds_left(share, time.monotonic())
        return f"(about {clock(left * 1000)} left)" if left and share < 1 else ""


@contextmanager
def _live(episodes: int) -> Iterator[Sink]:
    """A bar for all the work, and the stages that are running."""
    shares, pace = Shares(), Pace(time.monotonic())
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.fields[left]}"),
    )
    running: dict[tuple[str, str], TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        whole = progress.add_task("all", total=1.0, left="")

        def show(event: Event) -> None:
            shares.add(event)
            key = (event.episode, event.stage)
            if event.kind == EventKind.STARTED:
                name = f"{event.episode} {event.stage}".strip()
                running[key] = progress.add_task(name, total=1.0, left="")
            elif event.kind == EventKind.PROGRESS and key in running and event.total:
                progress.update(
                    running[key], completed=event.done / event.total, left=event.message
                )
            elif event.kind in (EventKind.FINISHED, EventKind.FAILED) and key in running:
                progress.remove_task(running.pop(key))
            elif event.kind == EventKind.REVIEW:
                progress.console.print(f"{event.episode}: {event.message}", markup=False)
            share = shares.done(episodes)
            left = pace.seconds_left(share, time.monotonic())
            text = f"about {clock(left * 1000)} left" if left else ""
            progress.update(whole, completed=share, left=text)

        yield show
