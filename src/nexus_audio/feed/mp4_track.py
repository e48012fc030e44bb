"""The chapters of an MP4 file as QuickTime writes them: a track of text, one sample a chapter.

There is no end to their number, as there is in `chpl`. Apple: QuickTime File Format, "Chapter
Lists"; ISO 14496-12 for the tables of samples.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import islice, repeat

from nexus_audio.feed.id3_chapters import Listed
from nexus_audio.feed.mp4_box import Box, boxes, inside, scale
from nexus_audio.models import Milliseconds

MOST = 5000
"""Chapters that are read; more are damage."""
_TITLE = 4096
"""Bytes that are read of a title."""

Read = Callable[[int, int], bytes]


def track_chapters(index: bytes, read: Read) -> Listed:
    """Start and title of each chapter in the track that another one names as its chapters."""
    tracks = [body for name, body in boxes(index) if name == b"trak"]
    named = {number for track in tracks for number in _chapter_tracks(track)}
    for track in tracks:
        media = inside(track, b"mdia")
        if _number(track) in named and inside(media, b"hdlr")[8:12] == b"text":
            starts, places = _starts(media), _places(inside(inside(media, b"minf"), b"stbl"))
            samples = islice(zip(starts, places, strict=False), MOST)
            return [(start, _title(read(*place))) for start, place in samples]
    return []


def _chapter_tracks(track: bytes) -> tuple[int, ...]:
    return tuple(number for (number,) in _rows(">I", inside(inside(track, b"tref"), b"chap"), 0))


def _number(track: bytes) -> int:
    head = inside(track, b"tkhd")
    place = 20 if head[:1] == b"\x01" else 12
    return int.from_bytes(head[place : place + 4], "big")


def _starts(media: Box) -> Iterator[Milliseconds]:
    ticks, time = scale(inside(media, b"mdhd")), 0
    table = inside(inside(inside(media, b"minf"), b"stbl"), b"stts")
    for count, length in _rows(">II", table) if ticks else ():
        for _ in range(count):
            yield round(time * 1000 / ticks)
            time += length


def _places(samples: Box) -> Iterator[tuple[int, int]]:
    """Where each sample lies, and how much of it is read; samples lie in chunks."""
    sizes, runs = _sizes(inside(samples, b"stsz")), list(_rows(">III", inside(samples, b"stsc")))
    firsts = [first for first, *_ in runs]
    chunks = [*_rows(">I", inside(samples, b"stco")), *_rows(">Q", inside(samples, b"co64"))]
    for number, (chunk,) in enumerate(chunks, start=1):
        run, place = bisect_right(firsts, number) - 1, chunk
        for size in islice(sizes, runs[run][1] if run >= 0 else 0):
            yield place, min(size, _TITLE)
            place += size


def _sizes(table: bytes) -> Iterator[int]:
    """The bytes of each sample: one number for all, or a list."""
    every = int.from_bytes(table[4:8], "big")
    return repeat(every) if every else (size for (size,) in _rows(">I", table, 12))


def _rows(form: str, table: bytes, start: int = 8) -> Iterator[tuple[int, ...]]:
    """The rows of a table, behind its version, flags and count."""
    size = struct.calcsize(form)
    whole = len(table[start:]) // size * size
    return struct.iter_unpack(form, table[start : start + whole])


def _title(sample: bytes) -> str:
    text = sample[2 : 2 + int.from_bytes(sample[:2], "big")]
    wide = text.startswith((b"\xfe\xff", b"\xff\xfe"))
    return text.decode("utf-16" if wide else "utf-8", errors="replace")
