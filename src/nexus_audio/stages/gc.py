"""What lies in a storage and is named by nothing any more: found, listed, and then deleted.

Players, caches and downloads hold on to addresses for weeks, so what left the feed
stays for a grace period. Only what publishing puts there is ever touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.stages.publish import history
from nexus_audio.storages.base import Listed, Storage, Unfinished
from nexus_audio.storages.ledger import Publication
from nexus_audio.storages.manifest import FEED, LEDGER, MANIFEST, history_key, read_manifest
from nexus_audio.storages.plan import is_feed
from nexus_audio.storages.promise import read_promise

GRACE = timedelta(days=30)
"""Longer than a podcast app tries a download again, or a cache is asked to keep a feed."""
STALE = timedelta(days=3)
"""An upload that was begun so long ago is nobody's any more."""
_OURS = re.compile(
    r"(media|episodes|assets|history)/.+|archive-\d+\.xml|probe-[0-9a-f]{32}", re.DOTALL
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Garbage:
    """What can be deleted."""

    objects: tuple[Listed, ...] = ()
    uploads: tuple[Unfinished, ...] = ()

    @property
    def bytes(self) -> int:
        """How much room the objects take."""
        return sum(one.size for one in self.objects)


def find_garbage(
    storage: Storage, ledger: Path, public_url: str, *, now: datetime, grace: timedelta = GRACE
) -> Garbage:
    """What no feed of the grace period names, and is itself older than that.

    Raises FeedError when the live feed cannot be read: then nothing is known to be garbage.
    """
    manifest, _ = read_manifest(storage)
    past = [one for one in history(storage, ledger, manifest) if one.storage == storage.name]
    if storage.head(FEED) is None:
        raise FeedError(
            "there is no live feed, so nothing says what is still needed",
            subject=storage.name,
            hint="Publish first: nexus-audio publish.",
        )
    kept = {FEED, LEDGER, MANIFEST, *manifest.objects, *_named(storage, FEED, public_url)}
    for publication in _recent(past, now - grace):
        kept |= publication.objects.keys()
        for key, content in publication.objects.items():
            if is_feed(key):
                where = history_key(content.sha256)
                kept |= {where, *_named(storage, where, public_url)}
    oldest = (now - grace).timestamp()
    return Garbage(
        objects=tuple(
            one
            for one in storage.list()
            if one.key not in kept and one.modified < oldest and _OURS.fullmatch(one.key)
        ),
        uploads=tuple(one for one in storage.unfinished() if one.begun < (now - STALE).timestamp()),
    )


def sweep(storage: Storage, garbage: Garbage, emit: Sink = ignore) -> None:
    """Delete it; what is gone meanwhile is no error."""
    for upload in garbage.uploads:
        storage.abort(upload)
    keys = [one.key for one in garbage.objects]
    with ThreadPoolExecutor(storage.at_once) as pool:
        for number, (key, _) in enumerate(zip(keys, pool.map(storage.delete, keys), strict=True)):
            emit(
                Event(
                    kind=EventKind.PROGRESS,
                    stage="gc",
                    done=number + 1,
                    total=len(keys),
                    message=key,
                )
            )


def _recent(past: Sequence[Publication], since: datetime) -> Iterator[Publication]:
    """The publications that were live at any time since then."""
    for number, publication in enumerate(past):
        replaced = past[number + 1].at if number + 1 < len(past) else None
        if replaced is None or datetime.fromisoformat(replaced) >= since:
            yield publication


def _named(storage: Storage, key: str, public_url: str) -> tuple[str, ...]:
    """The keys that a stored feed names; none where it is not stored any more."""
    if storage.head(key) is None:
        return ()
    promise = read_promise(storage.get(key), key)
    archives = promise.with_archives(
        public_url, lambda one: storage.get(one) if storage.head(one) else None
    )
    return archives.keys(public_url)
