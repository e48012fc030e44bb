from __future__ import annotations

import hashlib
import zlib
from base64 import b64decode
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.storages.s3 import digests as module
from nexus_audio.storages.s3.digests import MIB, PART, SINGLE, digests, part_size, pieces


@given(st.binary(max_size=5000))
def test_bytes_are_one_part(data: bytes) -> None:
    found = digests(data)
    assert found.sha256 == hashlib.sha256(data).hexdigest()
    assert found.etag == found.md5 == hashlib.md5(data, usedforsecurity=False).hexdigest()
    (part,) = found.parts
    assert (part.offset, part.size) == (0, len(data))
    checks = part.checks(crc32=True)
    assert b64decode(checks["ContentMD5"]).hex() == found.md5
    assert b64decode(checks["ChecksumCRC32"]) == zlib.crc32(data).to_bytes(4, "big")
    assert part.checks(crc32=False).keys() == {"ContentMD5"}


@pytest.mark.parametrize("size", [0, 1, 9, 10, 11, 20, 21, 29])
def test_a_file_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(module, "SINGLE", 10)
    monkeypatch.setattr(module, "part_size", lambda size: 10)
    data = bytes(range(size))
    (tmp_path / "a").write_bytes(data)
    found = digests(tmp_path / "a")
    assert b"".join(pieces(tmp_path / "a")) == data
    assert found.size == sum(part.size for part in found.parts) == size
    assert len(found.parts) == max(1, -(-size // 10))
    assert [part.offset for part in found.parts] == list(range(0, max(size, 1), 10))
    assert (found.sha256, found.md5) == (digests(data).sha256, digests(data).md5)
    # The ETag of an object in parts, as Amazon's documents describe it.
    every = b"".join(part.md5 for part in found.parts)
    parts = f"{hashlib.md5(every, usedforsecurity=False).hexdigest()}-{len(found.parts)}"
    assert found.etag == (parts if len(found.parts) > 1 else found.md5)


@given(st.integers(SINGLE + 1, 5 * 1024 * 1024 * MIB))
def test_no_object_has_more_parts_than_s3_takes(size: int) -> None:
    step = part_size(size)
    assert step >= PART
    assert step % MIB == 0
    assert -(-size // step) <= 10_000
