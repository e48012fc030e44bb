"""An event as a script reads it."""

from __future__ import annotations

from nexus_audio.events import Event, EventKind, ignore


def test_an_event_is_one_flat_object_without_what_it_does_not_say() -> None:
    event = Event(kind=EventKind.PROGRESS, stage="render", episode="301", done=1.5, total=3)
    assert event.as_json() == {
        "type": "event",
        "v": 1,
        "kind": "progress",
        "stage": "render",
        "episode": "301",
        "done": 1.5,
        "total": 3,
    }


def test_an_event_of_the_show_names_no_episode() -> None:
    event = Event(kind=EventKind.FINISHED, stage="feed", seconds=0.25)
    assert event.as_json() == {
        "type": "event",
        "v": 1,
        "kind": "finished",
        "stage": "feed",
        "seconds": 0.25,
    }


def test_nobody_has_to_listen() -> None:
    ignore(Event(kind=EventKind.STARTED, stage="x"))
