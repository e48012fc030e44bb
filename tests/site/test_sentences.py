from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.models import Block, BlockKind, Foreign, Word
from nexus_audio.site.sentences import sentences, spelled


def words(*texts: str) -> list[Word]:
    return [
        Word(text=text, start=100 * index, end=100 * index + 80, probability=1)
        for index, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Ja. Nein!", ["Ja.", "Nein!"]),
        (
            "Am 3. Dezember fährt Dr. Watt. Wirklich?",
            ["Am 3. Dezember fährt Dr. Watt.", "Wirklich?"],
        ),
        ("Er sagt: „Gut.“ Und geht …", ["Er sagt: „Gut.“", "Und geht …"]),
        ("Ohne Punkt", ["Ohne Punkt"]),
        ("Seit 2030. Dann Schluss.", ["Seit 2030.", "Dann Schluss."]),
        ("", []),
    ],
)
def test_sentences_end_where_they_end(text: str, cut: Sequence[str]) -> None:
    assert [each.text for each in sentences(words(*text.split()), "de")] == list(cut)


def test_a_foreign_passage_is_a_piece_of_its_own() -> None:
    text = "Er sagt We will see und geht."
    block = Block(
        kind=BlockKind.PARAGRAPH, text=text, foreign=(Foreign(start=8, end=19, language="en"),)
    )
    cut = sentences(words(*text.split()), "de", block)
    assert [(each.text, each.language) for each in cut] == [
        ("Er sagt", "de"),
        ("We will see", "en"),
        ("und geht.", "de"),
    ]


def test_a_word_of_several_tokens_is_several_words() -> None:
    (only,) = sentences(words("z. B.", "Wien"), "de")
    assert [(word.text, word.start) for word in only.words] == [("z.", 0), ("B.", 0), ("Wien", 100)]
    assert only.start == 0


@pytest.mark.parametrize(
    ("said", "written", "starts"),
    [
        ("KI, Ethik.", "KI + Ethik", [0, 100, 100]),
        ("Big Tech wächst", "BigTech wächst", [0, 200]),
        ("Rechenzentren", "Rechen-Zentren", [0]),
        ("Daten Zentren bau", "Datenzentren-Bau!", [0]),
        ("Ebbe und Flut", "Ebbe und Flut …", [0, 100, 200, 200]),
    ],
)
def test_a_heading_is_spelled_as_it_was_written(said: str, written: str, starts: list[int]) -> None:
    found = spelled(words(*said.split()), written)
    assert " ".join(word.text for word in found) == written
    assert [word.start for word in found] == starts


def test_letters_are_whole() -> None:
    (only,) = sentences(words("Fa\u0308hre"), "de")
    assert only.text == "Fähre"


@given(st.lists(st.text("aB.!? …“z1\u00a0", max_size=6), max_size=20))
def test_no_word_is_lost(texts: list[str]) -> None:
    cut = sentences(words(*texts), "de")
    assert [word.text for each in cut for word in each.words] == " ".join(texts).split()
    assert all(each.words for each in cut)
