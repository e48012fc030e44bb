from __future__ import annotations

import pytest

from briefing.sayings import confused
from nexus_audio.briefing.spoken import phrases


@pytest.mark.parametrize(
    "written",
    [
        ["Q1", "Q2", "Q3", "Q4", "H1", "H2"],
        [f"{count}x" for count in range(1, 100)],
        ["Henry I", "Henry II", "Henry V", "Henry VIII", "Part IV", "Part VI"],
        ["10²", "10³", "10⁴", "10⁻³"],
    ],
    ids=lambda written: written[0],
)
def test_two_values_are_never_said_alike(written: list[str]) -> None:
    found = {text: phrases(text, "en")[-1] for text in written}
    usual = [phrase.ways[0] for phrase in found.values()]
    assert len(set(usual)) == len(usual)


def test_quarters_are_told_apart() -> None:
    assert confused(["Q1", "Q2", "Q3", "Q4", "H1", "H2"], "en") == []


@pytest.mark.parametrize("written", ["I came", "Plan V", "Malcolm X", "the XL size"])
def test_letters_that_are_no_numerals_are_no_figures(written: str) -> None:
    assert not any(phrase.number for phrase in phrases(written, "en"))
