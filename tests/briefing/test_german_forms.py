from __future__ import annotations

import pytest

from briefing.sayings import confused
from nexus_audio.briefing.spoken import phrases

HALVES = ((1, 2), (1, 4), (3, 4))


@pytest.mark.parametrize(
    "written",
    [
        ["Q1", "Q2", "Q3", "Q4", "H1", "H2"],
        [f"{count}x" for count in range(1, 100)],
        [f"{count}-fach" for count in range(1, 100)],
        [f"{whole} {above}/{below}" for whole in range(1, 30) for above, below in HALVES],
    ],
    ids=lambda written: written[0],
)  # fmt: skip
def test_two_values_are_never_said_alike(written: list[str]) -> None:
    assert confused(written, "de") == []


@pytest.mark.parametrize(
    "written",
    ["im Jahr 2020 0815", "1/2", "24/25", "3:10", "Q5", "QQ1", "12x5", "0x1F"],
)
def test_what_only_looks_alike_is_left_alone(written: str) -> None:
    ways = {way for phrase in phrases(written, "de") for way in phrase.ways}
    assert not any({"fach", "quartal", "hoch", "zweimal"} & set(way) for way in ways)


def test_a_day_may_be_written_with_two_figures_of_the_year() -> None:
    (usual, *_), (version, *_) = (
        [" ".join(phrase.ways[0]) for phrase in phrases(text, "de")][1:]
        for text in ("am 20.1.24", "iOS 20.1.24")
    )
    assert usual == "zwanzigsten januar vierundzwanzig"
    assert version == "zwanzig punkt eins punkt vierundzwanzig"
