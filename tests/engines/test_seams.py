from __future__ import annotations

import pytest

from nexus_audio.engines.base import Passage
from nexus_audio.engines.seams import sewn, shared_out
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


def test_segments_are_of_the_passage_that_holds_more_of_them() -> None:
    first, second, third = (
        passage((0, 4000)),
        passage((0, 4000), start=2000),
        passage((0, 1000), start=7000),
    )
    segments = [
        said("eins zwei drei drei drei"),
        said("vier fünf sechs sieben acht neun zehn", start=2500),
        said("elf", start=7200),
        said("zwölf", start=9000),
    ]
    found = [
        (one.start, one.duration, [segment.text.split()[0] for segment in own])
        for one, own in shared_out([first, second, third], segments)
    ]
    assert found == [(0, 2250, ["eins"]), (2250, 3750, ["vier"]), (7000, 1000, ["elf"])]
    assert [segment.text for segment in segments] == ["zwölf"]
    assert list(shared_out([], segments)) == []


def test_passages_that_were_cut_in_silence_stay_whole() -> None:
    first, second = passage((0, 4000)), passage((0, 4000), start=3970)
    segments = [said("eins zwei", start=3400)]
    found = list(shared_out([first, second], segments))
    assert [one is other for (one, _), other in zip(found, (first, second), strict=True)] == [
        True
    ] * 2
    assert [len(own) for _, own in found] == [1, 0]


def test_where_nobody_was_understood_no_sound_is_of_both() -> None:
    first, second = passage((0, 4000)), passage((0, 4000), start=2000)
    found = [(one.start, one.duration) for one, _ in shared_out([first, second], [])]
    assert found == [(0, 3000), (3000, 3000)]
