"""Look at what is live, and compare it with what was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from nexus_audio.errors import FeedError, VerifyError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.storages.base import Storage
from nexus_audio.storages.headers import headers
from nexus_audio.storages.ledger import read_ledger
from nexus_audio.storages.manifest import (
    FEED,
    MANIFEST,
    Content,
    Manifest,
    manifest_bytes,
    read_manifest,
)
from nexus_audio.storages.promise import read_promise


def verify(storage: Storage, ledger: Path, public_url: str, emit: Sink = ignore) -> None:
    """Read back everything that is live; raises VerifyError with a line for each problem."""
    found = tuple(problems(storage, ledger, public_url, emit))
    if found:
        raise VerifyError(
            "\n".join(found),
            subject=storage.name,
            hint=f"Delete {MANIFEST} from the storage and publish again: all is then compared.",
        )


def problems(storage: Storage, ledger: Path, public_url: str, emit: Sink = ignore) -> Iterator[str]:
    """What is live and not as it was published, one sentence each."""
    manifest, token = read_manifest(storage)
    if token is None:
        yield f"{MANIFEST} is missing: nothing was published here"
    yield from _damaged(storage, manifest.objects, emit)
    if storage.head(FEED) is None:
        yield f"{FEED} is missing"
        return
    feed = storage.get(FEED)
    yield from _unkept(storage, feed, manifest.objects, public_url)
    yield from _unnoted(storage, feed, manifest, ledger)


def _damaged(storage: Storage, objects: Mapping[str, Content], emit: Sink) -> Iterator[str]:
    total, done = sum(content.size for content in objects.values()), 0
    for key, content in objects.items():
        stored = storage.head(key)
        if stored is None:
            yield f"{key} is missing"
        elif not content.matches(stored):
            yield f"{key} has other bytes than were published"
        elif stored.content_type != headers(key).content_type:
            yield f"{key} is served as {stored.content_type}"
        done += content.size
        emit(Event(kind=EventKind.PROGRESS, stage="verify", done=done, total=total, message=key))


def _unkept(
    storage: Storage, feed: bytes, objects: Mapping[str, Content], public_url: str
) -> Iterator[str]:
    def size(key: str) -> int | None:
        if key in objects:
            return objects[key].size
        stored = storage.head(key)
        return stored.size if stored else None

    def read(key: str) -> bytes | None:
        return None if size(key) is None else storage.get(key)

    try:
        promise = read_promise(feed, FEED).with_archives(public_url, read)
        yield from promise.broken(public_url, size)
    except FeedError as error:
        yield str(error)


def _unnoted(storage: Storage, feed: bytes, manifest: Manifest, ledger: Path) -> Iterator[str]:
    history = [past for past in read_ledger(ledger) if past.storage == storage.name]
    if not history:
        yield "the ledger knows of no publication in this storage"
    elif history[-1].feed_sha256 != hashlib.sha256(feed).hexdigest():
        yield f"the live feed is not the one that was published at {history[-1].at}"
    elif history[-1].tree_sha256 != hashlib.sha256(manifest_bytes(manifest.objects)).hexdigest():
        yield f"{MANIFEST} is not the one of {history[-1].at}: another publisher was interrupted"
