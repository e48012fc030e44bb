"""How much sound the header of a WAV file promises, and how much the file holds.

Recorders that lose power, and programs that write into a pipe, leave headers
that are wrong; ffmpeg believes some of them.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_UNKNOWN = 0x7FFF_0000  # and above: what is written before the length is known; so is 0
_CHUNKS = 64  # a file with more of them before its samples is no WAV file


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The seconds of sound that a header states (none when it leaves them open) and that lie there.

    `short` says that samples go on where the header ends them.
    """

    stated: float | None
    present: float
    short: bool


def promise(path: Path) -> Promise | None:
    """What a RIFF or RF64 file promises; none for anything else."""
    with path.open("rb") as file:
        head = file.read(12)
        if head[:4] not in (b"RIFF", b"RF64") or head[8:] != b"WAVE":
            return None
        return _read(file, path.stat().st_size, wide=head[:4] == b"RF64")


def _read(file: BinaryIO, size: int, *, wide: bool) -> Promise | None:
    """Walk through the chunks to the samples."""
    rate, large = 0, 0
    for _ in range(_CHUNKS):
        name, length = file.read(4), file.read(4)
        if len(length) < 4:
            return None
        stated = struct.unpack("<I", length)[0]
        if name == b"data":
            return _promise(file, size, large if wide else stated, rate) if rate else None
        content = file.read(min(stated, 64))
        if name == b"fmt " and len(content) >= 16:
            rate = struct.unpack("<I", content[8:12])[0]
        if name == b"ds64" and len(content) >= 16:
            large = struct.unpack("<Q", content[8:16])[0]
        file.seek(stated - len(content) + stated % 2, 1)
    return None


def _promise(file: BinaryIO, size: int, stated: int, rate: int) -> Promise:
    start = file.tell()
    present = size - start
    known = 0 < stated < _UNKNOWN or stated > 0xFFFF_FFFF
    file.seek(start + stated + stated % 2)
    short = known and stated + 8 < present and not _is_chunk(file.read(4))
    return Promise(
        stated=stated / rate if known else None,
        present=(present if short or not known else min(stated, present)) / rate,
        short=short,
    )


def _is_chunk(name: bytes) -> bool:
    return len(name) == 4 and all(32 <= byte < 127 for byte in name)
