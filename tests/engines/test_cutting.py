from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_audio.engines.base import RATE, WINDOW, Passage, duration_of, samples
from nexus_audio.engines.cutting import (
    LONGEST,
    OVERLAP,
    SILENCE,
    USUAL,
    around,
    clipped,
    parts,
    passages,
    some,
)
from toy_engine import LoudIsVoice, passage, sound

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

BLOCK = 7 * RATE + 13  # no multiple of anything


def cut(pcm: Pcm) -> list[Passage]:
    blocks = (pcm[at : at + BLOCK] for at in range(0, len(pcm), BLOCK))
    return list(passages(blocks, LoudIsVoice()))  # type: ignore[arg-type]


def test_silence_makes_no_passage() -> None:
    assert cut(sound(duration=90_000)) == []
    assert cut(sound()) == []


def test_a_long_silence_is_in_no_passage() -> None:
    first, second = cut(sound((1_000, 3_000), (50_000, 53_000), duration=60_000))
    assert first.start == pytest.approx(800, abs=100)
    assert first.duration == pytest.approx(2_400, abs=200)
    assert second.start == pytest.approx(49_800, abs=100)


def test_passages_are_cut_at_pauses_and_not_too_short() -> None:
    spans = [(at, at + 1_700) for at in range(0, 120_000, 2_000)]
    found = cut(sound(*spans))
    assert all(4_000 <= one.duration <= USUAL + 500 for one in found)
    for before, after in pairwise(found):
        assert before.start + before.duration <= after.start + 40  # a frame, in the pause


def test_a_passage_ends_rather_at_a_long_pause() -> None:
    spans = [(0, 3_000), (3_200, 6_000), (7_400, 9_000), (9_200, 11_500), (11_700, 20_000)]
    first, *_ = cut(sound(*spans))
    assert first.duration == pytest.approx(6_200, abs=100)


def test_speech_without_a_pause_is_heard_twice_around_the_cut() -> None:
    found = cut(sound((0, 100_000)))
    assert all(one.duration <= LONGEST + 500 <= WINDOW for one in found)
    for before, after in pairwise(found):
        overlap = before.start + before.duration - after.start
        assert overlap == pytest.approx(2 * OVERLAP, abs=100)
    assert found[-1].start + found[-1].duration == pytest.approx(100_000, abs=40)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(100, 30_000), st.integers(40, 6_000)), max_size=8))
def test_all_speech_is_in_a_passage_with_its_own_sound(turns: list[tuple[int, int]]) -> None:
    clock, spans = 0, []
    for speech, pause in turns:
        spans.append((clock + pause, clock + pause + speech))
        clock += pause + speech
    pcm = sound(*spans, duration=clock + SILENCE)
    covered = np.zeros(len(pcm), bool)
    for one in cut(pcm):
        at = samples(one.start)
        assert np.array_equal(one.pcm, pcm[at : at + len(one.pcm)])
        assert duration_of(one.pcm) <= WINDOW
        assert one.islands
        for island in one.islands:
            assert 0 <= island.start < island.end <= one.duration + 1
        covered[at : at + len(one.pcm)] = True
    assert covered[np.abs(pcm) > 0.001].all()


def test_a_passage_falls_into_parts_at_its_pauses() -> None:
    whole = passage((100, 900), (1_100, 2_000), (2_600, 3_000), start=5_000)
    first, second = parts(whole, 2)
    assert (first.start, first.duration) == (5_000, 2_300)
    assert (second.start, second.islands[0].start) == (7_300, 300)
    middle = some(whole, 1, 2)
    assert (middle.start, middle.duration, len(middle.islands)) == (6_000, 1_300, 1)


def test_what_is_clipped_keeps_its_place_and_the_speech_in_it() -> None:
    whole = passage((100, 1000), (1500, 2500), (3000, 4000), start=10_000)
    found = clipped(whole, 1000, 3200)
    assert (found.start, found.duration) == (11_000, 2200)
    assert [(one.start, one.end) for one in found.islands] == [(500, 1500), (2000, 2200)]


def test_around_a_stretch_are_the_islands_that_it_touches() -> None:
    whole = passage((100, 900), (1_100, 2_000), (2_600, 3_000), start=5_000)
    found = around(whole, 850, 1_200)
    assert found is not None
    assert (found.start, len(found.islands)) == (5_000, 2)
    assert around(whole, 2_000, 2_600) is None
