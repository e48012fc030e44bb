"""Whether a file ends where it says, in containers of which ffmpeg plays a half without a word."""

from __future__ import annotations

import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

_PAGE = 27 + 255 + 255 * 255  # bytes of the longest Ogg page (RFC 3533, section 6)
_LAST_PAGE = 4  # the flag of the page that ends a stream
_ASF = bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c")
_PROPERTIES = bytes.fromhex("a1dcab8c47a9cf118ee400c00c205365")
_ASF_HEAD = 1 << 16  # bytes that hold the properties: they come first, or nearly so
_BROADCAST = 1  # a flag: the sizes were not known when they were written
_CHUNKS = 64  # more than a CAF file has


class Ending(StrEnum):
    """How a file ends."""

    WHOLE = "whole"
    OPEN = "open"
    """Nothing is cut in two, but its end is not marked either."""
    BROKEN = "broken"


def ending(path: Path) -> Ending:
    """How an Ogg, ASF (wma) or CAF file ends; anything else is taken for whole."""
    with path.open("rb") as file:
        head = file.read(16)
        for magic, look in _LOOKS.items():
            if head.startswith(magic):
                return look(file, path.stat().st_size)
    return Ending.WHOLE


def _ogg(file: BinaryIO, size: int) -> Ending:
    """By the last page: whether all of it is there, and whether it ends its stream."""
    file.seek(max(0, size - _PAGE))
    tail = file.read()
    page = tail[max(0, tail.rfind(b"OggS")) :]
    count = page[26] if len(page) > 26 else 0
    table = page[27 : 27 + count]
    if not count or len(table) < count or len(page) < 27 + count + sum(table):
        return Ending.BROKEN
    return Ending.WHOLE if page[5] & _LAST_PAGE else Ending.OPEN


def _asf(file: BinaryIO, size: int) -> Ending:
    """By the size that stands in its properties (ASF specification, section 3.2)."""
    head = file.read(_ASF_HEAD)
    at = head.find(_PROPERTIES)
    if at < 0 or len(head) < at + 92:
        return Ending.WHOLE
    stated, flags = struct.unpack_from("<Q", head, at + 40)[0], head[at + 88]
    return Ending.BROKEN if size < stated and not flags & _BROADCAST else Ending.WHOLE


def _caf(file: BinaryIO, size: int) -> Ending:
    """By the size of its sound (Apple's CAF specification); -1 stands for all that follows."""
    at = 8
    for _ in range(_CHUNKS):
        file.seek(at)
        chunk = file.read(12)
        if len(chunk) < 12:
            break
        name, length = struct.unpack(">4sq", chunk)
        at += 12 + length
        if name == b"data":
            return Ending.BROKEN if at > size else Ending.WHOLE
        if length < 0:
            break
    return Ending.WHOLE


_LOOKS: dict[bytes, Callable[[BinaryIO, int], Ending]] = {
    b"OggS": _ogg,
    _ASF: _asf,
    b"caff": _caf,
}
