"""The boxes that an MP4 file consists of: ISO 14496-12, section 4.2."""

from __future__ import annotations

import struct
from collections.abc import Iterator

Box = bytes
"""What a box holds."""


def inside(data: bytes, name: bytes) -> Box:
    """What a box holds; empty when it is not there."""
    return next((body for found, body in boxes(data) if found == name), b"")


def boxes(data: bytes) -> Iterator[tuple[bytes, Box]]:
    """Name and content of each box, up to the first that is broken."""
    place = 0
    while place + 8 <= len(data):
        size, name, start = head(data, place)
        if size < start:
            return
        yield name, data[place + start : place + size]
        place += size


def head(data: bytes, place: int) -> tuple[int, bytes, int]:
    """Size and name of a box, and where in it its content begins; no size where it is broken."""
    if place + 8 > len(data):
        return 0, b"", 8
    size, name = struct.unpack_from(">I4s", data, place)
    if size == 1 and place + 16 <= len(data):
        return struct.unpack_from(">Q", data, place + 8)[0], name, 16
    return size, name, 8


def scale(header: Box) -> int:
    """The ticks of a second, by the header of a film or of a track; 0 when it does not say."""
    place = 20 if header[:1] == b"\x01" else 12
    return int.from_bytes(header[place : place + 4], "big")
