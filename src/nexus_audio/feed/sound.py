"""What a sound file tells of itself: what it is, how long it plays, and its chapters.

Only parts of it are read, so that the file may lie on a server: its beginning, its index,
its end. `read` takes a place and a number of bytes, and gives fewer where there are no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nexus_audio.feed.id3_chapters import HEADER, Listed, id3_chapters, tag_size
from nexus_audio.feed.mp3 import mp3_duration
from nexus_audio.feed.mp4 import mp4_chapters, mp4_duration, mp4_index
from nexus_audio.feed.ogg import ogg_chapters, ogg_duration
from nexus_audio.feed.origin import DOCUMENT
from nexus_audio.models import Milliseconds

HEAD = 64 * 1024
"""Bytes that hold the beginning of most files: the tag, and 4 s of sound of 128 kbit/s."""

Read = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """The facts of a file, as far as it tells them."""

    kind: str = ""
    """The media type by its bytes; empty when they do not say."""
    duration: Milliseconds | None = None
    chapters: Listed = ()


def read_sound(read: Read, size: int | None) -> Sound:
    """Look into a file of so many bytes; none is a number that nobody knows."""
    head = read(0, HEAD)

    def part(start: int, count: int) -> bytes:
        inside = start + count <= len(head)
        return head[start : start + count] if inside else read(start, count)

    kind = _kind(head)
    if kind == "audio/mpeg":
        return _mp3(part, size)
    if kind == "audio/mp4":
        index = mp4_index(part)
        return Sound(kind=kind, duration=mp4_duration(index), chapters=mp4_chapters(index, part))
    if kind == "audio/ogg":
        duration = ogg_duration(part, size) if size else None
        return Sound(kind=kind, duration=duration, chapters=ogg_chapters(part))
    return Sound(kind=kind)


def _mp3(read: Read, size: int | None) -> Sound:
    place = tag_size(read(0, HEADER))
    tag = read(0, place) if 0 < place <= DOCUMENT else b""
    duration = mp3_duration(read(place, HEAD), size - place) if size else None
    return Sound(kind="audio/mpeg", duration=duration, chapters=id3_chapters(tag))


def _kind(head: bytes) -> str:
    if head.startswith(b"ID3") or (head[:1] == b"\xff" and head[1:2] > b"\xe0"):
        return "audio/mpeg"
    if head[4:8] == b"ftyp":
        return "audio/mp4"  # whether there are pictures, too, its first bytes do not say
    return {b"OggS": "audio/ogg", b"RIFF": "audio/wav", b"<!DO": "a web page"}.get(head[:4], "")
