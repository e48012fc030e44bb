from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.align.similarity import HIT, SCALE, koelner, similarities, similarity, weights


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("mueller", "657"),
        ("luedenscheidt", "52682"),
        ("waymo", "36"),
        ("weimo", "36"),
        ("wikipedia", "3412"),
        ("phantasie", "3628"),
        ("xaver", "4837"),
        ("h", ""),
        ("", ""),
        ("242", "242"),
    ],
)
def test_koelner_codes(word: str, code: str) -> None:
    assert koelner(word) == code


@pytest.mark.parametrize(
    ("heard", "written", "same"),
    [
        ("geotermi", "geothermie", True),
        ("foxkon", "foxconn", True),
        ("lieferrobooter", "lieferroboter", True),
        ("haus", "baum", False),
        ("und", "der", False),
    ],
)
def test_words_that_sound_alike_are_hits(heard: str, written: str, same: bool) -> None:
    assert (similarity(heard, written) >= HIT) == same


@given(st.lists(st.text("abcdehklmnoprstuwxz", min_size=1), min_size=1, max_size=8, unique=True))
def test_every_word_is_most_like_itself(words: list[str]) -> None:
    matrix = similarities(words, words)
    assert (matrix.diagonal() == SCALE).all()
    assert matrix.max() == SCALE


def test_long_rare_words_weigh_more() -> None:
    weight = weights(["die"] * 10 + ["windkraftanlage", "ei"])
    assert weight[-2] > weight[-1] > weight[0]
