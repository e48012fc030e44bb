"""Put the public tree into the storage; the feed goes last.

Unlike the other stages this one has effects, so it is no function of a Job. A
crash at any point leaves the old feed whole, and running it again finishes the
work: objects that are there already are not sent twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError, PublishConflict, StorageError
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.storages.base import Storage
from nexus_audio.storages.ledger import Publication, append_to_ledger, check_kept, read_ledger
from nexus_audio.storages.manifest import (
    ARCHIVE,
    FEED,
    Content,
    manifest_bytes,
    read_manifest,
    write_manifest,
)
from nexus_audio.storages.plan import Plan, plan
from nexus_audio.storages.promise import Promise, read_promise

__all__ = ["Plan", "plan", "publish"]


def publish(
    public: Path,
    storage: Storage,
    ledger: Path,
    *,
    public_url: str,
    now: datetime,
    emit: Sink = ignore,
    dry_run: bool = False,
    replace_audio: bool = False,
    allow_removal: bool = False,
) -> Publication:
    """Bring a storage to what the public tree holds, and note it in the ledger.

    Gives the publication as it is (or, in a dry run, would be) noted. Raises
    FeedError before anything is sent when the feed names what is not in the
    tree, lacks a published guid without `allow_removal`, or changes the audio
    of a published guid without `replace_audio`;
    PublishConflict when somebody else published since the storage was looked
    at; StorageError when the storage refuses.
    """
    feed = _read_feed(public / FEED)
    todo = plan(public, storage)
    promise = read_promise(feed, str(public / FEED)).with_archives(
        public_url, lambda key: (public / key).read_bytes() if key in todo.tree else None
    )
    _check_tree(promise, todo.tree, feed, public_url)
    history = [past for past in read_ledger(ledger) if past.storage == storage.name]
    publication = _publication(storage, todo.tree, promise, now)
    check_kept(publication, history, replace_audio=replace_audio, allow_removal=allow_removal)
    if dry_run:
        return publication
    _Sending(public, storage, todo, emit).run(feed, promise.keys(public_url))
    if not history or replace(publication, at=history[-1].at) != history[-1]:
        append_to_ledger(ledger, publication)
    return publication


def _read_feed(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FeedError(
            f"there is no feed to publish: {error.strerror}",
            subject=str(path),
            hint="Build it first: nexus-audio build --all.",
        ) from error


def _check_tree(
    promise: Promise, tree: Mapping[str, Content], feed: bytes, public_url: str
) -> None:
    sizes = {key: content.size for key, content in tree.items()}
    broken = list(promise.broken(public_url, sizes.get))
    if tree.get(FEED) != Content(sha256=hashlib.sha256(feed).hexdigest(), size=len(feed)):
        broken.append("the feed was built anew while it was read")
    if broken:
        raise FeedError(
            "; ".join(broken), subject=FEED, hint="Build again: nexus-audio build --all."
        )


def _publication(
    storage: Storage, tree: Mapping[str, Content], promise: Promise, now: datetime
) -> Publication:
    kept = (FEED, *(key for key in tree if key.startswith("media/")))
    return Publication(
        at=now.isoformat(timespec="seconds"),
        storage=storage.name,
        feed_sha256=tree[FEED].sha256,
        tree_sha256=hashlib.sha256(manifest_bytes(tree)).hexdigest(),
        objects={key: tree[key] for key in kept},
        episodes=promise.episodes,
        show=promise.show,
    )


@dataclass(frozen=True, slots=True)
class _Sending:
    """One plan being carried out."""

    public: Path
    storage: Storage
    todo: Plan
    emit: Sink

    def run(self, feed: bytes, named: Iterable[str]) -> None:
        self._tell(EventKind.STARTED, str(self.todo))
        manifest = self._withdraw(self.todo.manifest)
        sent: list[str] = []
        try:
            self._send(feed, named, manifest, sent)
        except PublishConflict:
            self._disown(sent)
            raise
        self._vouch(manifest)
        self._tell(EventKind.FINISHED, str(self.todo), sent)

    def _send(
        self, feed: bytes, named: Iterable[str], manifest: str | None, sent: list[str]
    ) -> None:
        archives = [key for key in self.todo.replaces if ARCHIVE.fullmatch(key)]
        new_feed = FEED in self.todo.replaces
        for key in self.todo.replaces:
            if key not in {FEED, *archives}:
                self._put(key, self.public / key, sent)
        self._read_back(
            {*sent, *(named if new_feed or archives else ())} - {FEED, *archives}, manifest
        )
        for key in archives:
            self._put(key, self.public / key, sent)
        self._read_back(archives, manifest)
        if new_feed:
            self._put(FEED, feed, sent)

    def _put(self, key: str, source: Path | bytes, sent: list[str]) -> None:
        self._tell(EventKind.PROGRESS, key, sent)
        self.storage.put(key, source, expected=self.todo.replaces[key])
        sent.append(key)

    def _withdraw(self, manifest: str | None, doubtful: Iterable[str] = ()) -> str | None:
        """Let the manifest claim neither what is to be sent nor what is doubtful; its token."""
        uncertain = {*self.todo.replaces, *doubtful}
        certain = {key: one for key, one in self.todo.claimed.items() if key not in uncertain}
        if certain == self.todo.claimed:
            return manifest
        return write_manifest(self.storage, certain, manifest).token

    def _read_back(self, keys: Iterable[str], manifest: str | None) -> None:
        tree = self.todo.tree
        bad = sorted(key for key in keys if not tree[key].matches(self.storage.head(key)))
        if bad:
            self._withdraw(manifest, bad)
            raise StorageError(
                f"not stored as it was sent: {', '.join(bad)}",
                subject=self.storage.name,
                hint="The feed was left as it was. Publish again, and these are sent once more.",
            )

    def _disown(self, sent: Iterable[str]) -> None:
        """Take what was sent out of the manifest of the publisher who won."""
        manifest, token = read_manifest(self.storage)
        certain = {key: one for key, one in manifest.objects.items() if key not in set(sent)}
        if certain != manifest.objects:
            write_manifest(self.storage, certain, token)

    def _vouch(self, manifest: str | None) -> None:
        """Let the manifest say what is there now."""
        if self.todo.tree == self.todo.claimed and not self.todo.replaces:
            return
        try:
            write_manifest(self.storage, self.todo.tree, manifest)
        except PublishConflict:
            # The feed is live, so this publication won. Another publisher has begun and
            # doubts some entries; leaving them out costs a question each, no more.
            self._tell(EventKind.REVIEW, "another publisher is at work: verify when it is done")

    def _tell(self, kind: EventKind, message: str, sent: Iterable[str] = ()) -> None:
        done = sum(self.todo.tree[key].size for key in sent)
        total = self.todo.bytes
        self.emit(Event(kind=kind, stage="publish", done=done, total=total, message=message))
