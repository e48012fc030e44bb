"""What is live: reading it back, and making an earlier feed live again."""

from __future__ import annotations

from datetime import datetime

from nexus_audio.config import Settings
from nexus_audio.events import Sink, ignore
from nexus_audio.publishing.place import alone, place
from nexus_audio.stages.rollback import Past, earlier, restore
from nexus_audio.stages.verify import verify as read_back
from nexus_audio.storages import Trait
from nexus_audio.storages.publication import Publication
from nexus_audio.workspace import Workspace


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
    with alone(workspace):
        return restore(
            place(workspace, settings, emit),
            workspace.ledger,
            steps,
            public_url=settings.storage.public_url,
            now=now,
            emit=emit,
        )
