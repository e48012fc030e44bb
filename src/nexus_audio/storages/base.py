"""What publishing asks of a storage: objects under keys, and writes that notice other writers.

A storage is a plug-in: an entry point in the group `nexus_audio.storages`,
named by its kind, that takes the settings and the workspace's folder and
returns a `Storage`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Final, Literal, Protocol

from nexus_audio import config
from nexus_audio.errors import ConfigError, StorageError
from nexus_audio.plugins import plugin

GROUP = "nexus_audio.storages"
_UNUSABLE = re.compile(r"[\x00-\x1f\x7f\\\ud800-\udfff]")


class Anything(Enum):
    """The type of `ANY`."""

    ANY = "any"


ANY: Final = Anything.ANY
"""Whatever is there, or nothing, may be overwritten."""
Expected = str | None | Literal[Anything.ANY]
"""The token of the version that a write replaces; none where nothing may be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One version of one object, as the storage holds it."""

    key: str
    size: int
    """Bytes."""
    sha256: str
    content_type: str
    token: str
    """Names this version in a conditional write (S3 calls it ETag)."""


class Storage(Protocol):
    """Objects under keys; each write is seen whole or not at all.

    How an object is served (type, caching) follows from its key alone, by
    `headers`. Everything raises StorageError where the storage refuses.
    """

    @property
    def name(self) -> str:
        """What the ledger calls this storage."""

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; none when nothing is."""

    def get(self, key: str) -> bytes:
        """The bytes under a key; for feeds and manifests, not for media."""

    def put(self, key: str, source: Path | bytes, *, expected: Expected = ANY) -> Stored:
        """Store a file or bytes, if the version in its place is the expected one.

        Raises PublishConflict when it is another one.
        """

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is no error."""

    def list(self, prefix: str = "") -> Iterator[str]:
        """The keys that begin with a prefix, in order."""


def check_key(key: str) -> str:
    """The key itself, if every storage can hold it: a relative path of named parts."""
    if _UNUSABLE.search(key) or any(part in {"", ".", ".."} for part in key.split("/")):
        raise StorageError(
            "not usable as the key of an object",
            subject=ascii(key),
            hint="Keys are relative paths without '..', backslashes or control characters.",
        )
    return key


def open_storage(settings: config.Storage, root: Path) -> Storage:
    """The storage that the settings name; relative paths in them start at `root`."""
    open_it = plugin(
        GROUP, settings.kind, what="storage", setting="storage.kind", missing=ConfigError
    )
    storage: Storage = open_it(settings, root)
    return storage
