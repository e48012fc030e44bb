"""Running the small stages, and what came of it."""

from __future__ import annotations

from typing import Any

from nexus_audio.events import Event, EventKind
from nexus_audio.executors.inline import InlineExecutor
from nexus_audio.pipeline import Task, run
from nexus_audio.store import Store


def do(tasks: list[Task], store: Store) -> tuple[dict[str, Any], list[Event]]:
    """Run tasks in this process: the errors, and all events."""
    events: list[Event] = []
    with InlineExecutor(1, events.append) as executor:
        failed = run(tasks, store, executor.submit, events.append)
    return dict(failed), events


def text(store: Store, done: Task) -> str:
    """What a small stage wrote."""
    return (store.path(done.key) / "text").read_text()


def told(events: list[Event], kind: EventKind) -> list[str]:
    """The stages of all events of a kind."""
    return [event.stage for event in events if event.kind == kind]
