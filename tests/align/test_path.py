from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align.texts import heard_of, written_of
from nexus_audio.align.path import Match, best_path

TEXT = (
    "Kartoffeln wachsen langsam.",
    "Brücken rosten heimlich nachts.",
    "Gletscher kalben donnernd.",
)


def pairs(path: list[Match]) -> list[tuple[int, int]]:
    return [(match.heard, match.written) for match in path]


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("kartoffeln wachsen langsam", [(0, 0), (1, 1), (2, 2)]),
        ("kartofeln waksen langsam", [(0, 0), (1, 1), (2, 2)]),
        ("kartoffeln langsam brücken", [(0, 0), (1, 2), (2, 3)]),
        ("brücken also rosten heimlich", [(0, 3), (2, 4), (3, 5)]),
        (
            "gletscher kalben donnernd kartoffeln wachsen langsam",
            [(0, 7), (1, 8), (2, 9), (3, 0), (4, 1), (5, 2)],
        ),
    ],
)
def test_where_the_words_are_in_the_text(spoken: str, expected: list[tuple[int, int]]) -> None:
    assert pairs(best_path(heard_of(spoken), written_of(*TEXT))) == expected


def test_retake_jumps_back() -> None:
    spoken = "brücken rosten heimlich brücken rosten heimlich nachts"
    path = best_path(heard_of(spoken), written_of(*TEXT))
    assert pairs(path) == [(0, 3), (1, 4), (2, 5), (3, 3), (4, 4), (5, 5), (6, 6)]
    assert [match.jumped for match in path] == [True, False, False, True, False, False, False]


def test_compounds_both_ways() -> None:
    written = written_of(
        "Neue Datenzentren brauchen Wasser.", "Eine kreative Ökonomie wächst weiter."
    )
    path = best_path(heard_of("neue daten zentren brauchen wasser"), written)
    assert pairs(path) == [(0, 0), (2, 1), (3, 2), (4, 3)]
    assert path[1].first_heard == 1
    path = best_path(heard_of("eine kreativeökonomie wächst weiter"), written)
    assert pairs(path) == [(0, 4), (1, 6), (2, 7), (3, 8)]
    assert path[1].first_written == 5


def test_adlib_has_no_pairs() -> None:
    spoken = "kartoffeln wachsen langsam " + "hm tja soso " * 10 + "gletscher kalben donnernd"
    path = best_path(heard_of(spoken), written_of(*TEXT))
    assert pairs(path)[:3] == [(0, 0), (1, 1), (2, 2)]
    assert pairs(path)[-3:] == [(33, 7), (34, 8), (35, 9)]
    assert len(path) == 6


def test_nothing_on_either_side() -> None:
    assert best_path(heard_of(""), written_of(*TEXT)) == []
    assert best_path(heard_of("hallo"), written_of("")) == []


SOME = st.lists(
    st.sampled_from(["ei", "öl", "mühle", "hafen", "mühlenhafen", "werft"]), max_size=15
)


@settings(deadline=None)
@given(SOME, SOME)
def test_each_heard_token_is_in_one_pair_at_most(spoken: list[str], text: list[str]) -> None:
    path = best_path(heard_of(" ".join(spoken)), written_of(" ".join(text)))
    taken = [token for match in path for token in range(match.first_heard, match.heard + 1)]
    assert taken == sorted(set(taken))
    assert all(0 <= match.first_written <= match.written < len(text) for match in path)
    steps = np.diff([match.written for match in path])
    jumps = [match.jumped for match in path[1:]]
    assert all(jumped for step, jumped in zip(steps, jumps, strict=True) if step <= 0)
