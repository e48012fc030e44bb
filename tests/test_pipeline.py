"""Keys say what a result depends on, and a run does what is missing and nothing else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.errors import Cancelled, ExecutorError, InputError, RecordingError
from nexus_audio.events import Event, EventKind
from nexus_audio.executors.inline import InlineExecutor
from nexus_audio.pipeline import File, Task, Work, in_order, missing, run
from nexus_audio.store import Store
from toy_stages import task


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def do(tasks: list[Task], store: Store) -> tuple[dict[str, Any], list[Event]]:
    events: list[Event] = []
    with InlineExecutor(1, events.append) as executor:
        failed = run(tasks, store, executor.submit, events.append)
    return dict(failed), events


def text(store: Store, done: Task) -> str:
    return (store.path(done.key) / "text").read_text()


def told(events: list[Event], kind: EventKind) -> list[str]:
    return [event.stage for event in events if event.kind == kind]


def test_a_run_feeds_results_forward(store: Store, tmp_path: Path) -> None:
    (tmp_path / "in").write_text("a")
    first = task("join", {"x": File(path=tmp_path / "in")}, {"word": "b"})
    second = task("join", {"x": first, "y": first}, {"word": "c"})
    failed, _ = do([second], store)
    assert not failed
    assert text(store, second) == "a+b+a+b+c"


def test_a_second_run_does_nothing(store: Store) -> None:
    chain = task("join", {"x": task("join", values={"word": "a"})})
    do([chain], store)
    _, events = do([chain], store)
    assert told(events, EventKind.STARTED) == []
    assert told(events, EventKind.CACHED) == ["join"]


@pytest.mark.parametrize(
    "other",
    [
        {"values": {"word": "z"}},
        {"version": 2},
        {"identity": "engine 2"},
        {"inputs": {"x": task("join")}},
        {"inputs": {"y": task("join", values={"word": "b"})}},
    ],
    ids=str,
)
def test_the_key_changes_with_all_that_the_result_depends_on(other: dict[str, Any]) -> None:
    base: dict[str, Any] = {"inputs": {"x": task("join", values={"word": "b"})}, "values": {}}
    assert task("join", **base).key != task("join", **base | other).key


def test_the_key_does_not_change_with_the_episode_that_asks() -> None:
    assert task("join", episode="one").key == task("join", episode="two").key


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(values=st.dictionaries(st.text(max_size=4), json_values, max_size=4))
def test_the_key_does_not_depend_on_the_order_of_values(values: dict[str, Any]) -> None:
    turned = dict(reversed(values.items()))
    assert task("join", values=values).key == task("join", values=turned).key


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    first, second = tmp_path / "a.wav", tmp_path / "b.wav"
    first.write_bytes(b"same")
    second.write_bytes(b"same")
    assert File(path=first).key == File(path=second).key
    second.write_bytes(b"other")
    assert File(path=first).key != File(path=second).key


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read") as caught:
        _ = File(path=tmp_path / "x" / "y.wav").key
    assert caught.value.exit_code == 10


def test_a_folder_is_known_by_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x").write_text("1")
    (tmp_path / "b" / "y").write_text("1")
    assert File(path=tmp_path / "a").key != File(path=tmp_path / "b").key


def test_tasks_come_after_what_they_need_and_once() -> None:
    first = task("join", values={"word": "a"})
    left = task("join", {"x": first}, {"word": "l"})
    right = task("join", {"x": first}, {"word": "r"})
    last = task("join", {"l": left, "r": right})
    ordered = in_order([last, left])
    assert [found.key for found in ordered] == [first.key, left.key, right.key, last.key]


def test_a_finished_task_hides_what_only_it_needed(store: Store) -> None:
    first = task("join", values={"word": "a"})
    second = task("join", {"x": first}, {"word": "b"})
    third = task("join", {"x": second}, {"word": "c"})
    do([second], store)
    store.discard(first.key)
    assert [found.key for found in missing([third], store)] == [third.key]


def test_a_failure_stops_what_needs_it_and_nothing_else(store: Store) -> None:
    bad = task("fail")
    after = task("join", {"x": bad})
    good = task("join", values={"word": "good"})
    failed, events = do([after, good], store)
    assert list(failed) == [bad.key]
    assert isinstance(failed[bad.key], RecordingError)
    assert failed[bad.key].hint == "Export it again."
    assert store.has(good.key)
    assert not store.has(after.key)
    assert told(events, EventKind.FAILED) == ["fail"]


def test_our_own_mistake_is_told_with_its_stage(store: Store) -> None:
    bad = task("crash")
    failed, _ = do([bad], store)
    error = failed[bad.key]
    assert isinstance(error, ExecutorError)
    assert error.subject == "one crash"
    assert "ZeroDivisionError" in error.message


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


def test_an_interruption_ends_the_run(store: Store) -> None:
    def interrupted(work: Work) -> Future[float]:
        future: Future[float] = Future()
        future.set_exception(Cancelled("interrupted"))
        return future

    with pytest.raises(Cancelled):
        run([task("join")], store, interrupted)


def test_the_events_of_a_stage_are_in_order(store: Store) -> None:
    _, events = do([task("join")], store)
    assert [event.kind for event in events] == ["started", "progress", "progress", "finished"]
    assert all(event.episode == "one" for event in events)
    assert events[1].message == "half"


RUN = """
    import sys
    from pathlib import Path
    from nexus_audio.executors.inline import InlineExecutor
    from nexus_audio.pipeline import run
    from nexus_audio.store import Store
    from toy_stages import task
    def say(event):
        print(event.stage, event.kind, flush=True)
    first = task("join", values={"word": "a"})
    long = task("sleep", {"x": first}, {"seconds": 60})
    with InlineExecutor(1, say) as executor:
        run([long], Store(Path(sys.argv[1])), executor.submit, say)
"""


def test_a_killed_run_goes_on_where_it_stopped(store: Store) -> None:
    arguments = [sys.executable, "-c", textwrap.dedent(RUN), str(store.root)]
    here = str(Path(__file__).parent)
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=here) as process:
        assert process.stdout is not None
        while "sleep progress" not in process.stdout.readline():
            pass
        process.send_signal(signal.SIGKILL)
    first = task("join", values={"word": "a"})
    again = task("sleep", {"x": first}, {"seconds": 60})
    assert store.has(first.key)
    assert not store.has(again.key)
    quick = task("join", {"x": first}, {"word": "b"})
    _, events = do([first, quick], store)
    assert told(events, EventKind.CACHED) == ["join"]
    assert told(events, EventKind.FINISHED) == ["join"]
    assert text(store, quick) == "a+b"


def test_parts_that_were_done_before_a_failure_are_not_made_again(store: Store) -> None:
    failed, _ = do([task("remember", values={"fails_after": 2})], store)
    assert failed
    done = task("remember")
    do([done], store)
    assert text(store, done) == "[10, 20, 30] made [3]"
    again = task("remember", values={"other": "input"})
    do([again], store)
    assert text(store, again) == "[10, 20, 30] made []"


def test_only_a_wide_stage_has_all_cores(store: Store) -> None:
    _, events = do([task("wide", wide=True), task("wide", values={"x": 1})], store)
    cores = {event.message.split()[1] for event in events if event.message}
    assert cores == {"1", str(os.cpu_count())}


def test_being_wide_changes_no_result() -> None:
    assert task("wide", wide=True).key == task("wide").key
