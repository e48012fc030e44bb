from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from nexus_audio.arrival import LONGEST, STILL, wait_until_whole
from nexus_audio.errors import RecordingError
from nexus_audio.events import Event


class Clock:
    """A time that passes only while somebody sleeps; something may happen then."""

    def __init__(self, happens: Callable[[float], None] = lambda now: None) -> None:
        self.time, self._happens = 1_000_000.0, happens

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds
        self._happens(self.time)


def _file(path: Path, changed: float) -> Path:
    path.write_bytes(b"RIFF")
    os.utime(path, (changed, changed))
    return path


def _wait(clock: Clock, *files: Path) -> list[Event]:
    events: list[Event] = []
    wait_until_whole(files, events.append, episode="7", now=clock.now, sleep=clock.sleep)
    return events


def test_an_old_file_is_whole_at_once(tmp_path: Path) -> None:
    clock = Clock()
    assert _wait(clock, _file(tmp_path / "a.wav", clock.time - 60)) == []
    assert clock.time == 1_000_000


@pytest.mark.parametrize("age", [0.0, 1.0, -3600.0], ids=["now", "a second", "the future"])
def test_a_young_file_is_watched_for_a_moment(tmp_path: Path, age: float) -> None:
    clock = Clock()
    [event] = _wait(clock, _file(tmp_path / "a.wav", clock.time - age))
    assert (event.episode, event.stage) == ("7", "ingest")
    assert event.message == "waiting until a.wav is whole"
    assert clock.time == 1_000_000 + STILL


def test_a_growing_file_is_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"

    def grow(now: float) -> None:
        if now <= 1_000_010:
            path.write_bytes(path.read_bytes() + b"0")
            os.utime(path, (now, now))

    clock = Clock(grow)
    _file(path, clock.time)
    _wait(clock, path)
    assert 1_000_010 + STILL <= clock.time <= 1_000_010 + STILL + 1
    assert path.stat().st_size > 40


def test_it_does_not_wait_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.wav"
    clock = Clock(lambda now: os.utime(path, (now, now)))
    _file(path, clock.time)
    with pytest.raises(RecordingError, match="still being written after 30 minutes") as caught:
        _wait(clock, path)
    assert caught.value.subject == str(path)
    assert clock.time <= 1_000_000 + LONGEST + 1


def test_a_file_that_is_not_there_is_somebody_elses_error(tmp_path: Path) -> None:
    assert _wait(Clock(), tmp_path / "a.wav") == []


def test_a_pipe_is_refused_before_anybody_waits_for_its_end(tmp_path: Path) -> None:
    pipe = tmp_path / "recording.wav"
    os.mkfifo(pipe)
    with pytest.raises(RecordingError, match="is a pipe or a device, not a file"):
        _wait(Clock(), pipe)
