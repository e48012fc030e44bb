from __future__ import annotations

import pytest

from align.texts import heard_of, transcript_of
from nexus_audio.align import align
from nexus_audio.align.mentions import mentions
from nexus_audio.align.path import Match
from nexus_audio.align.tokens import written_tokens
from nexus_audio.models import Block, BlockKind, Briefing, Section, SectionKind

TEXT = "Drei Boote drängten ihn mit Lärm zurück in tiefes Wasser vor der Küste."
WHALE = Briefing(
    title="",
    sections=(
        Section(
            id="w",
            kind=SectionKind.TOPIC,
            level=2,
            heading="Ein Pottwal in der Weser",
            blocks=(Block(kind=BlockKind.PARAGRAPH, text=TEXT),),
        ),
    ),
)
FREE = "gleich geht es dann noch um"


def pairs(said: str, path: list[Match]) -> list[tuple[str, str]]:
    heard, written = heard_of(said), written_tokens(WHALE)
    return [
        (
            " ".join(heard.tokens[match.first_heard : match.heard + 1]),
            " ".join(written.tokens[match.first_written : match.written + 1]),
        )
        for match in mentions(path, heard, written)
    ]


def test_a_heading_named_in_free_speech_is_paired() -> None:
    assert pairs(f"{FREE} ein popwal in der weser und mehr", []) == [
        ("ein", "ein"),
        ("popwal", "pottwal"),
        ("in", "in"),
        ("der", "der"),
        ("weser", "weser"),
    ]


def test_two_tokens_may_be_one() -> None:
    assert ("pott wal", "pottwal") in pairs(f"{FREE} ein pott wal in der weser", [])


@pytest.mark.parametrize("said", [FREE, "wir fahren bald an die weser", "", "weser"])
def test_other_speech_names_nothing(said: str) -> None:
    assert pairs(said, []) == []


def test_what_the_path_has_is_left_to_it() -> None:
    taken = [Match(heard=1, written=1, similarity=0.9)]
    assert pairs("ein popwal in der weser", taken) == []


def test_its_names_take_the_spelling_of_the_text() -> None:
    said = f"Gleich geht es dann noch um ein Popwal in der Weser wie immer Und damit zu {TEXT}"
    shown = " ".join(one.text for one in align(WHALE, transcript_of(said, 0.4), ()).utterances)
    assert "Pottwal in der Weser wie immer" in shown
