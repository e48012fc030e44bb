from __future__ import annotations

import pytest

from nexus_audio.align import signs
from nexus_audio.align.headings import Look


def look(similarity: float, off: float = 0.0) -> Look:
    return Look(
        onset=0,
        end=500,
        tokens=range(1),
        similarity=similarity,
        off=off,
        silent=False,
        alone=True,
    )


@pytest.mark.parametrize(("value", "share"), [(0, 0), (2, 0), (3, 0.5), (4, 1), (9, 1)])
def test_rising(value: float, share: float) -> None:
    assert signs.rising(value, (2, 4)) == share


def test_the_more_alike_the_more_speaks_for_a_heading() -> None:
    garbled, heard = (signs.of_heading(look(alike), 6, 6) for alike in (0.6, 1.0))
    assert heard["alike"] > garbled["alike"] > 0
    assert heard["clear"] == heard["faint"] == 1
    assert heard["more"] == heard["off"] == 0


def test_more_letters_or_another_length_are_seen() -> None:
    assert signs.of_heading(look(0.8), 12, 6)["more"] == 1
    assert signs.of_heading(look(0.8, 0.4), 6, 6)["off"] == 0.4
    assert signs.of_heading(look(0.8, 9.0), 6, 6)["off"] < 1


def test_pauses_are_long_or_short() -> None:
    assert signs.of_pauses(0, 0) == dict.fromkeys(("pause", "long_pause", "rest", "long_rest"), 0)
    found = signs.of_pauses(450, 2000)
    assert 0 < found["long_pause"] < found["pause"] < found["long_rest"] == 1


def test_speech_in_between_counts_from_a_word_on() -> None:
    assert signs.of_speech("aside", 300)["aside"] == 0
    assert signs.of_speech("aside", 30_000)["long_aside"] > signs.of_speech("aside", 3000)["aside"]
