"""Make an earlier feed live again: every feed stays stored under its hash."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.events import Sink, ignore
from nexus_audio.stages.publish import Prepared, describe, history
from nexus_audio.storages.base import Storage
from nexus_audio.storages.manifest import FEED, Content, history_key, read_manifest
from nexus_audio.storages.plan import Plan, is_feed
from nexus_audio.storages.promise import read_promise
from nexus_audio.storages.publication import Publication


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One feed that was live."""

    steps: int
    """How many publications ago; 0 is the live one."""
    at: str
    episodes: int


def earlier(storage: Storage, ledger: Path) -> tuple[Past, ...]:
    """The feeds that were live in a storage, the newest first."""
    manifest, _ = read_manifest(storage)
    return tuple(
        Past(steps=steps, at=one.at, episodes=len(one.episodes))
        for steps, one in enumerate(_feeds(storage, history(storage, ledger, manifest)))
    )


def restore(
    storage: Storage,
    ledger: Path,
    steps: int,
    *,
    public_url: str,
    now: datetime,
    emit: Sink = ignore,
) -> Publication:
    """Put the feed of so many publications ago in place of the live one, and note it.

    Raises FeedError, before anything is changed, when there is no such feed, or when
    something that it names is not stored any more; PublishConflict when somebody else
    published meanwhile.
    """
    manifest, token = read_manifest(storage)
    past = history(storage, ledger, manifest)
    target = _chosen(_feeds(storage, past), steps)
    contents = {key: content for key, content in target.objects.items() if is_feed(key)}
    sources = {key: _kept(storage, key, content) for key, content in contents.items()}
    promise = read_promise(sources[FEED], FEED).with_archives(public_url, sources.get)
    named = promise.keys(public_url)
    tree = {**manifest.objects, **_others(storage, {*named} - {*manifest.objects, *contents})}
    tree |= contents
    sizes = {key: content.size for key, content in tree.items()}
    if broken := list(promise.broken(public_url, sizes.get)):
        raise FeedError(
            "; ".join(broken),
            subject=f"the feed of {target.at}",
            hint="Choose another one: nexus-audio rollback --list.",
        )
    stored = {key: storage.head(key) for key in contents}
    replaces = {
        key: found.token if found else None
        for key, found in sorted(stored.items(), key=lambda entry: entry[0] == FEED)
        if not contents[key].matches(found)
    }
    return Prepared(
        storage=storage,
        ledger=ledger,
        todo=Plan(
            tree=tree,
            sources=sources,
            replaces=replaces,
            manifest=manifest,
            token=token,
        ),
        publication=describe(storage, tree, promise, public_url, now),
        past=past,
        named=named,
    ).send(emit)


def _feeds(storage: Storage, past: tuple[Publication, ...]) -> list[Publication]:
    """The publications that made another feed live, the newest first."""
    here = [one for one in past if one.storage == storage.name]
    return [
        one
        for before, one in zip([None, *here], here, strict=False)
        if before is None or before.feed_sha256 != one.feed_sha256
    ][::-1]


def _chosen(feeds: list[Publication], steps: int) -> Publication:
    if not 0 < steps < len(feeds):
        earlier = len(feeds) - 1
        raise FeedError(
            f"there is no earlier feed number {steps}; the storage knows {earlier}"
            if earlier > 0
            else "nothing was published before what is live",
            subject="rollback",
            hint="See which there are: nexus-audio rollback --list.",
        )
    return feeds[steps]


def _others(storage: Storage, keys: set[str]) -> dict[str, Content]:
    """What the last publication knows nothing of, as far as it is still stored."""
    with ThreadPoolExecutor(storage.at_once) as pool:
        found = [one for one in pool.map(storage.head, sorted(keys)) if one]
    return {one.key: Content(sha256=one.sha256, size=one.size) for one in found}


def _kept(storage: Storage, key: str, content: Content) -> bytes:
    where = history_key(content.sha256)
    if storage.head(where) is None:
        raise _lost(key, f"it is not stored any more under {where}")
    data = storage.get(where)
    if hashlib.sha256(data).hexdigest() != content.sha256:
        raise _lost(key, f"what is stored under {where} is damaged")
    return data


def _lost(key: str, reason: str) -> FeedError:
    hint = "Choose another one: nexus-audio rollback --list."
    return FeedError(reason, subject=key, hint=hint)
