from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from nexus_audio.engines.crew import side_by_side


def test_results_come_in_the_order_of_the_things() -> None:
    def slow_when_early(number: int) -> int:
        time.sleep(0.02 if number < 2 else 0)
        return number * number

    found = list(side_by_side(slow_when_early, range(9), 3))
    assert found == [(number, number * number) for number in range(9)]


def test_as_many_work_at_a_time_as_there_are_workers() -> None:
    both = threading.Barrier(2, timeout=10)
    assert [made for _, made in side_by_side(lambda _: both.wait() >= 0, range(4), 2)] == [True] * 4


def test_things_are_taken_as_they_are_needed() -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(1000):
            taken.append(number)
            yield number

    work = side_by_side(lambda number: number, things(), 1)
    next(work)
    work.close()
    assert len(taken) < 10


def test_an_error_ends_the_work() -> None:
    def fail(number: int) -> int:
        if number == 2:
            raise ValueError("two")
        return number

    before = threading.active_count()
    work = side_by_side(fail, range(100), 2)
    assert [next(work)[1], next(work)[1]] == [0, 1]
    with pytest.raises(ValueError, match="two"):
        list(work)
    until = time.monotonic() + 10
    while threading.active_count() > before and time.monotonic() < until:
        time.sleep(0.01)
    assert threading.active_count() <= before  # those of an earlier test may have ended too


def test_closing_does_not_wait_for_what_was_begun() -> None:
    held = threading.Event()
    work = side_by_side(lambda number: number == 0 or held.wait(60), range(3), 1)
    next(work)
    began = time.monotonic()
    work.close()
    assert time.monotonic() - began < 5
    held.set()
