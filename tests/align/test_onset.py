from __future__ import annotations

from math import inf

import pytest

from align.texts import spans
from nexus_audio.align.onset import Islands

# Speech 0-1000, 1600-2100, 3000-6000, 6300-9000 (the pause at 4000 is too short to count).
ISLANDS = Islands.between(spans((1000, 1600), (2100, 3000), (4000, 4200), (6000, 6300)), 9000)


def test_islands_are_what_lies_between_long_silences() -> None:
    assert ISLANDS.islands == spans((0, 1000), (1600, 2100), (3000, 6000), (6300, 9000))


def test_no_silences_are_no_islands() -> None:
    assert Islands.between((), 9000).islands == ()


def test_a_click_is_no_island() -> None:
    islands = Islands.between(spans((0, 500), (550, 1000)), 2000)
    assert islands.islands == spans((1000, 2000))


@pytest.mark.parametrize(
    ("time", "end", "after", "onset"),
    [
        (2900, 3100, -1, 3000),
        (2000, 2400, -1, 1600),
        (1900, 2400, 1700, 3000),
        (3500, 3700, -1, 3000),
        (4600, 4800, -1, None),
        (700, 3100, 1600, 3000),
        (700, 900, 1600, None),
        (2900, 2950, 1000, 3000),
    ],
)
def test_onset_near(time: int, end: int, after: int, onset: int | None) -> None:
    assert ISLANDS.onset_near(time, end, after, inf) == onset


def test_onset_is_earlier_than_the_next_start() -> None:
    assert ISLANDS.onset_near(2000, 2050, 1600, 3000) is None


def test_a_word_in_silence_was_spoken_before_it() -> None:
    assert ISLANDS.onset_near(2900, 3000, 1000, 3000) == 1600
    assert ISLANDS.onset_near(2900, 3000, 1600, 3000) is None


def test_speech_between_two_times_is_what_no_silence_covers() -> None:
    islands = Islands.between(spans((400, 800), (1200, 1600)), 2000)
    assert islands.spoken(200, 1800) == 200 + 400 + 200
    assert islands.spoken(500, 700) == 0


def test_quiet_before_an_onset_and_how_long_it_lasts() -> None:
    islands = Islands.between(spans((1000, 1600), (2600, 3000)), 5000)
    assert [islands.quiet_before(time) for time in (1600, 3000, 1700, 6000)] == [600, 400, 0, 0]
    assert [islands.lasting(time) for time in (0, 1600, 3000, 1700)] == [1000, 1000, 2000, 0]
    assert [islands.quiet_after(time) for time in (1000, 2600)] == [600, 400]
    assert islands.quiet_after(5000) > 1000


def test_nothing_is_missed_before_the_first_onset() -> None:
    assert Islands.between(spans((1000, 1600)), 5000).quiet_before(0) > 1000
