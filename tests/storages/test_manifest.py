from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.errors import PublishConflict
from nexus_audio.storages.base import Stored
from nexus_audio.storages.manifest import (
    MANIFEST,
    Content,
    read_manifest,
    tree_sha256,
    write_manifest,
)
from toy_storages import MemoryStorage

contents = st.builds(
    Content, sha256=st.text("0123456789abcdef", min_size=64, max_size=64), size=st.integers(0)
)
names = st.text(st.characters(exclude_categories=["Cs"]))


@given(st.dictionaries(names, contents))
def test_a_manifest_reads_back(objects: dict[str, Content]) -> None:
    storage = MemoryStorage()
    stored = write_manifest(storage, objects, None)
    manifest, token = read_manifest(storage)
    assert manifest.objects == objects
    assert token == stored.token


@given(st.dictionaries(names, contents))
def test_the_same_tree_gives_the_same_bytes(objects: dict[str, Content]) -> None:
    assert tree_sha256(objects) == tree_sha256(dict(reversed(objects.items())))


def test_its_form() -> None:
    storage = MemoryStorage()
    objects = {"ä.txt": Content(sha256="ab", size=1), "a": Content(sha256="", size=0)}
    write_manifest(storage, objects, None, "cd")
    data = storage.get(MANIFEST)
    assert json.loads(data) == {
        "schema": 1,
        "ledger": "cd",
        "objects": {"a": {"sha256": "", "size": 0}, "ä.txt": {"sha256": "ab", "size": 1}},
    }
    assert "ä.txt".encode() in data


def test_no_manifest_claims_nothing() -> None:
    manifest, token = read_manifest(MemoryStorage())
    assert (manifest.objects, token) == ({}, None)


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff\xfe", b'{"schema": 1}', b'{"objects": {"a": {"size": 1}}}']
)
def test_an_unreadable_manifest_claims_nothing_and_can_be_replaced(data: bytes) -> None:
    storage = MemoryStorage()
    storage.put(MANIFEST, data)
    manifest, token = read_manifest(storage)
    assert manifest.objects == {}
    write_manifest(storage, {}, token)
    with pytest.raises(PublishConflict):
        write_manifest(storage, {}, token)


def test_content_is_hash_and_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    content = Content.of(tmp_path / "a")
    # The example of FIPS 180-2, appendix B.1.
    sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert content == Content(sha256=sha256, size=3)
    stored = Stored(key="a", size=3, sha256=sha256, content_type="", token="1")
    assert content.matches(stored)
    assert not content.matches(None)
    assert not Content(sha256=sha256, size=4).matches(stored)
    assert not Content(sha256="0" * 64, size=3).matches(stored)
