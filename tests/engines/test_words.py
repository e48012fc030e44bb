from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.engines.words import hint, join_pieces, moved, names_in, segment_of, settled
from nexus_audio.models import Span, Word
from toy_engine import said


@dataclass
class Piece:
    word: str
    start: float
    end: float
    probability: float = 0.9


def pieces_of(*texts: str) -> list[Piece]:
    return [Piece(text, number, number + 1) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ((" Guten", " Morgen,"), ["Guten", "Morgen,"]),
        ((" KI", "-Blase", " platzt."), ["KI-Blase", "platzt."]),
        ((" Foxconn", "-White", "-Label"), ["Foxconn-White-Label"]),
        ((" 2", ",80", " Euro"), ["2,80", "Euro"]),
        (("Anfang", " ohne", " Lücke"), ["Anfang", "ohne", "Lücke"]),
        ((" Also", "…", " gut"), ["Also…", "gut"]),
        ((" Montag", " - also", " morgen"), ["Montag", "also", "morgen"]),
        ((" –", " Ja"), ["Ja"]),
        ((" ", "", "\n"), []),
        ((" Ja", "", " ", " nein"), ["Ja", "nein"]),
        (("-so",), ["-so"]),
    ],
)
def test_pieces_become_whole_words(pieces: tuple[str, ...], words: list[str]) -> None:
    joined = join_pieces(pieces_of(*pieces), earliest=0, latest=99_000)
    assert [word.text for word in joined] == words


def test_a_joined_word_spans_its_pieces_and_is_as_sure_as_the_least_sure() -> None:
    pieces = [Piece(" KI", 1.0004, 1.2, 0.9), Piece("-Blase", 1.2, 1.6666, 0.25)]
    (word,) = join_pieces(pieces, earliest=0, latest=9000)
    assert (word.start, word.end, word.probability) == (1000, 1667, 0.25)


moments = st.floats(-1, 12, allow_nan=False)
texts = st.text(alphabet=" -,.aÄß1🔥\n", max_size=5)


@given(st.lists(st.builds(Piece, texts, moments, moments, st.floats(0, 1))), st.integers(0, 10_000))
def test_words_follow_one_another_inside_the_audio(pieces: list[Piece], earliest: int) -> None:
    words = join_pieces(pieces, earliest=earliest, latest=10_000)
    times = [earliest, *(time for word in words for time in (word.start, word.end)), 10_000]
    assert times == sorted(times)
    assert all(word.text == word.text.strip() != "" for word in words)
    said = "".join(piece.word for piece in pieces)
    assert sum(map(str.isalnum, said)) == sum(
        map(str.isalnum, "".join(word.text for word in words))
    )


def test_a_segment_moves_with_its_words() -> None:
    segment = moved(said("ein zwei", 100), 1000)
    assert (segment.start, segment.end, segment.text) == (1100, 1900, "ein zwei")
    assert [word.start for word in segment.words] == [1100, 1500]


def word(start: int, end: int) -> Word:
    return Word(text="Wort", start=start, end=end, probability=0.9)


@pytest.mark.parametrize(
    ("told", "settled_at"),
    [
        ((1200, 1600), (1200, 1600)),  # where somebody speaks
        ((800, 1500), (1000, 1500)),  # early: begins with the speech
        ((1800, 2400), (1800, 2000)),  # does not go on into the pause
        ((2100, 2300), (1800, 2000)),  # all of it in the pause, nearer to what was before
        ((2700, 2900), (3000, 3200)),  # nearer to what comes after
        ((5000, 5400), (3600, 4000)),  # drifted behind all speech
        ((0, 300), (1000, 1300)),
    ],
)
def test_words_are_put_where_somebody_speaks(
    told: tuple[int, int], settled_at: tuple[int, int]
) -> None:
    islands = (Span(start=1000, end=2000), Span(start=3000, end=4000))
    (segment,) = settled([segment_of([word(*told)], "de")], islands)
    assert (segment.start, segment.end) == settled_at


times = st.lists(st.integers(0, 9_000), min_size=2, max_size=12)


@given(times, times)
def test_settled_words_stay_in_order_and_none_is_lost(edges: list[int], told: list[int]) -> None:
    cuts = sorted(set(edges))
    islands = [Span(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    spans = list(zip(sorted(told)[::2], sorted(told)[1::2], strict=False))
    words = [word(*span) for span in spans]
    (segment,) = settled([segment_of(words, "de")], islands)
    assert len(segment.words) == len(words)
    found = [time for one in segment.words for time in (one.start, one.end)]
    assert found == sorted(found)


def test_names_are_told_twice() -> None:
    assert hint(("Seeadler", "Harlesiel")) == "Seeadler, Harlesiel, Seeadler, Harlesiel"
    assert hint(()) == ""


@pytest.mark.parametrize(
    ("text", "names", "count"),
    [
        ("Juna Falkenried, kauft", ["Juna Falkenried"], 2),
        ("juna falkenrieder", ["Juna Falkenried"], 1),
        ("Die KI-Blase", ["KI-Blase"], 1),
        ("Juna Juna Juna", ["Juna", "Juna"], 1),
        ("", ["Juna"], 0),
        ("Juna", [], 0),
    ],
)
def test_names_count_once_and_as_whole_words(text: str, names: list[str], count: int) -> None:
    assert names_in(text, names) == count
