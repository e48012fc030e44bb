"""Waiting until files that are still being written are whole.

A file counts as whole when its size and its time of change stand still for a moment. This
belongs before a build makes keys, as a key is the hash of what a file holds.
"""

from __future__ import annotations

import stat
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from nexus_audio.errors import RecordingError
from nexus_audio.events import Event, EventKind, Sink

STILL = 2.0
"""Seconds; recorders and copies write every second at least."""

LONGEST = 1800.0
"""Seconds; half an hour copies 30 GB from a slow stick."""

_LOOK = 0.25  # seconds between two looks


def wait_until_whole(
    files: Iterable[Path],
    emit: Sink,
    *,
    episode: str = "",
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
) -> None:
    """Wait for each file that changed just now; raises RecordingError after half an hour.

    A pipe or a device is refused: whoever read it could wait for its end for ever.
    """
    deadline = now() + LONGEST
    for file in files:
        _check_ends(file)
        seen, since = _state(file), now()
        if 0 <= since - seen[1] < STILL or seen[1] > since:
            emit(_waiting(file, episode))
        else:
            continue
        while now() - since < STILL:
            sleep(_LOOK)
            if (state := _state(file)) != seen:
                seen, since = state, now()
            if now() > deadline:
                raise _endless(file)


def _check_ends(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError:  # reading it will say what is wrong
        return
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        raise RecordingError(
            "is a pipe or a device, not a file",
            subject=str(file),
            hint="Record into a file, or copy it into one, and name that.",
        )


def _state(file: Path) -> tuple[int, float]:
    try:
        status = file.stat()
    except OSError:  # reading it will say what is wrong
        return 0, 0.0
    return status.st_size, status.st_mtime


def _waiting(file: Path, episode: str) -> Event:
    message = f"waiting until {file.name} is whole"
    return Event(kind=EventKind.PROGRESS, stage="ingest", episode=episode, message=message)


def _endless(file: Path) -> RecordingError:
    return RecordingError(
        f"is still being written after {LONGEST / 60:.0f} minutes",
        subject=str(file),
        hint="Wait until the recording or the copy has ended, and build again.",
    )
