from __future__ import annotations

from align.texts import briefing_of, spans, transcript_of
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
    assert retake.superseded == Span(start=0, end=2500)
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


def test_what_lies_between_distant_takes_is_no_slip() -> None:
    first = "Brücken rosten heimlich nachts im Nebel."
    between = "nun kam noch etwas ganz anderes dazwischen das niemand geschrieben hat"
    (retake,) = spoken(f"{first} {between} {first} Der Hafenmeister streicht sie").retakes
    assert retake.superseded == Span(start=0, end=2900)


def test_takes_begin_where_speech_sets_in() -> None:
    first = "Brücken rosten heimlich nachts im Nebel."
    silences = spans((0, 300), (2900, 3200))
    said = transcript_of(f"{first} {first} Der Hafenmeister streicht sie jeden Sommer blau.")
    (retake,) = align(briefing_of(*TEXT), said, silences).retakes
    assert retake.superseded == Span(start=300, end=3200)
