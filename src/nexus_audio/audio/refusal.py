"""Files that are no recording: each is told what it is instead, and what to do about it."""

from __future__ import annotations

import os
from pathlib import Path

from nexus_audio.audio import strangers
from nexus_audio.errors import RecordingError

_HEAD = 4096


def check_file(path: Path) -> None:
    """Raise RecordingError when a file cannot be read or cannot be a recording."""
    _check_name(path)
    head = _head(path)
    if not head:
        hint = "Copy the recording again; it has not arrived."
        raise RecordingError("is empty", subject=str(path), hint=hint)
    if stranger := strangers.recognise(head):
        message = f"is {stranger.what}, not a sound"
        raise RecordingError(message, subject=str(path), hint=stranger.hint)


def _check_name(path: Path) -> None:
    try:
        str(path).encode()
    except UnicodeEncodeError as error:
        raise RecordingError(
            "has a name that is not valid text",
            subject=os.fsencode(path).decode(errors="replace"),
            hint="Rename the file or its folder.",
        ) from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_HEAD)
    except FileNotFoundError as error:
        hint = "Put the recording there, or name another file."
        raise RecordingError("is not there", subject=str(path), hint=hint) from error
    except IsADirectoryError as error:
        hint = "Name the sound file itself."
        raise RecordingError("is a folder", subject=str(path), hint=hint) from error
    except OSError as error:
        hint = "Check that you may read the file and that its disk is well."
        reason = f"cannot be read: {error.strerror}"
        raise RecordingError(reason, subject=str(path), hint=hint) from error
