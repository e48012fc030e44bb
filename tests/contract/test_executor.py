"""What every executor promises."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nexus_audio.errors import ConfigError, ExecutorError, RecordingError
from nexus_audio.events import Event, EventKind
from nexus_audio.executors import open_executor
from nexus_audio.pipeline import Task, Work, run
from nexus_audio.store import Store
from toy_stages import task


@pytest.fixture(params=["inline", "process"])
def executor_name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def do(name: str, tasks: list[Task], store: Store) -> tuple[dict[str, Any], list[Event]]:
    events: list[Event] = []
    with open_executor(name, 2, events.append) as executor:
        failed = run(tasks, store, executor.submit, events.append)
    return dict(failed), events


def test_work_is_done_into_the_store(executor_name: str, tmp_path: Path) -> None:
    store = Store(tmp_path / "Größe 🎙")
    first = task("join", values={"word": "ä"})
    second = task("join", {"x": first}, {"word": "ö"})
    failed, _ = do(executor_name, [second], store)
    assert not failed
    assert (store.path(second.key) / "text").read_text() == "ä+ö"


def test_all_events_have_arrived_when_it_is_left(executor_name: str, tmp_path: Path) -> None:
    tasks = [task("join", values={"word": str(number)}) for number in range(5)]
    _, events = do(executor_name, tasks, Store(tmp_path))
    kinds = [event.kind for event in events]
    assert kinds.count(EventKind.STARTED) == kinds.count(EventKind.FINISHED) == 5
    assert len(events) == 20


def test_errors_keep_their_kind_and_hint(executor_name: str, tmp_path: Path) -> None:
    failed, _ = do(executor_name, [task("fail")], Store(tmp_path))
    (error,) = failed.values()
    assert isinstance(error, RecordingError)
    assert (error.message, error.subject, error.hint) == (
        "cannot be decoded",
        "recording.mp3",
        "Export it again.",
    )


def test_one_failure_does_not_stop_the_others(executor_name: str, tmp_path: Path) -> None:
    store = Store(tmp_path)
    good = [task("join", values={"word": str(number)}) for number in range(3)]
    failed, _ = do(executor_name, [task("crash"), *good], store)
    assert len(failed) == 1
    assert all(store.has(done.key) for done in good)


def test_an_executor_that_is_never_used_starts_nothing(executor_name: str) -> None:
    with open_executor(executor_name, 2, lambda event: None):
        pass


def test_an_unknown_executor_names_the_known() -> None:
    with pytest.raises(ConfigError, match="'clowd'") as caught:
        open_executor("clowd", 1, lambda event: None)
    assert "inline" in caught.value.hint
    assert "process" in caught.value.hint


def test_a_nearly_known_executor_is_guessed() -> None:
    with pytest.raises(ConfigError) as caught:
        open_executor("proces", 1, lambda event: None)
    assert caught.value.hint == "Did you mean 'process'?"


def test_a_worker_that_dies_is_an_error_of_the_executor(tmp_path: Path) -> None:
    doomed = [task("die"), *(task("join", values={"word": str(number)}) for number in range(9))]
    failed, _ = do("process", doomed, Store(tmp_path))
    error = failed[doomed[0].key]
    assert isinstance(error, ExecutorError)
    assert "--jobs 1" in error.hint


def test_an_interruption_ends_the_workers(tmp_path: Path) -> None:
    workers: list[int] = []

    def interrupt(event: Event) -> None:
        if event.message:
            workers.append(int(event.message))

    with (
        pytest.raises(KeyboardInterrupt),
        open_executor("process", 1, interrupt) as executor,
    ):
        future = executor.submit(_work(task("sleep"), tmp_path))
        while not workers:
            time.sleep(0.01)
        assert not future.done()
        raise KeyboardInterrupt
    with pytest.raises(ProcessLookupError):
        os.kill(workers[0], 0)


ORPHANS = """
import sys
from pathlib import Path
from nexus_audio.executors.process import ProcessExecutor
from nexus_audio.pipeline import Work
work = Work(stage="sleep", function="toy_stages:sleep", episode="", key="ab" * 32, inputs={},
            files={}, values={}, store=Path(sys.argv[1]))
if __name__ == "__main__":
    with ProcessExecutor(1, lambda event: print(event.message, flush=True)) as executor:
        executor.submit(work).result()
"""


def test_workers_end_with_a_parent_that_is_killed(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text(ORPHANS)
    search = str(Path(__file__).parent.parent)
    with subprocess.Popen(
        [sys.executable, str(script), str(tmp_path / "store")],
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": search},
    ) as process:
        assert process.stdout is not None
        assert next((line for line in process.stdout if line.strip()), None)
        process.kill()
        # All processes share stdout: its end is the end of the last of them.
        assert process.communicate(timeout=10)[0] is not None


def _work(sleeping: Task, root: Path) -> Work:
    return Work(
        stage=sleeping.stage,
        function=sleeping.function,
        episode="",
        key=sleeping.key,
        inputs={},
        files={},
        values={},
        store=root,
    )


def test_wide_work_is_done_one_after_the_other_in_one_process(tmp_path: Path) -> None:
    tasks = [task("wide", values={"n": number}, wide=True) for number in range(3)]
    failed, events = do("process", tasks, Store(tmp_path))
    assert not failed
    told = [event.message.split() for event in events if event.message]
    assert len(told) == 3
    assert len({process for process, _ in told}) == 1
    assert {cores for _, cores in told} == {"2"}  # as many as the executor has jobs
    kinds = [event.kind for event in events if event.kind != EventKind.PROGRESS]
    assert kinds == [EventKind.STARTED, EventKind.FINISHED] * 3
