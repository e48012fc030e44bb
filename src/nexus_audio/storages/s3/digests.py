"""The hashes of what is sent, found in one reading: ours, and those that servers compare."""

from __future__ import annotations

import hashlib
import zlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MIB = 1 << 20
PART = 8 * MIB
"""A part of a large upload: on a line of 2 Mbit/s it takes half a minute."""
SINGLE = 16 * MIB
"""The most that is sent in one request."""
_MOST_PARTS = 9_000
"""S3 takes 10,000 parts of one object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of an object."""

    offset: int
    size: int
    md5: bytes
    crc32: int

    def checks(self, *, crc32: bool) -> dict[str, Any]:
        """What is sent along, so that a server refuses other bytes."""
        return {"ContentMD5": b64encode(self.md5).decode(), **(self.crc32_check if crc32 else {})}

    @property
    def crc32_check(self) -> dict[str, Any]:
        """The CRC32 as S3 takes it."""
        return {"ChecksumCRC32": b64encode(self.crc32.to_bytes(4, "big")).decode()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Digests:
    """All that is known of an object's bytes."""

    size: int
    sha256: str
    md5: str
    parts: tuple[Part, ...]
    """One where it is sent in one request."""

    @property
    def etag(self) -> str:
        """What servers call the object: its MD5, or that of its parts' and their number."""
        if len(self.parts) == 1:
            return self.md5
        every = b"".join(part.md5 for part in self.parts)
        return f"{_md5(every).hexdigest()}-{len(self.parts)}"

    @property
    def etags(self) -> tuple[str, ...]:
        """All that a server may say of these very bytes; some hash the whole in any case."""
        return (self.etag, self.md5)


def digests(source: Path | bytes) -> Digests:
    """Read a file or bytes once."""
    sha256, md5, size, parts = hashlib.sha256(), _md5(), 0, []
    for data in pieces(source):
        sha256.update(data)
        found = _md5(data)
        parts.append(Part(offset=size, size=len(data), md5=found.digest(), crc32=zlib.crc32(data)))
        md5.update(data)
        size += len(data)
    whole = parts[0].md5.hex() if len(parts) == 1 else md5.hexdigest()
    return Digests(size=size, sha256=sha256.hexdigest(), md5=whole, parts=tuple(parts))


def pieces(source: Path | bytes) -> Iterator[bytes]:
    """The bytes in the pieces in which they are sent; an empty file is one empty piece."""
    if isinstance(source, bytes):
        yield source
        return
    size = source.stat().st_size
    step = size if size <= SINGLE else part_size(size)
    with source.open("rb") as file:
        data = file.read(step)
        while True:
            yield data
            if not (data := file.read(step) if step else b""):
                return


def part_size(size: int) -> int:
    """How large the parts of a large object are."""
    return max(PART, -(-size // (_MOST_PARTS * MIB)) * MIB)


def _md5(data: bytes = b"") -> hashlib._Hash:
    return hashlib.md5(data, usedforsecurity=False)
