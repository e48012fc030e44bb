"""How long an MP4 file plays, and its chapters as Nero writes them (`chpl`): ISO 14496-12.

ffmpeg writes the same chapters as a QuickTime text track, too; players such as AntennaPod
read `chpl` alone.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from nexus_audio.feed.id3_chapters import Listed
from nexus_audio.models import Milliseconds

INDEX = 16 * 1024 * 1024
"""The most bytes of an index (`moov`): a day of sound has a tenth of them."""
_BOXES = 64
"""Many more than any file has at its top."""
_TICKS = 10_000
"""Of `chpl`, in a millisecond."""


def mp4_index(read: Callable[[int, int], bytes]) -> bytes:
    """The index of a file; empty when there is none. `read` takes a place and a number of bytes."""
    place = 0
    for _ in range(_BOXES):
        head = read(place, 16)
        size, name, start = _box(head, 0)
        if size < start:
            return b""
        if name == b"moov":
            return read(place + start, size - start) if size <= INDEX else b""
        place += size
    return b""


def mp4_duration(index: bytes) -> Milliseconds | None:
    """How long it plays, by its index."""
    head = _inside(index, b"mvhd")
    if len(head) < 32:
        return None
    place, form = (20, ">IQ") if head[0] == 1 else (12, ">II")
    scale, duration = struct.unpack_from(form, head, place)
    return duration * 1000 // scale if scale else None


def mp4_chapters(index: bytes) -> Listed:
    """Start and title of each chapter, the first 255, by its index."""
    body, found = _inside(_inside(index, b"udta"), b"chpl"), []
    # The version, its flags, and four bytes that only version 1 has.
    place = 9 if body[:1] == b"\x01" else 5
    while place + 9 <= len(body):
        ticks, length = struct.unpack_from(">QB", body, place)
        title = body[place + 9 : place + 9 + length]
        found.append((ticks // _TICKS, title.decode("utf-8", errors="replace")))
        place += 9 + length
    return found


def _inside(data: bytes, name: bytes) -> bytes:
    """What a box holds; empty when it is not there."""
    return next((body for found, body in _boxes(data) if found == name), b"")


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 0
    while place + 8 <= len(data):
        size, name, start = _box(data, place)
        if size < start:
            return
        yield name, data[place + start : place + size]
        place += size


def _box(data: bytes, place: int) -> tuple[int, bytes, int]:
    """Size and name of a box, and where in it its content begins; no size where it is broken."""
    if place + 8 > len(data):
        return 0, b"", 8
    size, name = struct.unpack_from(">I4s", data, place)
    if size == 1 and place + 16 <= len(data):
        return struct.unpack_from(">Q", data, place + 8)[0], name, 16
    return size, name, 8
