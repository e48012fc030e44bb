"""Put the public tree into the storage; the feed goes last.

Unlike the other stages this one has effects, so it is no function of a Job. A
crash at any point leaves the old feed whole, and running it again finishes the
work: objects that are there already are not sent twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.events import Sink, ignore
from nexus_audio.storages.base import Storage
from nexus_audio.storages.ledger import (
    Publication,
    append_to_ledger,
    check_kept,
    joined,
    ledger_copy,
    read_ledger,
)
from nexus_audio.storages.manifest import FEED, LEDGER, Content, Manifest, tree_sha256
from nexus_audio.storages.plan import Plan, is_feed, plan
from nexus_audio.storages.promise import Promise, read_promise
from nexus_audio.storages.sending import Sending

__all__ = ["Plan", "Prepared", "history", "plan", "prepare", "publish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A publication that breaks no word and names nothing that is not there, ready to be sent."""

    storage: Storage
    ledger: Path
    todo: Plan
    publication: Publication
    """As it will be noted in the ledger."""
    past: tuple[Publication, ...]
    """What was published before, here and elsewhere, by this machine and by others."""
    named: tuple[str, ...]
    """The keys of all that the feed names."""

    def send(self, emit: Sink = ignore) -> Publication:
        """Send it; gives the publication as it was noted.

        Raises PublishConflict when somebody else published since the storage was looked at,
        StorageError when the storage refuses. In both cases the old feed stays live.
        """
        Sending(self.storage, self.todo, emit).run(self.named, self._note)
        return self.publication

    def _note(self) -> bytes:
        noted = read_ledger(self.ledger)
        for publication in self.past:
            if publication not in noted:
                append_to_ledger(self.ledger, publication)
        here = [past for past in self.past if past.storage == self.storage.name]
        if here and replace(self.publication, at=here[-1].at) == here[-1]:
            return ledger_copy(self.past, self.storage.name)
        append_to_ledger(self.ledger, self.publication)
        return ledger_copy((*self.past, self.publication), self.storage.name)


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

    Gives the publication as it is (or, in a dry run, would be) noted. Raises what `prepare`
    and `Prepared.send` raise.
    """
    prepared = prepare(
        plan(public, storage),
        storage,
        ledger,
        public_url=public_url,
        now=now,
        replace_audio=replace_audio,
        allow_removal=allow_removal,
    )
    return prepared.publication if dry_run else prepared.send(emit)


def prepare(
    todo: Plan,
    storage: Storage,
    ledger: Path,
    *,
    public_url: str,
    now: datetime,
    replace_audio: bool = False,
    allow_removal: bool = False,
    leaving: Collection[str] = (),
) -> Prepared:
    """Hold a plan to what was promised; nothing is sent.

    Raises FeedError when the feed names what is not in the tree, lacks a published guid
    without `allow_removal` (or `leaving`, which names guids), or changes the audio of a
    published guid without `replace_audio`.
    """
    feed = _read(todo.sources.get(FEED, b""))
    promise = read_promise(feed, FEED).with_archives(
        public_url, lambda key: _read(todo.sources[key]) if key in todo.tree else None
    )
    _check_tree(promise, todo.tree, feed, public_url)
    past = history(storage, ledger, todo.manifest)
    publication = describe(storage, todo.tree, promise, public_url, now)
    bound = [one for one in past if one.concerns(storage.name, publication.address)]
    check_kept(
        publication,
        [*bound, *_unknown(storage, todo, bound, public_url, now)],
        replace_audio=replace_audio,
        allow_removal=allow_removal,
        leaving=leaving,
    )
    return Prepared(
        storage=storage,
        ledger=ledger,
        # From here on what is sent as the feed is what was looked at.
        todo=replace(todo, sources={**todo.sources, FEED: feed}),
        publication=publication,
        past=past,
        named=promise.keys(public_url),
    )


def history(storage: Storage, ledger: Path, manifest: Manifest) -> tuple[Publication, ...]:
    """All that was ever published, as this machine's ledger and the storage's copy know it."""
    known = read_ledger(ledger)
    copy = hashlib.sha256(ledger_copy(known, storage.name)).hexdigest()
    if copy == manifest.ledger or storage.head(LEDGER) is None:
        return known
    return joined(known, storage.get(LEDGER), storage.name)


def describe(
    storage: Storage,
    tree: Mapping[str, Content],
    promise: Promise,
    public_url: str,
    now: datetime,
) -> Publication:
    """The ledger's line for a tree that goes live."""
    kept = [key for key in tree if is_feed(key) or key.startswith("media/")]
    folders: dict[str, dict[str, Content]] = {}
    for key, content in tree.items():
        folders.setdefault(key.rpartition("/")[0] + "/", {})[key] = content
    return Publication(
        at=now.isoformat(timespec="seconds"),
        storage=storage.name,
        address=public_url + FEED,
        show=promise.show,
        feed_sha256=tree[FEED].sha256,
        tree_sha256=tree_sha256(tree),
        objects={key: tree[key] for key in kept},
        episodes={
            guid: replace(
                one, documents=documents(folders.get(promise.prefix(guid, public_url), {}))
            )
            for guid, one in promise.episodes.items()
        },
    )


def documents(files: Mapping[str, Content]) -> str:
    """The hash of what lies in an episode's folder; empty without one."""
    return tree_sha256(files) if files else ""


def _unknown(
    storage: Storage, todo: Plan, bound: Sequence[Publication], public_url: str, now: datetime
) -> Iterator[Publication]:
    """The live feed as a publication, where somebody was cut off before the ledger knew of it."""
    if todo.live and all(one.feed_sha256 != todo.live for one in bound):
        with suppress(FeedError):  # what is no feed of ours promised nothing
            promise = read_promise(storage.get(FEED), FEED)
            live = {FEED: Content(sha256=todo.live, size=0)}
            yield describe(storage, live, promise, public_url, now)


def _read(source: Path | bytes) -> bytes:
    try:
        data = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        raise _unbuilt(f"cannot be read: {error.strerror}", str(source)) from error
    if not data:
        raise _unbuilt("there is no feed to publish", FEED)
    return data


def _check_tree(
    promise: Promise, tree: Mapping[str, Content], feed: bytes, public_url: str
) -> None:
    sizes = {key: content.size for key, content in tree.items()}
    broken = list(promise.broken(public_url, sizes.get))
    if tree.get(FEED) != Content(sha256=hashlib.sha256(feed).hexdigest(), size=len(feed)):
        broken.append("the feed was built anew while it was read")
    if broken:
        raise _unbuilt("; ".join(broken), FEED)


def _unbuilt(message: str, subject: str) -> FeedError:
    return FeedError(message, subject=subject, hint="Build it: nexus-audio build --all.")
