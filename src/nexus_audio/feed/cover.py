"""How large a picture is and which colours it has, read from the head of its file."""

from __future__ import annotations

import struct
from dataclasses import dataclass

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
# The frame headers of ITU-T T.81, table B.1; C4, C8 and CC mark other things.
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PNG_COLOURS = {0: "grey", 2: "RGB", 3: "palette", 4: "grey", 6: "RGB"}
"""PNG (ISO 15948), table 11.1; types 4 and 6 have an alpha channel."""
_JPEG_COLOURS = {1: "grey", 3: "RGB", 4: "CMYK"}
"""By the number of components; three are YCbCr, which every reader shows as RGB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The facts of a picture."""

    kind: str
    """`png` or `jpeg`."""
    width: int
    height: int
    """Pixels."""
    colours: str
    transparent: bool = False
    """Whether it has an alpha channel, or one colour that is clear."""


def read_picture(data: bytes) -> Picture | None:
    """The facts of a PNG or JPEG file; none when it is neither, or cut short."""
    if data.startswith(_PNG) and len(data) >= 26:
        return _png(data)
    return _jpeg(data) if data.startswith(_JPEG) else None


def _png(data: bytes) -> Picture:
    width, height, _, colours = struct.unpack_from(">IIBB", data, 16)
    clear = b"tRNS" in data[: data.find(b"IDAT")]
    return Picture(
        kind="png",
        width=width,
        height=height,
        colours=_PNG_COLOURS.get(colours, "unknown"),
        transparent=clear or colours in (4, 6),
    )


def _jpeg(data: bytes) -> Picture | None:
    position = 2
    while position + 10 <= len(data) and data[position] == 0xFF:
        marker, length = struct.unpack_from(">BH", data, position + 1)
        if marker in _FRAMES:
            height, width, parts = struct.unpack_from(">HHB", data, position + 5)
            colours = _JPEG_COLOURS.get(parts, "unknown")
            return Picture(kind="jpeg", width=width, height=height, colours=colours)
        position += 2 + length
    return None
