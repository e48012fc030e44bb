"""How long an MP4 file plays, and its chapters: ISO 14496-12.

They stand there as Nero writes them (`chpl`), as a track of text, or in both forms, as ffmpeg
does it; players such as AntennaPod read `chpl` alone, which ends at 255.
"""

from __future__ import annotations

import struct
from collections.abc import Callable

from nexus_audio.feed.id3_chapters import Listed
from nexus_audio.feed.mp4_box import head, inside
from nexus_audio.feed.mp4_track import track_chapters
from nexus_audio.models import Milliseconds

INDEX = 16 * 1024 * 1024
"""The most bytes of an index (`moov`): a day of sound has a tenth of them."""
_BOXES = 64
"""Many more than any file has at its top."""
NERO = 255
"""The most chapters that `chpl` holds, and the most bytes of a title."""
_NERO_TICKS = 10_000
"""Of `chpl`, in a millisecond."""

Read = Callable[[int, int], bytes]


def mp4_index(read: Read) -> bytes:
    """The index of a file; empty when there is none. `read` takes a place and a number of bytes."""
    place = 0
    for _ in range(_BOXES):
        size, name, start = head(read(place, 16), 0)
        if size < start:
            return b""
        if name == b"moov":
            return read(place + start, size - start) if size <= INDEX else b""
        place += size
    return b""


def mp4_duration(index: bytes) -> Milliseconds | None:
    """How long it plays, by its index."""
    header = inside(index, b"mvhd")
    if len(header) < 32:
        return None
    place, form = (20, ">IQ") if header[0] == 1 else (12, ">II")
    ticks, duration = struct.unpack_from(form, header, place)
    return duration * 1000 // ticks if ticks else None


def mp4_chapters(index: bytes, read: Read) -> Listed:
    """Start and title of each chapter: those in `chpl`, or where it has none or is full, all."""
    listed = _nero(index)
    return listed if 0 < len(listed) < NERO else track_chapters(index, read) or listed


def _nero(index: bytes) -> Listed:
    body, found = inside(inside(index, b"udta"), b"chpl"), []
    # The version, its flags, and four bytes that only version 1 has.
    place = 9 if body[:1] == b"\x01" else 5
    while place + 9 <= len(body):
        ticks, length = struct.unpack_from(">QB", body, place)
        title = body[place + 9 : place + 9 + length]
        found.append((ticks // _NERO_TICKS, title.decode("utf-8", errors="replace")))
        place += 9 + length
    return found
