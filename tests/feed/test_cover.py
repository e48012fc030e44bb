from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.cover import Picture, read_picture


def png(width: int, height: int, colours: int = 2, before: bytes = b"") -> bytes:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
    return head + struct.pack(">IIBB", width, height, 8, colours) + bytes(7) + before + b"IDAT"


def jpeg(width: int, height: int, parts: int = 3) -> bytes:
    thumbnail = b"\xff\xe0" + struct.pack(">H", 16) + b"JFIF\x00" + bytes(9)
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 17, 8, height, width, parts) + bytes(9)
    return b"\xff\xd8" + thumbnail + frame


@pytest.mark.parametrize(("kind", "data"), [("png", png(3000, 1400)), ("jpeg", jpeg(3000, 1400))])
def test_width_and_height_are_read(kind: str, data: bytes) -> None:
    expected = Picture(kind=kind, width=3000, height=1400, colours="RGB", transparent=False)
    assert read_picture(data) == expected


@pytest.mark.parametrize(
    ("data", "colours", "transparent"),
    [
        (png(1, 1, 0), "grey", False),
        (png(1, 1, 2), "RGB", False),
        (png(1, 1, 2, before=b"\x00\x00\x00\x06tRNS" + bytes(10)), "RGB", True),
        (png(1, 1, 3), "palette", False),
        (png(1, 1, 4), "grey", True),
        (png(1, 1, 6), "RGB", True),
        (png(1, 1, 5), "unknown", False),
        (jpeg(1, 1, 1), "grey", False),
        (jpeg(1, 1, 3), "RGB", False),
        (jpeg(1, 1, 4), "CMYK", False),
    ],
)
def test_colours_and_transparency_are_read(data: bytes, colours: str, transparent: bool) -> None:
    picture = read_picture(data)
    assert picture is not None
    assert (picture.colours, picture.transparent) == (colours, transparent)


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8", png(1, 1)[:20], jpeg(1, 1)[:24]])
def test_anything_else_is_no_picture(data: bytes) -> None:
    assert read_picture(data) is None


@given(st.binary(max_size=64))
def test_damaged_files_raise_nothing(rest: bytes) -> None:
    read_picture(b"\xff\xd8" + rest)
    read_picture(b"\x89PNG\r\n\x1a\n" + rest)
