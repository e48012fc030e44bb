"""How long an MP3 file plays, by its frames: ISO 11172-3, ISO 13818-3, and Xing's header.

A file with a header that counts its frames is as long as those; one of a constant bit rate
is as long as its bytes. Of any other only decoding all of it would tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nexus_audio.models import Milliseconds

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
"""Hz by MPEG version (3 is 1, 2 is 2, 0 is 2.5)."""
_FULL = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_HALF = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
"""Kbit/s of layer III, in version 1 and in the others."""
_LAYER_3, _MONO = 1, 3
_VBRI = 36
"""Where Fraunhofer's header begins in its frame."""


@dataclass(frozen=True, slots=True)
class _Frame:
    version: int
    bitrate: int
    """Kbit/s."""
    rate: int
    """Hz."""
    padding: int
    mono: bool

    @property
    def samples(self) -> int:
        return 1152 if self.version == 3 else 576

    @property
    def length(self) -> int:
        return self.samples * 125 * self.bitrate // self.rate + self.padding

    @property
    def header(self) -> int:
        """Where Xing's header begins: behind the side information."""
        full, half = (17, 9) if self.mono else (32, 17)
        return 4 + (full if self.version == 3 else half)


def mp3_duration(data: bytes, size: int) -> Milliseconds | None:
    """How long it plays; `data` begins behind the tag, `size` is how many bytes there are."""
    frames = list(_frames(data))
    if not frames:
        return None
    start, first = frames[0]
    counted = _counted(data[start : start + first.length], first)
    if counted:
        return counted * first.samples * 1000 // first.rate
    constant = {frame.bitrate for _, frame in frames} == {first.bitrate}
    return (size - start) * 8 // first.bitrate if constant else None


def _frames(data: bytes) -> Iterator[tuple[int, _Frame]]:
    """The frames with their places, from the first that another one follows."""
    start = data.find(b"\xff")
    while start >= 0:
        frame = _frame(data[start : start + 4])
        if frame and _is_followed(data, start + frame.length):
            break
        start = data.find(b"\xff", start + 1)
    while start >= 0 and (frame := _frame(data[start : start + 4])):
        yield start, frame
        start += frame.length


def _is_followed(data: bytes, place: int) -> bool:
    return place >= len(data) or _frame(data[place : place + 4]) is not None


def _frame(head: bytes) -> _Frame | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != _LAYER_3 or bitrate in (0, 15) or rate == 3:
        return None
    return _Frame(
        version=version,
        bitrate=(_FULL if version == 3 else _HALF)[bitrate],
        rate=_RATES[version][rate],
        padding=head[2] >> 1 & 1,
        mono=head[3] >> 6 == _MONO,
    )


def _counted(frame: bytes, facts: _Frame) -> int:
    """The number of frames that a header tells; 0 when there is none."""
    xing, vbri = frame[facts.header :], frame[_VBRI:]
    if xing[:4] in (b"Xing", b"Info") and len(xing) >= 12 and xing[7] & 1:
        return int.from_bytes(xing[8:12], "big")
    return int.from_bytes(vbri[14:18], "big") if vbri[:4] == b"VBRI" else 0
