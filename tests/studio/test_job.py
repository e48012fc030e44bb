"""What becomes of a job."""

from __future__ import annotations

from typing import Any

import pytest

from nexus_audio.studio.job import NEEDS_REVIEW, Job, JobState


def test_a_job_is_open_until_it_ended() -> None:
    assert [state for state in JobState if Job(id="1", verb="build", state=state).is_open] == [
        "waiting",
        "running",
    ]


@pytest.mark.parametrize(
    ("last", "code", "state", "error"),
    [
        ({"type": "result"}, 0, JobState.DONE, ""),
        ({"type": "result"}, NEEDS_REVIEW, JobState.DONE, ""),
        ({"type": "result"}, 1, JobState.FAILED, "the command ended with 1"),
        ({}, -9, JobState.FAILED, "the command ended with -9"),
        ({"type": "error", "message": "is empty"}, 13, JobState.FAILED, "is empty"),
        (
            {"type": "error", "message": "is empty", "subject": "a.wav"},
            13,
            JobState.FAILED,
            "a.wav: is empty",
        ),
    ],
)
def test_how_a_command_ended(last: dict[str, Any], code: int, state: JobState, error: str) -> None:
    ended = Job(id="1", verb="build", state=JobState.RUNNING).ended(last | {"hint": "so"}, code)
    assert (ended.state, ended.error) == (state, error)
    assert ended.hint == ("so" if error else "")
