"""A plan being carried out: what is named before what names it, and the feed last.

At every moment the live feed is one that was published whole, and all that it
names is there. Whoever is cut off leaves a manifest that vouches for nothing
doubtful, so the next run finishes the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from itertools import groupby
from threading import Lock

from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.events import Event, EventKind, Sink
from nexus_audio.storages.base import Storage
from nexus_audio.storages.manifest import LEDGER, read_manifest, write_manifest
from nexus_audio.storages.plan import Plan, is_feed, rank

Note = Callable[[], bytes]
"""Notes in the ledger that the feed is live; gives the ledger's copy for the storage."""
_STEP = 1 << 18  # bytes between two events of progress, for a small plan


@dataclass(slots=True)
class Sending:
    """One plan, and how far it is."""

    storage: Storage
    todo: Plan
    emit: Sink
    sent: list[str] = field(default_factory=list)
    done: int = 0
    """Bytes."""
    _told: int = 0
    _lock: Lock = field(default_factory=Lock)

    def run(self, named: Iterable[str], note: Note) -> None:
        """Send what the plan says; `named` is what the feed names."""
        begun = time.monotonic()
        self._tell(EventKind.STARTED, str(self.todo))
        token = self._withdraw(self.todo.token)
        try:
            self._send(named, token)
        except PublishConflict:
            self._disown()
            raise
        self._vouch(token, note())
        self._tell(EventKind.FINISHED, str(self.todo), time.monotonic() - begun)

    def _send(self, named: Iterable[str], token: str | None) -> None:
        feeds = [key for key in self.todo.replaces if is_feed(key)]
        rest = [key for key in self.todo.replaces if not is_feed(key)]
        for _, group in groupby(rest, key=lambda key: rank(key)[0]):
            self._each(tuple(group), self._put)
        self._read_back(rest, token)
        if feeds:
            self._look_for({*named} - {*self.todo.replaces}, token)
        for key in feeds:
            self._put(key)
        self._read_back(feeds, token)

    def _each(self, keys: Sequence[str], work: Callable[[str], object]) -> None:
        """Do something with several keys at a time; the first failure ends it."""
        with ThreadPoolExecutor(self.storage.at_once) as pool:
            try:
                for _ in pool.map(work, keys):
                    pass
            except BaseException as error:
                if not isinstance(error, Exception):  # ^C ends what waits for an outage too
                    self.storage.give_up()
                pool.shutdown(cancel_futures=True)
                raise

    def _put(self, key: str) -> None:
        self._tell(EventKind.PROGRESS, key)
        expected = self.todo.replaces[key]
        source, count = self.todo.sources[key], partial(self._count, key)
        self.storage.put(key, source, expected=expected, count=count)
        with self._lock:
            self.sent.append(key)

    def _withdraw(self, token: str | None, doubtful: Iterable[str] = ()) -> str | None:
        """Let the manifest claim neither what is to be sent nor what is doubtful; its token."""
        uncertain, said = {*self.todo.replaces, *doubtful}, self.todo.manifest
        certain = {key: one for key, one in said.objects.items() if key not in uncertain}
        if certain == said.objects:
            return token
        return write_manifest(self.storage, certain, token, said.ledger).token

    def _read_back(self, keys: Sequence[str], token: str | None) -> None:
        """Ask for each object that was sent, whether it is there as it was meant."""
        bad: list[str] = []

        def look(key: str) -> None:
            if not self.todo.tree[key].matches(self.storage.head(key)):
                bad.append(key)

        self._each(keys, look)
        self._refuse(bad, token)

    def _look_for(self, keys: Iterable[str], token: str | None) -> None:
        """See whether what was sent earlier is still there; a list asks for 1,000 at a time."""
        expected = {key: self.todo.tree[key].size for key in keys}
        if expected:
            sizes = {one.key: one.size for one in self.storage.list()}
            self._refuse([key for key in expected if sizes.get(key) != expected[key]], token)

    def _refuse(self, bad: Sequence[str], token: str | None) -> None:
        if bad:
            self._withdraw(token, bad)
            raise StorageError(
                f"not stored as it was sent: {', '.join(sorted(bad))}",
                subject=self.storage.name,
                hint="Publish again: these are then sent once more. The feed names nothing of it.",
            )

    def _disown(self) -> None:
        """Take what was sent out of the manifest of the publisher who won."""
        manifest, token = read_manifest(self.storage)
        sent = {*self.sent}
        certain = {key: one for key, one in manifest.objects.items() if key not in sent}
        if certain != manifest.objects:
            write_manifest(self.storage, certain, token, manifest.ledger)

    def _vouch(self, token: str | None, copy: bytes) -> None:
        """Store the ledger's copy, and let the manifest say what is there now."""
        said, ledger = self.todo.manifest, sha256(copy).hexdigest()
        if (self.todo.tree, ledger) == (said.objects, said.ledger) and not self.todo.replaces:
            return
        try:
            if ledger != said.ledger:
                there = self.storage.head(LEDGER)
                self.storage.put(LEDGER, copy, expected=there.token if there else None)
            write_manifest(self.storage, self.todo.tree, token, ledger)
        except PublishConflict:
            # The feed is live, so this publication won. Another publisher has begun and
            # doubts some entries; leaving them out costs a question each, no more.
            self._tell(EventKind.REVIEW, "another publisher is at work: verify when it is done")

    def _count(self, key: str, more: int) -> None:
        with self._lock:
            self.done += more
            due = self.done - self._told >= max(_STEP, self.todo.bytes // 500)
        if due:
            self._tell(EventKind.PROGRESS, key)

    def _tell(self, kind: EventKind, message: str, seconds: float = 0) -> None:
        with self._lock:
            self._told = self.done
        done = self.todo.bytes if kind is EventKind.FINISHED else self._told
        self.emit(
            Event(
                kind=kind,
                stage="publish",
                done=done,
                total=self.todo.bytes,
                message=message,
                seconds=seconds,
            )
        )
