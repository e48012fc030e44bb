from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.align.expected import Expected
from nexus_audio.align.rehearing import merged
from nexus_audio.models import Word
from toy_engine import said

EXPECTED = Expected(
    names=("Juna Falkenried", "Falkenried", "Morgenstern", "Serverhalle", "Nordlicht"),
    languages=("de",),
    tokens=(
        "die",
        "haendlerin",
        "falkenried",
        "kauft",
        "morgenstern",
        "und",
        "eine",
        "serverhalle",
        "fuer",
        "zwanzig",
        "euro",
    ),
)


def text(words: tuple[Word, ...]) -> str:
    return " ".join(word.text for word in words)


def merge(first: str, second: str, length: int = 2_000) -> str:
    """Both hearings take the same time, whatever the number of their words."""
    one = said(first, each=length // len(first.split())).words
    other = said(second, each=length // max(1, len(second.split()))).words if second else ()
    return text(merged(one, other, EXPECTED))


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [
        (
            "Die Händlerin falten Ried, kauft",
            "Die Händlerin Falkenried kauft",
            "Die Händlerin Falkenried, kauft",
        ),
        ("Eine Särwerhalle steht", "Eine Serverhalle, steht", "Eine Serverhalle steht"),
        ("Er kauft Morgen stern", "Er kauft Morgenstern,", "Er kauft Morgenstern"),
        ("Die Händlerin Junafalkenried", "Die Händlerin Juna Falkenried", None),
        ("Sie Jonas falten Ried dort", "Sie Juna Falkenried dort", None),
        ("Eine Särwerhalle Morkenstern steht", "Eine Serverhalle Morgenstern steht", None),
        (
            "Eine Serverhalle Morkenstern steht",
            "Eine Särwerhalle Morgenstern steht",
            "Eine Serverhalle Morgenstern steht",
        ),
    ],
    ids=[
        *("two words for one", "one for one", "at the end", "one word for two"),
        *("three for two", "two for two", "each for its own"),
    ],
)
def test_a_name_is_taken_where_it_sounds_like_what_was_heard(
    first: str, second: str, result: str | None
) -> None:
    assert merge(first, second) == (result or second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Die Kälte kommt", "Die Falkenried kommt"),  # another sound
        ("Sie kauft ein", "Sie kauft ein Falkenried Morgenstern"),  # recited
        ("Ein ganzer langer Satz hier", "Ein ganzer"),  # lost
        ("Ein ganzer langer Satz hier", ""),
        ("Das kostet dreißig Euro", "Das kostet zwanzig Euro"),  # never: other numbers in words
        ("Das kostet 30 Euro", "Das kostet 20 Euro"),
        ("Das kostet dreizehn Euro", "Das kostet dreißig Euro"),
        ("Das kostet dreitzehn Euro", "Das kostet dreißich Euro"),  # garbled, and still others
        ("Das ist nicht wahr", "Das ist Nordlicht wahr"),  # a negation
        ("Die Händlerin Falkenberg kauft", "Die Händlerin Falkenried kauft"),  # another one
        ("Er kauft Morgensterne", "Er kauft Morgenstern"),  # a word of a dictionary
        ("Sie kauft Serverhalle", "Sie kauft Särwerhalle"),  # reads worse
    ],
)
def test_everything_else_stays_as_it_was_heard_first(first: str, second: str) -> None:
    assert merge(first, second) == first


@pytest.mark.parametrize(("probability", "result"), [(0.5, "Seit gestern"), (0.9, "Seid gestern")])
def test_a_word_that_sounds_the_same_is_taken_where_the_engine_doubted(
    probability: float, result: str
) -> None:
    expected = Expected(tokens=("seit", "gestern"))
    first = said("Seid gestern", probability=probability).words
    assert text(merged(first, said("Seit gestern").words, expected)) == result


@pytest.mark.parametrize(
    ("heard", "probability", "result"),
    [
        ("Güterslobe", 0.6, "Gütersloh"),
        ("Güterslobe", 0.8, "Güterslobe"),
        ("Güterfluss", 0.6, "Güterfluss"),
        ("Güter", 0.6, "Güter"),
    ],
    ids=["doubted", "not much doubted", "less alike", "in a dictionary itself"],
)
def test_a_compound_that_nobody_wrote_may_be_nonsense(
    heard: str, probability: float, result: str
) -> None:
    expected = Expected(names=("Gütersloh",), tokens=("guetersloh",))
    first = said(heard, probability=probability).words
    assert text(merged(first, said("Gütersloh").words, expected)) == result


def test_a_name_at_another_time_is_not_taken() -> None:
    first = said("Eine Särwerhalle steht").words
    second = said("Eine Serverhalle steht", start=2_000).words
    assert merged(first, second, EXPECTED) == first


SOME = ("Särwerhalle", "Falkenried", "und", "nicht", "20", "Serverhalle", "falten", "Ried")
words = st.lists(st.sampled_from(SOME), max_size=9)


@given(words, words)
def test_no_word_is_lost_and_none_added_but_for_another(
    first: list[str], second: list[str]
) -> None:
    one = said(" ".join(first)).words if first else ()
    other = said(" ".join(second)).words if second else ()
    found = merged(one, other, EXPECTED)
    times = [time for word in found for time in (word.start, word.end)]
    assert times == sorted(times)
    assert merged(found, other, EXPECTED) == found or len(found) <= len(one) + len(other)
    letters = sum(len(word.text) for word in one)
    assert letters / 1.8 <= sum(len(word.text) for word in found) <= 1.8 * letters or not one
    assert merged(one, one, EXPECTED) == tuple(replace(word) for word in one)


def heard_first(first: str, second: str) -> list[tuple[str, str]]:
    one = said(first, each=2_000 // len(first.split())).words
    other = said(second, each=2_000 // len(second.split())).words
    return [(word.text, word.heard) for word in merged(one, other, EXPECTED)]


def test_what_is_replaced_keeps_what_was_heard_first() -> None:
    assert heard_first("Eine Särwerhalle, steht", "Eine Serverhalle steht") == [
        ("Eine", ""),
        ("Serverhalle,", "Särwerhalle,"),
        ("steht", ""),
    ]


def test_other_words_than_as_many_are_one_that_keeps_them_all() -> None:
    assert heard_first("Die Händlerin Junafalkenried", "Die Händlerin Juna Falkenried")[-1] == (
        "Juna Falkenried",
        "Junafalkenried",
    )
    assert ("Falkenried", "falten Ried") in heard_first(
        "Die Händlerin falten Ried kauft", "Die Händlerin Falkenried kauft"
    )
