from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.mp3 import mp3_duration
from toy_media import FRAME, SECOND

HALF = bytes([0xFF, 0xF3, 0x40, 0xC4])
"""The same of MPEG 2: 32 kbit/s, 22.05 kHz, mono, 104 bytes."""


def counted(head: bytes, name: bytes, place: int, length: int, count: int) -> bytes:
    """A frame whose header says how many there are."""
    flags = b"\0\0\0\1" if name != b"VBRI" else bytes(10)
    return (head.ljust(place, b"\0") + name + flags + count.to_bytes(4, "big")).ljust(length, b"\0")


@pytest.mark.parametrize(
    ("head", "name", "place", "length", "duration"),
    [
        (FRAME, b"Xing", 21, 417, 26_122),
        (FRAME, b"Info", 21, 417, 26_122),
        (FRAME, b"VBRI", 36, 417, 26_122),
        (HALF, b"Xing", 13, 104, 26_122),
    ],
)
def test_a_header_that_counts_the_frames_is_believed(
    head: bytes, name: bytes, place: int, length: int, duration: int
) -> None:
    data = counted(head, name, place, length, 1000) + head
    assert mp3_duration(data, 10_000_000) == duration


def test_a_constant_bit_rate_tells_by_the_bytes() -> None:
    assert mp3_duration(SECOND * 9, 160_000) == 10_000


def test_what_stands_before_the_first_frame_does_not_count() -> None:
    assert mp3_duration(b"\xff\xfb\x90 sand" + SECOND * 9, 160_008) == 10_000


def test_a_bit_rate_that_changes_without_a_header_tells_nothing() -> None:
    other = bytes([0xFF, 0xFB, 0xA0, 0xC4])  # 160 kbit/s
    assert mp3_duration(SECOND * 2 + other, 160_000) is None


@pytest.mark.parametrize("data", [b"", b"ID3", bytes(2048), b"\xff" * 2048, b"\xff\xfd\x90\xc4"])
def test_what_is_no_mp3_tells_nothing(data: bytes) -> None:
    assert mp3_duration(data, 2048) is None


@given(st.binary(max_size=400))
def test_damage_raises_nothing(data: bytes) -> None:
    for head in (b"", FRAME, HALF):
        mp3_duration(head + data, 1000)
