"""Sound files that hold no sound: heads, indexes and tags, written by the specifications."""

from __future__ import annotations

import struct
from collections.abc import Callable

FRAME = bytes([0xFF, 0xFB, 0x90, 0xC4])
"""The head of a frame of MPEG 1, layer III: 128 kbit/s, 44.1 kHz, mono, 417 bytes."""
SECOND = FRAME + bytes(413)


def reader(data: bytes) -> Callable[[int, int], bytes]:
    return lambda start, count: data[start : start + count]


def box(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(body), name) + body


def chapters(*listed: tuple[int, str], version: int = 1) -> bytes:
    entries = (
        struct.pack(">QB", start * 10_000, len(title.encode())) + title.encode()
        for start, title in listed
    )
    head = bytes([version, 0, 0, 0]) + bytes(4 if version else 0) + bytes([len(listed)])
    return box(b"udta", box(b"chpl", head + b"".join(entries)))


def text_track(
    at: int, *listed: tuple[int, str], chunk: int = 2, encoding: str = "utf-8"
) -> tuple[bytes, bytes]:
    """Tracks of a file, of which one names the other as its chapters; its samples begin at `at`."""
    texts = [title.encode(encoding) for _, title in listed]
    samples = [struct.pack(">H", len(text)) + text + b"encd" for text in texts]
    places = [at + sum(map(len, samples[:first])) for first in range(0, len(samples), chunk)]
    starts = [start for start, _ in listed]
    lengths = [
        end - start for start, end in zip(starts, [*starts[1:], starts[-1] + 1], strict=True)
    ]

    def table(name: bytes, form: str, *rows: tuple[int, ...], between: bytes = b"") -> bytes:
        packed = b"".join(struct.pack(form, *row) for row in rows)
        return box(name, bytes(4) + between + struct.pack(">I", len(rows)) + packed)

    tables = box(
        b"stbl",
        table(b"stts", ">II", *((1, length) for length in lengths))
        + table(b"stsz", ">I", *((len(sample),) for sample in samples), between=bytes(4))
        + table(b"stsc", ">III", (1, chunk, 1))
        + table(b"stco", ">I", *((place,) for place in places)),
    )
    clock = box(b"mdhd", struct.pack(">12xII4x", 1000, starts[-1] + 1))
    kind = box(b"hdlr", bytes(8) + b"text" + bytes(13))
    sound = box(b"tkhd", struct.pack(">12xI", 1)) + box(b"tref", box(b"chap", b"\0\0\0\2"))
    text = box(b"tkhd", struct.pack(">12xI", 2))
    text += box(b"mdia", clock + kind + box(b"minf", tables))
    return box(b"trak", sound) + box(b"trak", text), b"".join(samples)


SHORT = box(b"mvhd", struct.pack(">B11xII80x", 0, 1000, 61_300))
LISTED = ((0, "Anfang"), (10_500, "Grüße 🔥"))
OPUS = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
CHAPTERS = ("CHAPTER001=00:00:00.000", "CHAPTER001NAME=Anfang", "Chapter002=00:01:02.500")


def pages(packet: bytes, granule: int = 0) -> bytes:
    """A packet on as many pages as it needs."""
    lengths = [255] * (len(packet) // 255) + [len(packet) % 255]
    written = b""
    while lengths:
        here, lengths = lengths[:255], lengths[255:]
        body, packet = packet[: sum(here)], packet[sum(here) :]
        head = struct.pack("<4sBBqIIIB", b"OggS", 0, 0, granule, 1, 0, 0, len(here))
        written += head + bytes(here) + body
    return written


def tags(*comments: str, mark: bytes = b"OpusTags") -> bytes:
    texts = [text.encode() for text in ("wir", *comments)]
    told = [struct.pack("<I", len(text)) + text for text in texts]
    return mark + told[0] + struct.pack("<I", len(comments)) + b"".join(told[1:])


def file(head: bytes, comments: bytes, granule: int) -> bytes:
    return pages(head) + pages(comments) + pages(bytes(500), 960) + pages(bytes(90), granule)


def counted(count: int) -> bytes:
    """The first frame of an MP3 of so many, which says so."""
    return (FRAME.ljust(21, b"\0") + b"Info\0\0\0\1" + count.to_bytes(4, "big")).ljust(417, b"\0")


def m4a(duration: int, *listed: tuple[int, str]) -> bytes:
    """An M4A of so many milliseconds with chapters."""
    head = box(b"mvhd", struct.pack(">B11xII80x", 0, 1000, duration))
    return box(b"ftyp", b"M4A ") + box(b"moov", head + chapters(*listed))


def opus(duration: int, *comments: str) -> bytes:
    """An Opus file of so many milliseconds with comments."""
    return file(OPUS, tags(*comments), duration * 48 + 312)
