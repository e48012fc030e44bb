from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.align.choice import likeliest, weights_of
from nexus_audio.align.placement import Candidate, Placed


def candidate(time: int, **signs: float) -> Candidate:
    return Candidate(time=time, placed=Placed.ONSET, signs=signs)


def test_the_one_with_the_heading_is_likelier() -> None:
    plain, headed = candidate(9000, text=1.0), candidate(0, alike=1.0, faint=1.0, pause=1.0)
    best, sure = likeliest([plain, headed], "topic")
    assert best is headed
    assert 0.9 < sure < 1


def test_two_alike_are_equally_likely() -> None:
    one, other = candidate(0, alike=1.0), candidate(9000, alike=1.0)
    best, sure = likeliest([one, other], "topic")
    assert (best, round(sure, 6)) == (one, 0.5)


def test_places_next_to_each_other_are_one() -> None:
    one, other = candidate(0, alike=1.0), candidate(1500, alike=1.0)
    assert likeliest([one, other], "topic")[1] == pytest.approx(1.0)


def test_a_single_place_is_the_one() -> None:
    one = candidate(0)
    assert likeliest([one], "category") == (one, 1.0)


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=9), st.floats(0, 1))
def test_it_is_one_of_them_with_a_probability(times: list[int], alike: float) -> None:
    every = [candidate(time, alike=alike * (number % 3)) for number, time in enumerate(times)]
    best, sure = likeliest(every, "category")
    assert best in every
    assert 0 < sure <= 1.000001


@pytest.mark.parametrize("model", ["topic", "category"])
def test_a_heading_that_was_heard_speaks_for_a_place(model: str) -> None:
    weights = weights_of(model)
    assert weights["alike"] > 0
    assert weights["off"] < 0
