from __future__ import annotations

import struct

import pytest

from nexus_audio.feed.mp4_box import boxes, head, inside, scale
from toy_media import box


def test_boxes_are_read_in_their_order() -> None:
    data = box(b"free", b"") + box(b"mdat", b"abc") + box(b"mdat", b"d")
    assert list(boxes(data)) == [(b"free", b""), (b"mdat", b"abc"), (b"mdat", b"d")]
    assert inside(data, b"mdat") == b"abc"
    assert inside(data, b"moov") == b""


def test_a_size_may_take_eight_bytes() -> None:
    assert head(struct.pack(">I4sQ", 1, b"mdat", 1 << 40), 0) == (1 << 40, b"mdat", 16)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\4moov", bytes(7), bytes(64)])
def test_what_is_broken_ends_the_list(data: bytes) -> None:
    assert list(boxes(data)) == []


@pytest.mark.parametrize(
    ("header", "ticks"),
    [
        (struct.pack(">12xII", 1000, 5), 1000),
        (struct.pack(">B19xIQ", 1, 44_100, 5), 44_100),
        (b"", 0),
    ],
)
def test_a_header_tells_the_ticks_of_a_second(header: bytes, ticks: int) -> None:
    assert scale(header) == ticks
