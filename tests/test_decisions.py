"""What the host decided, as it is read from episode.toml and written into it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.decisions import answer, decide, decision_on, question, read_decisions, written
from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.models import Cut, Retake, Span


def retake(start: int, end: int) -> Retake:
    return Retake(
        section="a",
        superseded=Span(start=start, end=end),
        kept=Span(start=end, end=end + 3000),
        confidence=0.9,
    )


def test_cuts_are_read_with_their_times() -> None:
    written_ones = [Cut(start="0:10", end="1:00:02.5"), Cut(start="1", end="2", keep=True)]
    cut, kept = read_decisions(written_ones)
    assert (cut.span, cut.keep) == (Span(start=10_000, end=3_602_500), False)
    assert kept.keep


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [("x", "2", "'x' is no time"), ("3", "3", "before it starts"), ("0:10", "0:09", "it ends")],
)
def test_impossible_cuts_are_refused(start: str, end: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said) as caught:
        read_decisions([Cut(start=start, end=end)])
    assert caught.value.subject == "episode.toml"
    assert caught.value.hint


def test_a_decision_is_about_the_stretch_that_it_covers() -> None:
    decisions = read_decisions([Cut(start="0:10", end="0:12", keep=True)])
    assert decision_on(retake(10_100, 12_300), decisions) is decisions[0]
    assert decision_on(retake(9_000, 14_000), decisions) is decisions[0]
    assert decision_on(retake(11_500, 14_000), decisions) is None
    assert decision_on(retake(12_000, 14_000), decisions) is None
    assert "0:10.100" in question(3, retake(10_100, 12_300))


@given(st.integers(0, 99 * 3_600_000))
def test_a_written_time_is_read_back(time: int) -> None:
    assert clock.parse(written(time)) == time


def test_an_answer_is_what_episode_toml_takes() -> None:
    text = answer(Span(start=192_250, end=200_000), keep=True, why="lieber doppelt")
    assert tomllib.loads(text) == {
        "cut": [{"start": "3:12.250", "end": "3:20.000", "why": "lieber doppelt", "keep": True}]
    }


def test_deciding_keeps_all_else_and_replaces_what_was_decided(tmp_path: Path) -> None:
    file = tmp_path / "episode.toml"
    before = (
        'title = "Ä"  # der Titel\n\n[[people]]\nname = "Juna"\n\n'
        '# von Hand\n[[cut]]\nstart = "1"\nend = "2"\n'
    )
    file.write_text(before, encoding="utf-8")
    decide(file, Span(start=10_000, end=12_000), keep=False, why="said again")
    decide(file, Span(start=10_050, end=12_000), keep=True)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert tomllib.loads(text)["cut"] == [
        {"start": "1", "end": "2"},
        {"start": "0:10.050", "end": "0:12.000", "keep": True},
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["episode.toml"]


def test_deciding_in_a_file_that_is_no_toml_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "episode.toml"
    file.write_text("title = ")
    with pytest.raises(ConfigError):
        decide(file, Span(start=0, end=1), keep=True)
    assert file.read_text() == "title = "
