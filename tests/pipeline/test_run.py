"""Runs: results go forward, failures stop what needs them, and nothing is done twice."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from concurrent.futures import Future
from pathlib import Path

import pytest

from nexus_audio.errors import Cancelled, ExecutorError, RecordingError
from nexus_audio.events import EventKind
from nexus_audio.pipeline import File, Work, run
from nexus_audio.store import Store
from toy_runs import do, text, told
from toy_stages import task


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


def test_an_interruption_ends_the_run(store: Store) -> None:
    def interrupted(work: Work) -> Future[float]:
        future: Future[float] = Future()
        future.set_exception(Cancelled("interrupted"))
        return future

    with pytest.raises(Cancelled):
        run([task("join")], store, interrupted)


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
    here = str(Path(__file__).parents[1])
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
