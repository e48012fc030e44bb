from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.align.groups import groups

WORDS = st.lists(st.text("abcä", min_size=1, max_size=6), min_size=1, max_size=5)


def grouped(one: str, other: str) -> list[tuple[str, str]]:
    left, right = one.split(), other.split()
    return [
        (" ".join(left[a.start : a.stop]), " ".join(right[b.start : b.stop]))
        for a, b in groups(left, right)
    ]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Alben", "Algen", [("Alben", "Algen")]),
        ("falten Ried", "Falkenried", [("falten Ried", "Falkenried")]),
        ("Korbinianhaus", "Korbinian Haas", [("Korbinianhaus", "Korbinian Haas")]),
        (
            "Itzehoge, Vorstand-Botkart-Niemzück",
            "Itzehoe Vorstand Burkhard Niemczyk",
            [
                ("Itzehoge,", "Itzehoe"),
                ("Vorstand-Botkart-Niemzück", "Vorstand Burkhard Niemczyk"),
            ],
        ),
        (
            "Der Tlef Klobalzüglich",
            "Detlef Kowalczyk will",
            [("Der Tlef", "Detlef"), ("Klobalzüglich", "Kowalczyk will")],
        ),
        (
            "mächt wird Hosenkanz heutzig",
            "Mechthild Rosenkranz heult sich",
            [
                ("mächt wird", "Mechthild"),
                ("Hosenkanz", "Rosenkranz"),
                ("heutzig", "heult sich"),
            ],
        ),
    ],
)
def test_words_are_grouped_by_their_letters(
    one: str, other: str, expected: list[tuple[str, str]]
) -> None:
    assert grouped(one, other) == expected


@given(WORDS, WORDS)
def test_every_word_is_in_one_group_and_one_side_has_one_word(
    one: list[str], other: list[str]
) -> None:
    found = groups(one, other)
    assert [place for left, _ in found for place in left] == list(range(len(one)))
    assert [place for _, right in found for place in right] == list(range(len(other)))
    assert all(min(len(left), len(right)) == 1 for left, right in found)
