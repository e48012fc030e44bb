from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from align.hosts import Reading, hear, make_briefing
from nexus_audio.align.choice import likeliest, weights_of
from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import best_path
from nexus_audio.align.placement import Candidate, Placed
from nexus_audio.align.starts import place_starts
from nexus_audio.align.tokens import heard_tokens, written_tokens


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


def test_each_sign_has_a_weight_and_each_weight_a_sign() -> None:
    seen: dict[str, set[str]] = {"topic": set(), "category": set()}
    briefing = make_briefing(3)
    reading = Reading()
    for section in briefing.sections:
        reading.section(section)
    heard = hear(reading, 0.2, 3)
    written, tokens = written_tokens(briefing), heard_tokens(heard.transcript)
    places = findings(
        passages(best_path(tokens, written), written), written, len(briefing.sections)
    )
    clock = Clock(tokens, heard.transcript.words)
    for silences in (heard.silences, ()):
        islands = Islands.between(silences, heard.transcript.duration)
        starts = place_starts(places, briefing.sections, written, clock, islands)
        for index, start in starts.items():
            model = "topic" if briefing.sections[index].blocks else "category"
            seen[model].update(*(one.signs for one in start.candidates))
    assert {model: set(weights_of(model)) for model in seen} == seen


@pytest.mark.parametrize("model", ["topic", "category"])
def test_a_heading_that_was_heard_speaks_for_a_place(model: str) -> None:
    weights = weights_of(model)
    assert weights["alike"] > 0
    assert weights["off"] < 0
