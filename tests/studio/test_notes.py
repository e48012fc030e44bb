"""What is kept of jobs outlives the studio."""

from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.studio.job import Job, JobState
from nexus_audio.studio.notes import LOG_LINES, Notes


def test_what_was_not_done_waits_again(tmp_path: Path) -> None:
    jobs = [Job(id=state, verb="build", state=state, episode="größe") for state in JobState]
    Notes(tmp_path / "new").write(jobs)
    read = Notes(tmp_path / "new").read()
    assert [job.state for job in read] == ["waiting", "waiting", "done", "failed", "cancelled"]
    assert {job.episode for job in read} == {"größe"}


@pytest.mark.parametrize("text", ["", "{", "[{}]"])
def test_a_damaged_list_is_no_reason_not_to_start(tmp_path: Path, text: str) -> None:
    assert Notes(tmp_path).read() == []
    (tmp_path / "jobs.json").write_text(text)
    assert Notes(tmp_path).read() == []


def test_a_long_log_shows_its_end(tmp_path: Path) -> None:
    notes = Notes(tmp_path)
    assert notes.log("a") == ""
    notes.said("a").write_text("first\n" * LOG_LINES)
    notes.complained("a").write_bytes(b"last \xff\n")
    lines = notes.log("a").splitlines()
    assert (len(lines), lines[-1]) == (LOG_LINES, "last \ufffd")
    notes.forget("a")
    assert list(tmp_path.iterdir()) == []
    notes.forget("a")
