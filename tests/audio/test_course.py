from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio.course import course
from sounds import noise, silence, sine, write_wav


def test_a_steady_tone_is_as_loud_in_each_second(tmp_path: Path) -> None:
    # BS.1770: a mono sine of 997 Hz with its peak at full scale measures -3.01 LKFS.
    path = write_wav(tmp_path / "-a ü.wav", sine(8, level=-20, frequency=997), bits=24)
    assert course(path) == pytest.approx([-23.0] * 8, abs=0.1)


def test_a_step_shows_where_it_is(tmp_path: Path) -> None:
    sound = np.concatenate([noise(10, level=-30), noise(10, level=-18)])
    found = course(write_wav(tmp_path / "a.wav", sound))
    assert len(found) == 20
    assert found[12] - found[7] == pytest.approx(12, abs=0.3)
    middle = (found[7] + found[12]) / 2
    assert found[8] < middle < found[11]


def test_silence_lies_at_the_gate(tmp_path: Path) -> None:
    assert course(write_wav(tmp_path / "a.wav", silence(5))) == (-70.0,) * 5


@pytest.mark.parametrize("seconds", [0.05, 1.2, 2.9])
def test_what_is_shorter_than_the_window_has_no_loudness(tmp_path: Path, seconds: float) -> None:
    assert set(course(write_wav(tmp_path / "a.wav", noise(seconds)))) <= {-70.0}
