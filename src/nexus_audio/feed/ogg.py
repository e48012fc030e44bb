"""How long an Ogg file plays, and the chapters in its comments: RFC 3533, RFC 7845, Vorbis I."""

from __future__ import annotations

import struct
from collections.abc import Callable
from itertools import count

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.feed.id3_chapters import Listed
from nexus_audio.models import Milliseconds

COMMENTS = 16 * 1024 * 1024
"""The most bytes of comments: a cover lies in them."""
_PAGE = 27
"""Bytes of a page's head, before the lengths of its parts."""
_LONGEST = _PAGE + 255 + 255 * 255
"""Bytes of a page."""
_OPUS, _VORBIS = b"OpusHead", b"\x01vorbis"
_OPUS_RATE = 48_000
"""Hz; Opus always counts in these."""

Read = Callable[[int, int], bytes]


def ogg_duration(read: Read, size: int) -> Milliseconds | None:
    """How long it plays: what its last page counts, by the rate that its first page tells."""
    first = _content(read(0, _LONGEST))
    end = read(max(0, size - _LONGEST), _LONGEST)
    last = end.rfind(b"OggS")
    if last < 0 or last + _PAGE > len(end):
        return None
    samples: int = struct.unpack_from("<q", end, last + 6)[0]
    if first.startswith(_OPUS) and len(first) >= 12:
        skipped: int = struct.unpack_from("<H", first, 10)[0]
        return (samples - skipped) * 1000 // _OPUS_RATE
    if first.startswith(_VORBIS) and len(first) >= 16:
        rate: int = struct.unpack_from("<I", first, 12)[0]
        return samples * 1000 // rate if rate else None
    return None


def ogg_chapters(read: Read) -> Listed:
    """Start and title of each chapter, as the Xiph wiki's "Chapter Extension" writes them."""
    comments = _comments(_second_packet(read))
    found: list[tuple[Milliseconds, str]] = []
    for number in count(0 if "CHAPTER000" in comments else 1):
        key = f"CHAPTER{number:03}"
        if key not in comments:
            return found
        try:
            found.append((clock.parse(comments[key]), comments.get(f"{key}NAME", "")))
        except ConfigError:
            return []
    return found


def _second_packet(read: Read) -> bytes:
    """The packet behind that of the first page, from as many pages as it takes."""
    packet, place = b"", len(_page(read(0, _LONGEST)))
    while place and len(packet) <= COMMENTS:
        page = _page(read(place, _LONGEST))
        lengths = page[_PAGE : _PAGE + page[26]] if page else b""
        parts = next((at for at, length in enumerate(lengths) if length < 255), len(lengths))
        packet += _content(page)[: sum(lengths[: parts + 1])]
        if parts < len(lengths) or not page:
            break
        place += len(page)
    return packet


def _page(data: bytes) -> bytes:
    """The page that data begins with; empty when it begins with none."""
    if not data.startswith(b"OggS") or len(data) < _PAGE:
        return b""
    parts = data[26]
    return data[: _PAGE + parts + sum(data[_PAGE : _PAGE + parts])]


def _content(data: bytes) -> bytes:
    page = _page(data)
    return page[_PAGE + page[26] :] if page else b""


def _comments(packet: bytes) -> dict[str, str]:
    """The comments by their names in capitals; of two with one name, the first."""
    start = len(b"OpusTags") if packet.startswith(b"OpusTags") else len(b"\x03vorbis")
    vendor, place = _text(packet, start)
    found: dict[str, str] = {}
    place += 4  # their number, which is no more than a promise
    while vendor is not None and place < len(packet):
        comment, place = _text(packet, place)
        if comment is None:
            break
        name, _, value = comment.partition("=")
        found.setdefault(name.upper(), value)
    return found


def _text(packet: bytes, place: int) -> tuple[str | None, int]:
    """A text that tells its length before it, and where it ends; none where it is cut short."""
    if place + 4 > len(packet):
        return None, place
    end = place + 4 + int(struct.unpack_from("<I", packet, place)[0])
    text = packet[place + 4 : end].decode("utf-8", errors="replace")
    return (text if end <= len(packet) else None), end
