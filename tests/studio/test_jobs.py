"""Jobs are done one after the other, and none is forgotten."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from nexus_audio.cli.progress import SHARES
from nexus_audio.events import Event, EventKind
from nexus_audio.studio import jobs as room
from nexus_audio.studio.jobs import KEPT, Course, Job, Jobs, JobState


def wait(holds: Callable[[], bool]) -> None:
    for _ in range(600):
        if holds():
            return
        time.sleep(0.05)
    pytest.fail("it never came to that")


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


@pytest.mark.parametrize("text", ["", "{", "[{}]"])
def test_a_damaged_list_is_no_reason_not_to_start(root: Path, text: str) -> None:
    file = root / ".nexus" / "studio" / "jobs.json"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert Jobs(root).all() == ()


def test_how_far_a_build_is() -> None:
    course = Course()
    course.add(Event(kind=EventKind.STARTED, stage="transcribe"))
    course.add(Event(kind=EventKind.PROGRESS, stage="transcribe", done=1, total=2))
    course.add(Event(kind=EventKind.REVIEW, stage="transcribe", message="look"))
    told = course.told("build")
    half = SHARES["transcribe"] / sum(SHARES.values()) / 2
    assert told["share"] == pytest.approx(half, abs=0.001)
    assert told["stages"] == [{"name": "transcribe", "state": "running", "share": 0.5}]
    assert told["left"] is None  # it is too early to say
    assert json.dumps(told)


def test_the_kinds_of_states() -> None:
    assert Job(id="1", verb="build").is_open
    assert not Job(id="1", verb="build", state=JobState.DONE).is_open
    assert room.NEEDS_REVIEW == 3
