"""What publishing asks of a storage: objects under keys, and writes that notice other writers.

A storage is a plug-in: an entry point in the group `nexus_audio.storages`,
named by its kind, that takes the settings, the workspace's folder and a
function that is told in words what it waits for, and returns a `Storage`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
Tell = Callable[[str], None]
"""Takes a sentence for the host: why it takes longer, and what to do about it."""
Count = Callable[[int], None]
"""Takes how many more bytes were sent; negative where they must be sent again."""
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One object in a list."""

    key: str
    size: int
    """Bytes."""
    modified: float
    """When it was last written, in seconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What a storage was found to do, or not to do."""

    name: str
    holds: bool
    words: str
    """What that means for the host, as a sentence."""
    lasting: bool = True
    """Whether it stays so; what may change is looked at again with each publication."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """A large upload that was begun and not ended: it costs room, and nobody sees it."""

    key: str
    id: str
    begun: float
    """In seconds since 1970."""


def unheard(said: object) -> None:
    """For whoever does not listen."""


class Storage(Protocol):
    """Objects under keys; each write is seen whole or not at all.

    How an object is served (type, caching) follows from its key alone, by
    `headers`. Everything raises StorageError where the storage refuses.
    """

    @property
    def name(self) -> str:
        """What the ledger calls this storage."""

    @property
    def at_once(self) -> int:
        """How many objects are best sent or asked for at a time."""

    @property
    def served(self) -> bool:
        """Whether the public address leads here of itself, without a web server of the host's."""

    def traits(self, *, anew: bool = False) -> tuple[Trait, ...]:
        """What this storage does; a new one is tried out once, and again with `anew`."""

    def head(self, key: str) -> Stored | None:
        """What is stored under a key; none when nothing is."""

    def get(self, key: str) -> bytes:
        """The bytes under a key; for feeds and manifests, not for media."""

    def put(
        self, key: str, source: Path | bytes, *, expected: Expected = ANY, count: Count = unheard
    ) -> Stored:
        """Store a file or bytes, if the version in its place is the expected one.

        Raises PublishConflict when it is another one. `count` is told the bytes as they leave.
        """

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is no error."""

    def list(self, prefix: str = "") -> Iterator[Listed]:
        """The objects whose keys begin with a prefix, in order."""

    def unfinished(self) -> Iterator[Unfinished]:
        """Large uploads that were begun and not ended, by anybody."""

    def abort(self, upload: Unfinished) -> None:
        """Forget an unfinished upload; one that is gone is no error."""

    def give_up(self) -> None:
        """Let all that other threads wait for here end at once, with an error."""


def check_key(key: str) -> str:
    """The key itself, if every storage can hold it: a relative path of named parts."""
    if _UNUSABLE.search(key) or any(part in {"", ".", ".."} for part in key.split("/")):
        raise StorageError(
            "not usable as the key of an object",
            subject=ascii(key),
            hint="Keys are relative paths without '..', backslashes or control characters.",
        )
    return key


def open_storage(settings: config.Storage, root: Path, tell: Tell = unheard) -> Storage:
    """The storage that the settings name; relative paths in them start at `root`."""
    open_it = plugin(
        GROUP, settings.kind, what="storage", setting="storage.kind", missing=ConfigError
    )
    storage: Storage = open_it(settings, root, tell)
    return storage
