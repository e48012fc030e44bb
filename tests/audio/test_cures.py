from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.audio.cures import cure
from nexus_audio.audio.survey import Survey

SOUND = Survey(
    lowest=(-0.5, -0.5),
    highest=(0.5, 0.5),
    offset=(0.0, 0.0),
    loudest=(0.1, 0.1),
    likeness=0.9,
    broken=0,
    clipped=0.0,
)


def test_a_sound_without_fault_is_left_alone() -> None:
    found = cure(SOUND)
    assert found.filters == ()
    assert found.sentences == ()
    assert not found.repairs


@pytest.mark.parametrize(
    ("loudest", "keep"),
    [((0.1, 0.0), (0,)), ((0.0005, 0.1), (1,)), ((0.002, 0.1), (0, 1)), ((0.0, 0.0), (0, 1))],
)
def test_a_channel_40_db_under_the_other_is_dead(
    loudest: tuple[float, float], keep: tuple[int, ...]
) -> None:
    found = cure(replace(SOUND, loudest=loudest))
    assert found.keep == keep
    assert found.repairs == (len(keep) == 1)


def test_the_filter_says_all_at_once() -> None:
    found = cure(replace(SOUND, offset=(0.1, -0.2), likeness=-0.95, lowest=(-1.9, -1.0)))
    assert found.over == pytest.approx(2.0)
    left, right = f"(val(0)-({0.1:.9f}))*(0.5", f"(val(1)-({-0.2:.9f}))*(-0.5"
    [written] = found.filters
    assert left in written
    assert right in written
    assert written.endswith("c=stereo")
    assert len(found.sentences) == 3


def test_a_dead_channel_is_neither_turned_nor_measured() -> None:
    found = cure(replace(SOUND, loudest=(0.1, 0.0), likeness=-1.0, highest=(0.5, 3.0)))
    assert not found.turned
    assert found.over == 1
    assert len(found.sentences) == 1


def test_a_faint_offset_stays() -> None:
    assert not cure(replace(SOUND, offset=(0.0015, -0.0015))).repairs


def test_broken_samples_alone_need_no_second_filter() -> None:
    found = cure(replace(SOUND, broken=7))
    assert found.filters == ()
    assert found.repairs
    assert found.sentences == ("7 samples were not numbers and were silenced.",)
