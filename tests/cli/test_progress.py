"""What a person sees of a build, and how long it says it takes."""

from __future__ import annotations

import json

import pytest

from nexus_audio.cli.call import Call
from nexus_audio.cli.progress import SHARES, Pace, Shares, reporter
from nexus_audio.events import Event, EventKind
from nexus_audio.stages.graph import STAGES


def event(kind: EventKind, stage: str, done: float = 0, total: float = 0) -> Event:
    return Event(kind=kind, stage=stage, episode="e", done=done, total=total, message="m")


def test_shares_name_stages_that_there_are() -> None:
    assert set(SHARES) <= {stage.name for stage in STAGES}


def test_nothing_done_is_nothing_and_all_done_is_all() -> None:
    shares = Shares()
    assert shares.done(1) == 0
    for stage in SHARES:
        shares.add(event(EventKind.FINISHED, stage))
    assert shares.done(1) == 1


def test_half_of_a_stage_is_half_its_share() -> None:
    shares = Shares()
    shares.add(event(EventKind.PROGRESS, "transcribe", 30, 60))
    assert shares.done(1) == pytest.approx(SHARES["transcribe"] / sum(SHARES.values()) / 2)
    assert shares.done(2) == pytest.approx(shares.done(1) / 2)


def test_progress_never_goes_back() -> None:
    shares = Shares()
    shares.add(event(EventKind.PROGRESS, "render", 9, 10))
    before = shares.done(1)
    shares.add(event(EventKind.PROGRESS, "render", 1, 10))
    assert shares.done(1) == before


def test_what_is_there_already_is_no_work() -> None:
    shares = Shares()
    for stage in set(SHARES) - {"render"}:
        shares.add(event(EventKind.CACHED, stage))
    assert shares.done(1) == 0
    shares.add(event(EventKind.PROGRESS, "render", 1, 2))
    assert shares.done(1) == pytest.approx(0.5)


def test_the_time_left_follows_the_speed_so_far() -> None:
    assert Pace(100).seconds_left(0.25, 130) == pytest.approx(90)
    assert Pace(100).seconds_left(0.01, 130) is None
    assert Pace(100).seconds_left(0.5, 101) is None


def test_what_came_at_once_after_a_crash_is_forgotten() -> None:
    pace = Pace(0)
    pace.seconds_left(0.5, 1)  # heard before
    for second in range(2, 120):
        left = pace.seconds_left(0.5 + 0.001 * second, second)
    assert left == pytest.approx((0.5 - 0.119) / 0.001, rel=0.05)


def test_work_that_stands_still_tells_no_time() -> None:
    pace = Pace(0)
    pace.seconds_left(0.5, 30)
    assert pace.seconds_left(0.5, 200) is None


def test_plain_lines_tell_what_was_done(capsys: pytest.CaptureFixture[str]) -> None:
    with reporter(Call(), 1) as emit:
        emit(event(EventKind.STARTED, "render"))
        emit(event(EventKind.PROGRESS, "render", 1, 2))
        emit(Event(kind=EventKind.FINISHED, stage="render", episode="e", seconds=1.25))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "e render: finished 1.2 s\n"


def test_more_words_on_demand_and_none_on_demand(capsys: pytest.CaptureFixture[str]) -> None:
    for verbosity, count in ((1, 2), (-1, 0)):
        with reporter(Call(verbosity=verbosity), 1) as emit:
            emit(event(EventKind.STARTED, "render"))
            emit(event(EventKind.REVIEW, "align"))
        assert len(capsys.readouterr().err.splitlines()) == count


def test_a_program_gets_every_event_on_stdout(capsys: pytest.CaptureFixture[str]) -> None:
    with reporter(Call(json=True), 1) as emit:
        emit(event(EventKind.PROGRESS, "render", 1, 2))
    (line,) = capsys.readouterr().out.splitlines()
    assert json.loads(line) == event(EventKind.PROGRESS, "render", 1, 2).as_json()
