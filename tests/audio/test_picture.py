from __future__ import annotations

import struct
from pathlib import Path

import pytest

from nexus_audio.audio.picture import thumbnail
from nexus_audio.errors import ConfigError

COVER = Path(__file__).parents[2] / "feed" / "cover.png"


def size(jpeg: bytes) -> tuple[int, int]:
    """Width and height, from the frame header (ITU T.81, B.2.2)."""
    place = jpeg.index(b"\xff\xc0")
    height, width = struct.unpack(">HH", jpeg[place + 5 : place + 9])
    return width, height


def test_a_cover_becomes_small(tmp_path: Path) -> None:
    thumbnail(COVER, tmp_path / "ü b.jpg", 480)
    made = (tmp_path / "ü b.jpg").read_bytes()
    assert size(made) == (480, 480)
    assert len(made) < 60_000


def test_the_same_cover_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.jpg", "b.jpg"):
        thumbnail(COVER, tmp_path / name, 96)
    assert (tmp_path / "a.jpg").read_bytes() == (tmp_path / "b.jpg").read_bytes()


def test_what_is_no_picture_is_told(tmp_path: Path) -> None:
    (tmp_path / "cover.png").write_bytes(b"\x89PNG but not really")
    with pytest.raises(ConfigError, match="picture") as caught:
        thumbnail(tmp_path / "cover.png", tmp_path / "out.jpg", 96)
    assert "1400" in caught.value.hint
