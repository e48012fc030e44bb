from __future__ import annotations

import struct
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.cover import cover_size


def png(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02"


def jpeg(width: int, height: int) -> bytes:
    thumbnail = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + bytes(9)
    frame = b"\xff\xc2" + struct.pack(">HBHH", 17, 8, height, width) + bytes(10)
    return b"\xff\xd8" + thumbnail + frame


@pytest.mark.parametrize("make", [png, jpeg])
def test_width_and_height_are_read(make: Callable[[int, int], bytes]) -> None:
    assert cover_size(make(3000, 1400)) == (3000, 1400)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8", png(1, 1)[:20], jpeg(1, 1)[:24]])
def test_anything_else_has_no_size(data: bytes) -> None:
    assert cover_size(data) is None


@given(st.binary(max_size=64))
def test_damaged_files_raise_nothing(rest: bytes) -> None:
    cover_size(b"\xff\xd8" + rest)
    cover_size(b"\x89PNG\r\n\x1a\n" + rest)
