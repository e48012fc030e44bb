"""The storage that a workspace publishes to, and who may publish at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock, Timeout

from nexus_audio.config import Settings
from nexus_audio.errors import PublishConflict
from nexus_audio.events import Event, EventKind, Sink, ignore
from nexus_audio.storages import Storage, open_storage
from nexus_audio.store import writing
from nexus_audio.workspace import Workspace


def place(workspace: Workspace, settings: Settings, emit: Sink = ignore) -> Storage:
    """The storage of these settings; why it waits is told as events that ask for a look."""

    def tell(words: str) -> None:
        emit(Event(kind=EventKind.REVIEW, stage="publish", message=words))

    return open_storage(settings.storage, workspace.root, tell)


@contextmanager
def alone(workspace: Workspace) -> Iterator[None]:
    """Let nobody else on this machine publish meanwhile; raises PublishConflict."""
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
