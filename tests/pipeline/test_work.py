"""One piece of work, as a worker does it."""

from __future__ import annotations

import os
from pathlib import Path

from nexus_audio.events import EventKind
from nexus_audio.pipeline import File
from nexus_audio.store import Store
from toy_runs import do, told
from toy_stages import task


def test_a_file_that_changes_meanwhile_is_no_result(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "in"
    path.write_text("old")
    reading = task("change", {"x": File(path=path)})
    failed, _ = do([reading], store)
    assert "changed while it was read" in failed[reading.key].message
    assert not store.has(reading.key)


def test_what_is_to_be_reviewed_is_kept(store: Store) -> None:
    doubtful = task("doubt")
    _, events = do([doubtful], store)
    assert told(events, EventKind.REVIEW) == ["doubt"]
    assert store.facts(doubtful.key)["review"] == ["look here"]


def test_the_events_of_a_stage_are_in_order(store: Store) -> None:
    _, events = do([task("join")], store)
    assert [event.kind for event in events] == ["started", "progress", "progress", "finished"]
    assert all(event.episode == "one" for event in events)
    assert events[1].message == "half"


def test_only_a_wide_stage_has_all_cores(store: Store) -> None:
    _, events = do([task("wide", wide=True), task("wide", values={"x": 1})], store)
    cores = {event.message.split()[1] for event in events if event.message}
    assert cores == {"1", str(os.cpu_count())}
