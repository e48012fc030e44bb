"""Files that are no recording, told by their first bytes, each with what to do about it."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from nexus_audio.errors import RecordingError

_HEAD = 4096
_ARCHIVES = {b"PK\x03\x04": "ZIP", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "RAR"}
_ENCRYPTED = 1  # bit 0 of the flags in a ZIP file's first header (APPNOTE 4.4.4)
_TEXT = {*range(32, 127), *b"\t\n\r\f", *range(128, 256)}


def check_file(path: Path) -> None:
    """Raise RecordingError when a file cannot be read or cannot be a recording."""
    _check_name(path)
    head = _head(path)
    if not head:
        hint = "Copy the recording again; it has not arrived."
        raise RecordingError("is empty", subject=str(path), hint=hint)
    for magic, name in _ARCHIVES.items():
        if head.startswith(magic):
            raise _archive(path, name, locked=name == "ZIP" and bool(head[6] & _ENCRYPTED))
    if _is_text(head):
        hint = "Put the sound file itself there; a text may have taken its name."
        raise RecordingError("is a text, not a sound", subject=str(path), hint=hint)


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


def _archive(path: Path, name: str, *, locked: bool) -> RecordingError:
    kind = f"a {name} archive" + (" protected by a password" if locked else "")
    hint = "Unpack it (you may need its password), and put the recording itself there."
    return RecordingError(f"is {kind}, not a sound", subject=str(path), hint=hint)


def _is_text(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # the last character may be cut in two
    except UnicodeDecodeError:
        return False
    return _TEXT.issuperset(head)
