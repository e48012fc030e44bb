from __future__ import annotations

from align.texts import briefing_of, transcript_of
from nexus_audio.align import align
from nexus_audio.models import Alignment, Span

TEXT = (
    "Brücken rosten heimlich nachts im Nebel. Der Hafenmeister streicht sie jeden Sommer blau.",
    "Gletscher kalben donnernd ins warme Meer.",
)


def spoken(said: str) -> Alignment:
    return align(briefing_of(*TEXT), transcript_of(said), ())


def test_a_sentence_said_again_supersedes_its_first_take() -> None:
    first, second = "Brücken rosten heimlich nachts", "Brücken rosten heimlich nachts im Nebel."
    alignment = spoken(f"{first} äh {second} Der Hafenmeister streicht sie jeden Sommer blau.")
    (retake,) = alignment.retakes
    assert retake.section == "s0"
    assert retake.superseded == Span(start=0, end=1900)
    assert retake.kept == Span(start=2500, end=4400)
    assert 0 < retake.confidence < 1
    assert alignment.sections[0].start == 2500


def test_of_three_takes_each_supersedes_the_one_before() -> None:
    take = "Brücken rosten heimlich nachts im Nebel."
    alignment = spoken(f"{take} {take} {take} Der Hafenmeister streicht sie")
    assert [retake.superseded.start for retake in alignment.retakes] == [0, 3000]
    assert [retake.kept.start for retake in alignment.retakes] == [3000, 6000]


def test_reading_on_is_no_retake() -> None:
    assert spoken(" ".join(TEXT)).retakes == ()


def test_a_repeated_word_is_no_retake() -> None:
    assert spoken("Brücken Brücken rosten heimlich nachts im Nebel.").retakes == ()
