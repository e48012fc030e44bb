"""Jobs are done one after the other, and none is forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nexus_audio.studio.job import JobState
from nexus_audio.studio.jobs import KEPT, Jobs


def wait(holds: Callable[[], bool]) -> None:
    last = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < last, "it never came to that"
        time.sleep(0.05)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "nexus.toml").write_text("")
    return tmp_path


def test_what_was_asked_for_outlives_the_studio(root: Path) -> None:
    asked = Jobs(root).build("aehren")
    (found,) = Jobs(root).all()
    assert found == asked
    assert found.state is JobState.WAITING


def test_what_waits_is_not_asked_for_twice(root: Path) -> None:
    jobs = Jobs(root)
    assert jobs.build("a") == jobs.build("a")
    assert jobs.build("b") != jobs.build("a")
    assert jobs.last("build", "b") == jobs.build("b")


def test_a_command_is_run_and_its_error_told(root: Path) -> None:
    jobs = Jobs(root)
    job = jobs.build("nowhere")
    jobs.start()
    wait(lambda: not jobs.all()[0].is_open)
    failed = jobs.get(job.id)
    assert failed is not None
    assert failed.state is JobState.FAILED
    assert "nowhere" in failed.error
    assert failed.hint
    assert '"type": "error"' in jobs.log(job.id)
    jobs.retry(job.id)
    assert len(jobs.all()) == 2
    jobs.close()


def test_a_job_that_waits_is_cancelled(root: Path) -> None:
    jobs = Jobs(root)
    job = jobs.build("a")
    jobs.cancel(job.id)
    assert jobs.all()[0].state is JobState.CANCELLED
    jobs.cancel("unknown")


def test_a_command_ends_with_its_studio(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs = Jobs(root)
    job = jobs.add("watch", str(root))  # runs until it is told to end
    jobs.start()
    wait(lambda: jobs.all()[0].state is JobState.RUNNING)
    wait(lambda: "Watching" in jobs.log(job.id))
    jobs.close()
    (found,) = Jobs(root).all()  # the next studio goes on with it
    assert found.state is JobState.WAITING


def test_a_running_command_is_cancelled(root: Path) -> None:
    jobs = Jobs(root)
    job = jobs.add("watch", str(root))
    jobs.start()
    wait(lambda: "Watching" in jobs.log(job.id))
    jobs.cancel(job.id)
    assert jobs.all()[0].state is JobState.CANCELLED
    following = jobs.add("status")
    wait(lambda: (found := jobs.get(following.id)) is not None and found.state is JobState.DONE)
    jobs.close()


def test_old_jobs_are_forgotten_with_their_logs(root: Path) -> None:
    jobs = Jobs(root)
    for number in range(KEPT + 5):
        jobs.cancel(jobs.build(f"a{number}").id)
    assert len(jobs.all()) == KEPT
    assert jobs.all()[-1].episode == f"a{KEPT + 4}"
