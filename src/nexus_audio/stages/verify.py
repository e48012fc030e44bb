"""Look at what is live, and compare it with what was published."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from nexus_audio.errors import FeedError, VerifyError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.feed.check import check_url
from nexus_audio.feed.rules import Level
from nexus_audio.feed.web import WebOrigin
from nexus_audio.stages.publish import history
from nexus_audio.storages.base import Storage
from nexus_audio.storages.headers import headers, immutable
from nexus_audio.storages.ledger import Publication
from nexus_audio.storages.manifest import (
    FEED,
    LEDGER,
    MANIFEST,
    Content,
    Manifest,
    read_manifest,
    tree_sha256,
)
from nexus_audio.storages.promise import read_promise


def verify(storage: Storage, ledger: Path, public_url: str, emit: Sink = ignore) -> None:
    """Read back everything that is live; raises VerifyError with a line for each problem.

    Where the storage itself serves the public address, all is asked for there too, as a
    podcast app would.
    """
    found = [*problems(storage, ledger, public_url, emit)]
    if storage.served and not found:
        found += public_problems(public_url)
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
    yield from _unnoted(storage, feed, manifest, history(storage, ledger, manifest))


def public_problems(public_url: str) -> list[str]:
    """What podcast apps would meet at the public address and stumble over."""
    findings = check_url(public_url + FEED)
    return [
        f"at the public address: {finding.message}"
        for finding in findings
        if finding.level is Level.ERROR
    ]


def unreachable(public_url: str, keys: Mapping[str, Content]) -> Iterator[str]:
    """Which objects cannot be had in parts at the public address, as apps ask for them."""
    web = WebOrigin()
    for key, content in keys.items():
        answer = web.look(public_url + key)
        if answer.problem:
            yield f"{public_url}{key} cannot be had by listeners: {answer.problem}"
        elif immutable(key) and answer.size != content.size:  # a cache may hold an older feed
            yield f"{public_url}{key} has {answer.size} bytes, and {content.size} were published"
        elif not answer.ranges:
            yield f"{public_url}{key} is not given in parts, so apps cannot jump in it"


def _damaged(storage: Storage, objects: Mapping[str, Content], emit: Sink) -> Iterator[str]:
    total, done = sum(content.size for content in objects.values()), 0
    with ThreadPoolExecutor(storage.at_once) as pool:
        for (key, content), stored in zip(
            objects.items(), pool.map(storage.head, objects), strict=True
        ):
            if stored is None:
                yield f"{key} is missing"
            elif not content.matches(stored):
                yield f"{key} has other bytes than were published"
            elif stored.content_type != headers(key).content_type:
                yield f"{key} is served as {stored.content_type}"
            done += content.size
            told = Event(
                kind=EventKind.PROGRESS, stage="verify", done=done, total=total, message=key
            )
            emit(told)


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


def _unnoted(
    storage: Storage, feed: bytes, manifest: Manifest, past: tuple[Publication, ...]
) -> Iterator[str]:
    here = [one for one in past if one.storage == storage.name]
    copy = storage.head(LEDGER)
    if not here:
        yield "the ledger knows of no publication in this storage"
    elif here[-1].feed_sha256 != hashlib.sha256(feed).hexdigest():
        yield f"the live feed is not the one that was published at {here[-1].at}"
    elif here[-1].tree_sha256 != tree_sha256(manifest.objects):
        yield f"{MANIFEST} is not the one of {here[-1].at}: another publisher was interrupted"
    elif copy is None or copy.sha256 != manifest.ledger:
        yield f"{LEDGER}, the ledger's copy, is missing or not the one that was published"
