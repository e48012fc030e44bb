"""Whole sentences, as a German host would read them aloud."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from briefing.sayings import TABLES
from nexus_audio.briefing.spoken import Phrase, fold, phrases

SENTENCES = [
    tuple(line.split("\t"))
    for line in (TABLES / "sentences.tsv").read_text(encoding="utf-8").splitlines()
]


def unsaid(found: Sequence[Phrase], said: Sequence[str]) -> str:
    """The farthest that the words can be followed through the ways of the phrases; else empty."""
    ends = {0}
    for index, phrase in enumerate(found):
        reached = {
            end
            for start in ends
            for end in range(start + 1, min(len(said), start + 16) + 1)
            if phrase.allows(tuple(said[start:end]))
        }
        if not reached:
            return f"phrase {index}: {phrase.ways} for {' '.join(said[min(ends) :])}"
        ends = reached
    return "" if len(said) in ends else f"left over: {' '.join(said[max(ends) :])}"


@pytest.mark.parametrize(("written", "said"), SENTENCES, ids=lambda text: text[:40])
def test_a_sentence_may_be_said_so(written: str, said: str) -> None:
    words = [word for each in said.replace("-", " ").split() if (word := fold(each))]
    assert unsaid(phrases(written, "de"), words) == ""


def test_another_figure_is_never_said() -> None:
    found = phrases("Der Umsatz stieg um 3,5 %.", "de")
    words = list(map(fold, ["der", "Umsatz", "stieg", "um", "vier", "Komma", "fünf", "Prozent"]))
    assert "komma" in unsaid(found, words)
