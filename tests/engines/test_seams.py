from __future__ import annotations

import pytest

from nexus_audio.engines.base import Passage
from nexus_audio.engines.seams import sewn
from nexus_audio.models import Segment
from toy_engine import passage, said

TEXT = "eins zwei drei vier fünf sechs sieben acht neun zehn"


def texts(*pairs: tuple[Passage, tuple[Segment, ...]]) -> list[str]:
    return [segment.text for _, segments in sewn(pairs) for segment in segments]


def test_passages_that_were_cut_in_silence_follow_each_other() -> None:
    first = passage((0, 2000)), (said("eins zwei"),)
    second = passage((0, 2000), start=2500), (said("zwei drei"),)
    assert texts(first, second) == ["eins zwei", "zwei drei"]


@pytest.mark.parametrize("shift", [-250, -100, 0, 100, 250])
@pytest.mark.parametrize("wrong", [None, 0, 1, 2])
def test_a_cut_in_speech_loses_and_doubles_no_word(shift: int, wrong: int | None) -> None:
    words = TEXT.split()
    left = said(" ".join(words[:7]))  # 0 to 2800 ms
    heard = words[4:]
    if wrong is not None and wrong < 2:
        heard[wrong] = "etwas"  # misheard, as its sound was cut
    right = said(" ".join(heard), start=max(0, 200 + shift))
    first = passage((0, 2900)), (left,)
    second = passage((0, 2900), start=1400), (right,)
    assert " ".join(texts(first, second)) == TEXT


def test_where_nothing_is_common_the_middle_decides() -> None:
    first = passage((0, 2000)), (said("eins zwei drei vier fünf"),)
    second = passage((0, 2000), start=400), (said("a b c d e"),)
    assert " ".join(texts(first, second)) == "eins zwei drei c d e"
    assert texts((passage((0, 900)), ()), second) == ["a b c d e"]
