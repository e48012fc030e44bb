from __future__ import annotations

import numpy as np

from nexus_audio.align.front import MATCHED, RESUMED, Front, worth_of
from nexus_audio.align.tokens import Boundary


def test_worth_rises_from_a_loss_over_nothing_to_all() -> None:
    worth = worth_of(np.array([0.0, 0.3, 0.6, 0.8, 1.0]))
    assert worth.tolist() == sorted(worth.tolist())
    assert worth[0] < 0 == round(float(worth[2]), 6)
    assert worth[-1] == 1


def test_the_first_token_resumes_where_a_section_starts_most_cheaply() -> None:
    front = Front(np.array([Boundary.SECTION, Boundary.NOTHING, Boundary.BLOCK]))
    front.look_at(np.arange(3))
    way = front.advance(np.ones(3, dtype=np.float32), {}, np.ones(3, dtype=np.float32))
    assert (way & 7 == RESUMED).all()
    assert way[0] >> 3 & 3 == MATCHED
    assert front.best.argmax() == 0


def test_the_adlib_is_entered_only_where_it_is_better() -> None:
    front = Front(np.array([Boundary.SECTION, Boundary.NOTHING]))
    front.look_at(np.arange(2))
    weight = np.ones(2, dtype=np.float32)
    front.advance(np.array([1, 0], dtype=np.float32), {}, weight)
    assert front.enter_adlib() == -1
    front.advance(np.array([0, 5], dtype=np.float32), {}, weight)
    assert front.enter_adlib() == 1
    assert front.adlib > 0
