"""The manifest: one object that says what the others are, so that nothing is asked twice.

It never claims what is not certain: an entry leaves it before its object is
overwritten and enters it after the object was read back. So after a crash the
storage is asked about exactly those objects that may have changed.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from nexus_audio import codec
from nexus_audio.storages.base import Expected, Storage, Stored

MANIFEST = "publication.json"
"""The key of the manifest. It is public, and names only what is public."""
FEED = "feed.xml"
"""The key of the feed, which is written last."""
LEDGER = "publications.jsonl"
"""The key of the ledger's copy, with which a new machine goes on."""
ARCHIVE = re.compile(r"archive-\d+\.xml")
"""The keys of the feed's older parts, which it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The bytes of an object, without the bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, path: Path) -> Content:
        """The content of a file."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            return cls(sha256=digest, size=file.tell())

    def matches(self, stored: Stored | None) -> bool:
        """Whether an object holds exactly this."""
        return stored is not None and (stored.sha256, stored.size) == (self.sha256, self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What is certainly stored, by key."""

    objects: dict[str, Content]
    ledger: str = ""
    """The sha256 of the ledger's copy; empty where there is none."""
    schema: int = 1


def read_manifest(storage: Storage) -> tuple[Manifest, str | None]:
    """The manifest and its token; an absent or unreadable one claims nothing."""
    stored = storage.head(MANIFEST)  # before the bytes: a newer token would hide another's write
    if stored is None:
        return Manifest(objects={}), None
    try:
        plain = json.loads(storage.get(MANIFEST))
        return codec.from_plain(Manifest, plain), stored.token
    except (ValueError, ValidationError):
        return Manifest(objects={}), stored.token


def write_manifest(
    storage: Storage, objects: Mapping[str, Content], expected: Expected, ledger: str = ""
) -> Stored:
    """Store a manifest, in place of the version that was read."""
    return storage.put(MANIFEST, _bytes(objects, ledger), expected=expected)


def tree_sha256(objects: Mapping[str, Content]) -> str:
    """The hash of a tree: the same for the same objects."""
    return hashlib.sha256(_bytes(objects, "")).hexdigest()


def history_key(sha256: str) -> str:
    """Where a feed, or an archive of it, stays when it is no longer live."""
    return f"history/{sha256}.xml"


def _bytes(objects: Mapping[str, Content], ledger: str) -> bytes:
    manifest = Manifest(objects=dict(sorted(objects.items())), ledger=ledger)
    return codec.dump_json(codec.to_plain(manifest)).encode()
