"""The chapters in the tag of an MP3 file, read without any library.

id3.org: id3v2.3.0, id3v2.4.0-structure, id3v2-chapters-1.0.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

from nexus_audio.models import Milliseconds

Listed = Sequence[tuple[Milliseconds, str]]
"""Start and title of each chapter."""
HEADER = 10
_UNSYNCHRONISED, _EXTENDED = 0x80, 0x40
_ENCODINGS = ("latin-1", "utf-16", "utf-16-be", "utf-8")


def tag_size(head: bytes) -> int:
    """How many bytes the tag at the beginning of a file has; 0 when there is none."""
    if len(head) < HEADER or not head.startswith(b"ID3") or head[3] not in (3, 4):
        return 0
    return HEADER + _syncsafe(head[6:10])


def id3_chapters(tag: bytes) -> Listed:
    """Start and title of each chapter, in the order of time; empty when there is none."""
    size = tag_size(tag)
    if not size:
        return []
    version, flags, body = tag[3], tag[5], tag[HEADER:size]
    if flags & _UNSYNCHRONISED:
        body = body.replace(b"\xff\x00", b"\xff")
    if flags & _EXTENDED:
        body = body[_syncsafe(body[:4]) if version == 4 else 4 + int.from_bytes(body[:4], "big") :]
    frames = (frame for name, frame in _frames(body, version) if name == b"CHAP")
    return sorted(chapter for frame in frames for chapter in _chapter(frame, version))


def _chapter(frame: bytes, version: int) -> Iterator[tuple[Milliseconds, str]]:
    _, _, rest = frame.partition(b"\x00")
    if len(rest) >= 16:
        (start,) = struct.unpack_from(">I", rest)
        titles = [_text(one) for name, one in _frames(rest[16:], version) if name == b"TIT2"]
        yield start, "".join(titles[:1])


def _frames(body: bytes, version: int) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position + HEADER < len(body) and body[position] != 0:
        written = body[position + 4 : position + 8]
        size = _syncsafe(written) if version == 4 else int.from_bytes(written, "big")
        start = position + HEADER
        yield body[position : position + 4], body[start : start + size]
        position = start + size


def _text(frame: bytes) -> str:
    encoding = _ENCODINGS[frame[0]] if frame[:1] and frame[0] < len(_ENCODINGS) else "latin-1"
    return frame[1:].decode(encoding, errors="replace").rstrip("\x00")


def _syncsafe(data: bytes) -> int:
    size = 0
    for byte in data:
        size = size << 7 | byte & 0x7F
    return size
