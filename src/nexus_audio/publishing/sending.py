"""What a publication would send, and sending it."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from nexus_audio.config import Settings
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.feed.check import Finding
from nexus_audio.publishing.place import alone, place
from nexus_audio.stages.announce import ping_hub, podping, run_command
from nexus_audio.stages.check import check
from nexus_audio.stages.publish import Prepared, prepare
from nexus_audio.stages.publish import plan as compare
from nexus_audio.stages.verify import unreachable
from nexus_audio.storages import Storage
from nexus_audio.storages.ledger import last_published
from nexus_audio.storages.manifest import FEED
from nexus_audio.storages.plan import Plan
from nexus_audio.storages.publication import Publication
from nexus_audio.storages.remembered import Hashes, Remembered
from nexus_audio.workspace import Workspace

_TELLING = 1 << 20
"""Bytes from which on the time that they took says how fast the line is."""
_SAMPLES = 3
"""How many of the sent media are asked for at the public address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a publication would do."""

    prepared: Prepared
    findings: tuple[Finding, ...]
    """What the feed check would have improved."""
    seconds: float | None
    """How long sending will take at the speed of the last time; none when there was none."""

    @property
    def todo(self) -> Plan:
        """What is new, changed, unchanged and gone, with its bytes."""
        return self.prepared.todo


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publication did."""

    todo: Plan
    publication: Publication
    doubts: tuple[str, ...] = ()
    """What is live in the storage and does not reach listeners, one sentence each."""


def plan(
    workspace: Workspace,
    settings: Settings,
    *,
    now: datetime,
    replace_audio: bool = False,
    allow_removal: bool = False,
    leaving: Collection[str] = (),
    emit: Sink = ignore,
) -> Planned:
    """What publishing would do; writes nothing.

    Raises FeedError when the feed is wrong, names what is not built, or breaks what was
    promised; StorageError when the storage cannot be asked.
    """
    storage, public_url = place(workspace, settings, emit), settings.storage.public_url
    before = last_published(workspace.ledger, storage.name, public_url + FEED)
    findings = check(
        workspace.public,
        public_url,
        now=now,
        before=before,
    )
    hashes = Hashes(workspace.root)
    todo = compare(workspace.public, storage, hashes)
    hashes.save()
    prepared = prepare(
        todo,
        storage,
        workspace.ledger,
        public_url=public_url,
        now=now,
        replace_audio=replace_audio,
        allow_removal=allow_removal,
        leaving=leaving,
    )
    speed = _speed(Remembered.of(workspace.root, storage.name), settings.storage.bandwidth)
    return Planned(
        prepared=prepared, findings=findings, seconds=todo.bytes / speed if speed else None
    )


def publish(
    workspace: Workspace,
    settings: Settings,
    *,
    now: datetime,
    replace_audio: bool = False,
    allow_removal: bool = False,
    leaving: Collection[str] = (),
    emit: Sink = ignore,
) -> Published:
    """Bring the storage to what is built, the feed last, and note it in the ledger.

    Whatever happens on the way, the feed that is live stays whole; running it again goes on
    where it stopped. Raises what `plan` raises, PublishConflict when somebody else published
    meanwhile, and StorageError when the storage refuses.
    """
    with alone(workspace):
        _try_out(place(workspace, settings, emit), emit)
        planned = plan(
            workspace,
            settings,
            now=now,
            replace_audio=replace_audio,
            allow_removal=allow_removal,
            leaving=leaving,
            emit=emit,
        )
        begun = time.monotonic()
        publication = planned.prepared.send(emit)
        storage, todo = planned.prepared.storage, planned.todo
        if todo.bytes >= _TELLING:
            speed = todo.bytes / max(time.monotonic() - begun, 0.001)
            Remembered.of(workspace.root, storage.name).add(bytes_per_second=round(speed))
    doubts = _reached(storage, todo, settings.storage.public_url)
    if FEED in todo.replaces:
        doubts += _announced(workspace, settings)
    for doubt in doubts:
        emit(Event(kind=EventKind.REVIEW, stage="publish", message=doubt))
    return Published(todo=todo, publication=publication, doubts=doubts)


def _announced(workspace: Workspace, settings: Settings) -> tuple[str, ...]:
    """Tell those who want to know of a new feed; what went wrong."""
    asked, show = settings.storage, workspace.show
    feed, said = asked.public_url + FEED, []
    if asked.ping_hub:
        said.append(ping_hub(show.hub, feed) if show.hub else "show.toml names no hub to tell")
    if asked.podping:
        said.append(podping(asked.podping, feed, show.medium))
    if asked.after_publish:
        said.append(run_command(asked.after_publish, feed))
    return tuple(filter(None, said))


def _speed(kept: Remembered, bandwidth: float) -> float:
    """Bytes a second as they were last measured, and no more than is allowed; 0 is unknown."""
    facts = kept.read()
    probed = facts.get("answers", {}).get("bytes_per_second", 0)
    measured = float(facts.get("bytes_per_second", probed))
    return min(measured, bandwidth * 1_000_000 / 8) if bandwidth else measured


def _try_out(storage: Storage, emit: Sink) -> None:
    for trait in storage.traits():
        if trait.lasting and not trait.holds:
            emit(Event(kind=EventKind.REVIEW, stage="publish", message=trait.words))


def _reached(storage: Storage, todo: Plan, public_url: str) -> tuple[str, ...]:
    if not (storage.served and todo.replaces):
        return ()
    media = [key for key in todo.replaces if key.startswith("media/")][:_SAMPLES]
    return tuple(unreachable(public_url, {key: todo.tree[key] for key in (*media, FEED)}))
