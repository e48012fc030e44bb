from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.site.anchors import anchor, letters


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("", "p-811c9dc5"),
        ("a", "p-e40c292c"),
        ("foobar", "p-bf9cf968"),
    ],
)
def test_names_are_fnv_1a_of_the_letters(text: str, name: str) -> None:
    """The vectors are those that Fowler, Noll and Vo publish for 32 bits."""
    assert anchor(text) == name


def test_only_what_is_heard_counts() -> None:
    assert anchor("„Die Fähre“ – sie fährt!") == anchor("die fähre sie FÄHRT")
    assert anchor("Fähre") == anchor("Fa\u0308hre")
    assert anchor("Fähre") != anchor("Fahre")


@given(st.text(max_size=60))
def test_a_name_can_stand_in_any_address(text: str) -> None:
    name = anchor(text)
    assert len(name) == 10
    assert name.removeprefix("p-").isalnum()
    assert anchor(f" {text}\n") == name


@given(st.text(max_size=60))
def test_letters_are_their_own_letters(text: str) -> None:
    assert letters(letters(text)) == letters(text)
