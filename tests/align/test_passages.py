from __future__ import annotations

from align.texts import heard_of, written_of
from nexus_audio.align.passages import Finding, body_passage, findings, passages, superseded
from nexus_audio.align.path import best_path

TEXT = (
    "Brücken rosten heimlich nachts im Nebel. Der Hafenmeister streicht sie jeden Sommer blau.",
    "Gletscher kalben donnernd ins warme Meer. Forscherinnen zählen die Brocken vom Flugzeug aus.",
)
WRITTEN = written_of(*TEXT)
ASIDE = "ach das hatte ich euch letzte Woche schon versprochen glaube ich jedenfalls"


def found(*said: str) -> list[Finding]:
    path = best_path(heard_of(" ".join(said)), WRITTEN)
    return findings(passages(path, WRITTEN), WRITTEN, len(TEXT))


def test_a_section_is_one_passage() -> None:
    path = best_path(heard_of(" ".join(TEXT)), WRITTEN)
    assert [(one.section, len(one.hits)) for one in passages(path, WRITTEN)] == [(0, 13), (1, 13)]


def test_an_adlib_ends_a_passage() -> None:
    first, second = TEXT[0].split(". ")
    path = best_path(heard_of(f"{first} {ASIDE} {second}"), WRITTEN)
    assert [one.section for one in passages(path, WRITTEN)] == [0, 0]


def test_the_last_of_two_equal_takes_counts() -> None:
    first, second = found(TEXT[0], TEXT[1], TEXT[0])
    assert first.take is not None
    assert first.take.passages[0].first.heard == 26
    assert first.rival > 0.9 * first.take.score
    assert second.take is not None
    assert second.rival == 0


def test_a_better_first_take_counts() -> None:
    first, _ = found(TEXT[0], TEXT[1], "Brücken rosten heimlich nachts")
    assert first.take is not None
    assert first.take.passages[0].first.heard == 0


def test_a_chance_hit_is_not_believed() -> None:
    assert [one.take for one in found("neulich im Nebel gesehen")] == [None, None]


def test_a_start_is_no_chance_hit_before_it() -> None:
    (first, _) = found("Brücken", ASIDE, TEXT[0])
    assert first.take is not None
    assert body_passage(first.take, WRITTEN).first.heard == 1 + len(ASIDE.split())


def test_a_take_that_goes_back_to_its_beginning_supersedes_what_was_said() -> None:
    (first, _) = found(TEXT[0].split(". ")[0], "nein", TEXT[0])
    assert first.take is not None
    assert [one.first.heard for one in superseded(first.take, WRITTEN)] == [0]


def test_a_sentence_said_again_does_not_supersede_those_before_it() -> None:
    (first, _) = found(TEXT[0], "nein", TEXT[0].split(". ")[1])
    assert first.take is not None
    assert superseded(first.take, WRITTEN) == []
