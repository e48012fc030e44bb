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
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import tomlkit
from filelock import FileLock, Timeout

from nexus_audio.build import build, needed
from nexus_audio.config import Settings
from nexus_audio.errors import PublishConflict
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.feed.check import Finding
from nexus_audio.stages.announce import ping_hub, run_command
from nexus_audio.stages.check import check
from nexus_audio.stages.gc import Garbage, find_garbage
from nexus_audio.stages.gc import sweep as sweep_storage
from nexus_audio.stages.publish import Prepared, prepare
from nexus_audio.stages.publish import plan as compare
from nexus_audio.stages.rollback import Past, earlier, restore
from nexus_audio.stages.verify import unreachable
from nexus_audio.stages.verify import verify as read_back
from nexus_audio.storages import Storage, Trait, open_storage
from nexus_audio.storages.ledger import Publication, last_published, published
from nexus_audio.storages.manifest import FEED
from nexus_audio.storages.plan import Plan
from nexus_audio.storages.remembered import Hashes, Remembered
from nexus_audio.store import writing
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
    if FEED in todo.replaces:
        doubts += _announced(workspace, settings)
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


def unpublish(
    workspace: Workspace, settings: Settings, slug: str, *, now: datetime, emit: Sink = ignore
) -> Published:
    """Take one episode out of the feed, and keep it out: `episode.toml` says so from then on.

    The other published episodes are built anew as far as they mention it. Raises what `build`
    and `publish` raise; called again, it goes on where it stopped.
    """
    folder = workspace.episode(slug)
    guid = folder.episode.guid
    file = folder.path / "episode.toml"
    written = tomlkit.parse(file.read_text(encoding="utf-8"))
    if written.get("unpublished") is not True:
        written["unpublished"] = True
        with writing(folder.path):
            fresh = file.with_name(".episode.toml.new")
            fresh.write_text(tomlkit.dumps(written), encoding="utf-8")
            fresh.replace(file)
    live = published(workspace.ledger)
    others = [one for one in workspace.episodes() if not one.is_draft and one.slug != slug]
    build(workspace, settings, [one for one in others if one.episode.guid in live], emit)
    return publish(workspace, settings, now=now, leaving={guid}, emit=emit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubbish:
    """What can be deleted, in the storage and here."""

    stored: Garbage
    artifacts: Mapping[str, str]
    """Why each artifact of the local store is not needed, by its key."""


def garbage(
    workspace: Workspace, settings: Settings, *, now: datetime, grace: timedelta
) -> Rubbish:
    """What no feed of the grace period names and no build needs; deletes nothing."""
    storage = place(workspace, settings)
    stored = find_garbage(
        storage, workspace.ledger, settings.storage.public_url, now=now, grace=grace
    )
    return Rubbish(stored=stored, artifacts=_unneeded(workspace, settings, now - grace))


def sweep(workspace: Workspace, settings: Settings, found: Rubbish, emit: Sink = ignore) -> None:
    """Delete what `garbage` found."""
    with _alone(workspace):
        sweep_storage(place(workspace, settings, emit), found.stored, emit)
        for key in found.artifacts:
            workspace.store.discard(key)


def _unneeded(workspace: Workspace, settings: Settings, since: datetime) -> dict[str, str]:
    store, kept = workspace.store, needed(workspace, settings)
    found: dict[str, str] = {}
    for key in store.keys():  # noqa: SIM118 -- it is no dict
        if key in kept:
            if damaged := store.damaged(key):
                found[key] = f"damaged: {', '.join(damaged)}; the next build makes it again"
        elif store.path(key).stat().st_mtime < since.timestamp():
            found[key] = "no build needs it any more"
    return found


def _announced(workspace: Workspace, settings: Settings) -> tuple[str, ...]:
    """Tell those who want to know of a new feed; what went wrong."""
    feed, said = settings.storage.public_url + FEED, []
    if settings.storage.ping_hub:
        hub = workspace.show.hub
        said.append(ping_hub(hub, feed) if hub else "show.toml names no hub to tell")
    if settings.storage.after_publish:
        said.append(run_command(settings.storage.after_publish, feed))
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


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    state = workspace.root / ".nexus"
    try:
        with writing(workspace.root):
            state.mkdir(exist_ok=True)
            with FileLock(state / "publish.lock", timeout=0):
                yield
    except Timeout as error:
        raise PublishConflict(
            "this workspace is being published already",
            subject=str(workspace.root),
            hint="Wait until the other command is done, then look with nexus-audio status.",
        ) from error
