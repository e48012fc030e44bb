"""How long a FLAC file is, to the sample: the file says so in its first 26 bytes."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.errors import StoreError
from nexus_audio.models import Milliseconds

RATE = 48_000
"""The sample rate of everything between the host's file and the encoded one, in Hz."""


def samples(path: Path) -> int:
    """The samples of one channel, by the STREAMINFO block (RFC 9639, section 8.2)."""
    with path.open("rb") as file:
        header = file.read(26)
    if not header.startswith(b"fLaC") or len(header) < 26:
        raise StoreError(
            "is not a FLAC file", subject=str(path), hint="Delete .nexus and build again."
        )
    return int.from_bytes(header[21:26], "big") & (1 << 36) - 1


def channels(path: Path) -> int:
    """The number of channels, from the same block."""
    with path.open("rb") as file:
        return (file.read(21)[20] >> 1 & 0b111) + 1


def duration(path: Path) -> Milliseconds:
    """The whole milliseconds of a file at `RATE`."""
    return samples(path) * 1000 // RATE
