"""Small stages for tests of the pipeline and the executors; workers import them by name."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Mapping
from functools import partial
from typing import Any

from nexus_audio.errors import RecordingError
from nexus_audio.pipeline import File, Job, Task


def task(
    name: str,
    inputs: Mapping[str, Task | File] | None = None,
    values: Mapping[str, Any] | None = None,
    **fields: Any,
) -> Task:
    """A task of one of the stages below."""
    given: dict[str, Any] = {"version": 1, "episode": "one"} | fields
    return Task(
        stage=name,
        function=f"toy_stages:{name}",
        inputs=inputs or {},
        values=values or {},
        **given,
    )


def join(job: Job) -> None:
    """Write the inputs' texts, one after the other, and the value."""
    texts = [
        (path / "text").read_text() if path.is_dir() else path.read_text()
        for _, path in sorted(job.inputs.items())
    ]
    job.progress(1, 2, "half")
    job.progress(2, 2)
    (job.out / "text").write_text("+".join([*texts, str(job.values.get("word", ""))]))


def fail(job: Job) -> None:
    """Fail as a stage fails on bad input."""
    raise RecordingError("cannot be decoded", subject="recording.mp3", hint="Export it again.")


def change(job: Job) -> None:
    """Change the input while it is read."""
    job.inputs["x"].write_text("new")


def doubt(job: Job) -> None:
    """Want a person to look."""
    job.review("look here")


def crash(job: Job) -> None:
    """Fail as only a mistake of ours fails."""
    raise ZeroDivisionError("division by zero")


def die(job: Job) -> None:
    """Take the worker down."""
    os.kill(os.getpid(), signal.SIGKILL)


def sleep(job: Job) -> None:
    """Say that it began, then take long."""
    job.progress(0, 1, str(os.getpid()))
    time.sleep(float(job.values.get("seconds", 60)))
    (job.out / "text").write_text("slept")


def wide(job: Job) -> None:
    """Say in which process it runs, and on how many cores."""
    job.progress(1, 1, f"{os.getpid()} {job.cores}")
    time.sleep(0.05)
    (job.out / "text").write_text("wide")


def remember(job: Job) -> None:
    """Make two parts, and fail after so many as the value says."""
    made: list[int] = []

    def make(number: int) -> int:
        if len(made) == job.values.get("fails_after", 9):
            raise RecordingError("the line is dead")
        made.append(number)
        return number * 10

    parts = [job.memo(int, partial(make, number), part=number) for number in (1, 2, 3)]
    (job.out / "text").write_text(f"{parts} made {made}")
