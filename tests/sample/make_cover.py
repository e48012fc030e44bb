"""Draw the cover of the sample show: a written page whose last lines have become sound.

    python tests/sample/make_cover.py

Writes `feed/cover.png`: 1400 x 1400, RGB without alpha, the smallest size podcast directories take.
"""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SIZE = 1400
NIGHT, PAPER, INK, SIGNAL = (22, 32, 56), (246, 243, 235), (188, 190, 196), (240, 104, 62)
TEXT = ((330, 250, SIGNAL), (430, 500, INK), (510, 440, INK), (590, 480, INK), (670, 320, INK))
WAVE = (70, 150, 250, 120, 300, 210, 90, 180, 60)

Image = NDArray[np.float64]


def bar(image: Image, box: tuple[float, float, float, float], color: tuple[int, ...]) -> None:
    """Paint a rounded bar (left, top, right, bottom) with smooth edges; corners of 24 pixels."""
    left, top, right, bottom = box
    y, x = np.mgrid[:SIZE, :SIZE] + 0.5
    radius = min(24, (right - left) / 2, (bottom - top) / 2)
    across = np.maximum(abs(x - (left + right) / 2) - (right - left) / 2 + radius, 0)
    along = np.maximum(abs(y - (top + bottom) / 2) - (bottom - top) / 2 + radius, 0)
    cover = np.clip(radius - np.hypot(across, along) + 0.5, 0, 1)[..., None]
    image[:] = image * (1 - cover) + np.array(color) * cover


def draw() -> Image:
    """The cover as rows of red, green and blue from 0 to 255."""
    image = np.full((SIZE, SIZE, 3), NIGHT, dtype=np.float64)
    bar(image, (340, 210, 1060, 1190), PAPER)
    for top, width, color in TEXT:
        bar(image, (440, top, 440 + width, top + 36), color)
    for index, height in enumerate(WAVE):
        left = 440 + index * 60.5
        bar(image, (left, 920 - height / 2, left + 36, 920 + height / 2), NIGHT)
    return image


def png(image: Image) -> bytes:
    """An image as a PNG file."""

    def chunk(name: bytes, data: bytes) -> bytes:
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)  # 8 bits, RGB
    rows = np.pad(np.rint(image).astype(np.uint8).reshape(SIZE, -1), ((0, 0), (1, 0)))
    data = zlib.compress(rows.tobytes(), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    (Path(__file__).parents[2] / "feed" / "cover.png").write_bytes(png(draw()))
