from __future__ import annotations

import pytest

from align.texts import heard_of, written_of
from nexus_audio.align.gaps import gaps, is_understood
from nexus_audio.align.path import Match, best_path

BEFORE, AFTER = "Gestern meldete das Hafenamt", "wegen starker Unwetter"


def between(text: str, said: str) -> list[tuple[list[str], list[str]]]:
    """The tokens of both sides of each gap: said, written."""
    heard = heard_of(f"{BEFORE} {said} {AFTER}")
    written = written_of(f"{BEFORE} {text} {AFTER}")
    return [
        ([heard.tokens[token] for token in gap.heard], [written.tokens[i] for i in gap.written])
        for gap in gaps(best_path(heard, written), heard, written)
    ]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        ("zwei Kräne", "zwei Kräne", []),
        ("neue Kräne", "Kräne", [([], ["neue"])]),
        ("Kräne", "neue Kräne", [(["neue"], [])]),
        ("2023", "2022", [(["zweitausendzweiundzwanzig"], ["zweitausenddreiundzwanzig"])]),
        (
            "am 20.12. noch",
            "am 20.11. noch",
            [(["zwanzigsten", "november"], ["zwanzigsten", "dezember"])],
        ),
    ],
)
def test_what_lies_between_understood_phrases(
    text: str, said: str, expected: list[tuple[list[str], list[str]]]
) -> None:
    assert between(text, said) == expected


def test_a_long_passage_is_no_gap() -> None:
    assert between("Kräne", "äh " * 16 + "Kräne") == []


def test_there_is_no_gap_where_the_path_jumps() -> None:
    heard, written = heard_of("Kräne heben Lasten"), written_of("Kräne und Lasten")
    path = [
        Match(heard=0, written=0, similarity=1.0),
        Match(heard=2, written=2, similarity=1.0, jumped=True),
    ]
    assert list(gaps(path, heard, written)) == []


def test_figures_are_understood_only_when_they_agree_exactly() -> None:
    match = Match(heard=0, written=0, similarity=0.95)
    assert is_understood(match, heard_of("Serverhallen"), written_of("Serverhalle"))
    assert not is_understood(match, heard_of("22.000"), written_of("23.000"))


def test_a_figure_that_was_cut_off_a_word_is_part_of_it() -> None:
    match = Match(heard=1, written=0, similarity=1.0, heard_count=2)
    assert is_understood(match, heard_of("Jahr hundert"), written_of("Jahrhundert"))
    assert not is_understood(match, heard_of("drei zehn"), written_of("dreizehn"))
