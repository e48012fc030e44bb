"""Written and heard, side by side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.studio.differences import Run, compared

WORDS = st.lists(st.text("abä ", min_size=1).map(str.strip).filter(bool), max_size=12)


def test_differences_are_marked_and_case_is_none() -> None:
    found = compared(["Es", "sind", "50", "Milliarden."], ["es", "sind", "15", "Milliarden"])
    assert found.written == (Run("Es sind", True), Run("50", False), Run("Milliarden.", True))
    assert found.heard == (Run("es sind", True), Run("15", False), Run("Milliarden", True))


def test_nothing_against_something() -> None:
    assert compared([], ["ja"]).heard == (Run("ja", False),)
    assert compared([], []).written == ()


@given(WORDS, WORDS)
def test_no_word_is_lost(written: list[str], heard: list[str]) -> None:
    found = compared(written, heard)
    assert " ".join(run.text for run in found.written) == " ".join(written)
    assert " ".join(run.text for run in found.heard) == " ".join(heard)
