from __future__ import annotations

import pytest

from align.texts import heard_of, written_of
from nexus_audio.align.gaps import Gap
from nexus_audio.align.ways import same_otherwise


def same(text: str, said: str) -> list[tuple[str, str, bool]]:
    """What both sides of a gap say alike: said, written, whether it is a figure."""
    heard, written = heard_of(said), written_of(text)
    gap = Gap(heard=range(len(heard.tokens)), written=range(len(written.tokens)))
    return [
        (
            " ".join(heard.tokens[one.heard.start : one.heard.stop]),
            " ".join(written.tokens[one.written.start : one.written.stop]),
            one.number,
        )
        for one in same_otherwise(gap, heard, written)
    ]


@pytest.mark.parametrize(
    ("text", "said", "expected"),
    [
        (
            "2024",
            "zwanzig vierundzwanzig",
            ("zwanzig vierundzwanzig", "zweitausendvierundzwanzig", True),
        ),
        ("14:30 Uhr", "halb drei", ("halb drei", "vierzehn uhr dreissig", True)),
        ("tausend", "1000", ("eintausend", "tausend", True)),
        ("KI", "Ka I", ("ka i", "ki", False)),
        ("vs.", "gegen", ("gegen", "versus", False)),
    ],
)
def test_one_phrase_in_two_ways(text: str, said: str, expected: tuple[str, str, bool]) -> None:
    assert same(text, said) == [expected]


@pytest.mark.parametrize(
    ("text", "said"),
    [("14:30", "2:30"), ("15", "50"), ("KI", "Kai"), ("Haus", "Maus"), ("13", "drei zehn")],
)
def test_what_may_sound_alike_is_not_the_same(text: str, said: str) -> None:
    assert same(text, said) == []


def test_figures_are_found_in_order_amid_other_words() -> None:
    found = same("2024 noie 1,5 Wale", "zwanzig vierundzwanzig neue anderthalb Wahle")
    assert [written for _, written, _ in found] == [
        "zweitausendvierundzwanzig",
        "eins komma fuenf",
    ]


def test_no_token_is_used_twice() -> None:
    assert len(same("1.250 1250", "1250")) == 1
