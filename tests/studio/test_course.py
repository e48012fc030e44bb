"""How far a job is, as its events tell."""

from __future__ import annotations

import json

import pytest

from nexus_audio.cli.progress import SHARES
from nexus_audio.events import Event, EventKind
from nexus_audio.studio.course import Course


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
    assert told["message"] == "look"
    assert json.dumps(told)


def test_another_command_is_as_far_as_its_furthest_stage() -> None:
    course = Course()
    assert course.told("publish")["share"] == 0
    course.add(Event(kind=EventKind.PROGRESS, stage="publish", done=3, total=4))
    assert course.told("publish")["share"] == 0.75
