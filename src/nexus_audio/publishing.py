"""Publishing a workspace: what the command and the host's page both call.

    plan       what would be sent, and how long it would take; refuses what may not go live
    publish    sends it, the feed last
    verify     compares what is live with feed and ledger
    rollback   makes an earlier feed live again
    unpublish  takes one episode out of the feed
    gc         lists what nothing names any more, and deletes it when asked to

All take a workspace and its settings, tell what happens to a sink of events, and raise
errors of `errors.py`. None of them prints or asks.
"""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from filelock import FileLock, Timeout

from nexus_audio.config import Settings
from nexus_audio.errors import PublishConflict
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.feed.check import Finding
from nexus_audio.stages.check import check
from nexus_audio.stages.publish import Prepared, prepare
from nexus_audio.stages.publish import plan as compare
from nexus_audio.stages.rollback import Past, earlier, restore
from nexus_audio.stages.verify import unreachable
from nexus_audio.stages.verify import verify as read_back
from nexus_audio.storages import Storage, Trait, open_storage
from nexus_audio.storages.ledger import Publication, last_published
from nexus_audio.storages.manifest import FEED
from nexus_audio.storages.plan import Plan
from nexus_audio.storages.remembered import Hashes, Remembered
from nexus_audio.workspace import Workspace

__all__ = ["Past", "Plan", "Planned", "Published", "Trait"]

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


def place(workspace: Workspace, settings: Settings, emit: Sink = ignore) -> Storage:
    """The storage of these settings; why it waits is told as events that ask for a look."""

    def tell(words: str) -> None:
        emit(Event(kind=EventKind.REVIEW, stage="publish", message=words))

    return open_storage(settings.storage, workspace.root, tell)


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
        before={guid: episode.enclosure for guid, episode in before.items()},
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
    speed = Remembered.of(workspace.root, storage.name).read().get("bytes_per_second")
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
    with _alone(workspace):
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
    for doubt in doubts:
        emit(Event(kind=EventKind.REVIEW, stage="publish", message=doubt))
    return Published(todo=todo, publication=publication, doubts=doubts)


def verify(workspace: Workspace, settings: Settings, emit: Sink = ignore) -> str:
    """Compare what is live with feed and ledger; gives the storage's name.

    Raises VerifyError with a line for each problem.
    """
    storage = place(workspace, settings, emit)
    read_back(storage, workspace.ledger, settings.storage.public_url, emit)
    return storage.name


def traits(workspace: Workspace, settings: Settings, *, anew: bool = False) -> tuple[Trait, ...]:
    """What the storage does and does not do; with `anew` it is tried out again."""
    return place(workspace, settings).traits(anew=anew)


def feeds(workspace: Workspace, settings: Settings) -> tuple[Past, ...]:
    """The feeds that were live in the storage, the newest first: 0 is the live one."""
    return earlier(place(workspace, settings), workspace.ledger)


def rollback(
    workspace: Workspace, settings: Settings, steps: int, *, now: datetime, emit: Sink = ignore
) -> Publication:
    """Make the feed live again that was so many publications ago; 1 is the one before.

    A rollback is a publication of its own: another one by 1 undoes it. Raises FeedError when
    there is no such feed or something that it names is gone; PublishConflict when somebody
    else published meanwhile.
    """
    with _alone(workspace):
        return restore(
            place(workspace, settings, emit),
            workspace.ledger,
            steps,
            public_url=settings.storage.public_url,
            now=now,
            emit=emit,
        )


def _try_out(storage: Storage, emit: Sink) -> None:
    for trait in storage.traits():
        if not trait.holds:
            emit(Event(kind=EventKind.REVIEW, stage="publish", message=trait.words))


def _reached(storage: Storage, todo: Plan, public_url: str) -> tuple[str, ...]:
    if not (storage.served and todo.replaces):
        return ()
    media = [key for key in todo.replaces if key.startswith("media/")][:_SAMPLES]
    return tuple(unreachable(public_url, {key: todo.tree[key] for key in (*media, FEED)}))


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    state = workspace.root / ".nexus"
    state.mkdir(exist_ok=True)
    try:
        with FileLock(state / "publish.lock", timeout=0):
            yield
    except Timeout as error:
        raise PublishConflict(
            "this workspace is being published already",
            subject=str(workspace.root),
            hint="Wait until the other command is done, then look with nexus-audio status.",
        ) from error
