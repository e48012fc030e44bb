from __future__ import annotations

import pytest

from align.texts import briefing_of, transcript_of
from nexus_audio.align import align
from nexus_audio.models import (
    Alignment,
    Block,
    BlockKind,
    Briefing,
    Section,
    SectionKind,
    Segment,
    Transcript,
    Word,
)

TEXT = (
    "Brücken rosten heimlich nachts im Nebel.",
    "Gletscher kalben donnernd ins warme Meer.",
)


def spoken(said: str, briefing: Briefing | None = None) -> Alignment:
    return align(briefing or briefing_of(*TEXT), transcript_of(said), ())


def attached(alignment: Alignment) -> list[tuple[str | None, int | None, str]]:
    return [(one.section, one.block, one.text) for one in alignment.utterances]


def test_each_stretch_has_its_section() -> None:
    assert attached(spoken(" ".join(TEXT))) == [("s0", 0, TEXT[0]), ("s1", 0, TEXT[1])]


def test_a_slip_belongs_to_what_is_said_around_it() -> None:
    said = "Brücken rosten äh heimlich nachts im Nebel."
    assert attached(spoken(said)) == [("s0", 0, said)]


def test_a_misheard_stretch_belongs_to_the_text_it_replaces() -> None:
    said = "Brücken rosten hei mli kna imi Nebel."
    assert [place[:2] for place in attached(spoken(said))] == [("s0", 0)]


def test_an_adlib_belongs_to_nothing() -> None:
    aside = "ach das hatte ich euch letzte Woche schon versprochen"
    alignment = spoken(f"{TEXT[0]} {aside} {TEXT[1]}")
    assert attached(alignment)[1] == (None, None, aside)
    (adlib,) = alignment.adlibs
    assert (adlib.text, adlib.after, adlib.start, adlib.end) == (aside, "s0", 3000, 7400)


ITEMS = (
    "Die Abwärme heizt künftig Schwimmbäder",
    "Kurze Leitungen helfen jedem Anbieter",
)


def between(before: str, said: str, after: str, pauses: tuple[int, int]) -> list[str]:
    """The texts of two blocks, with words between them that are in neither."""
    first, second = before.split(), after.split()
    words, time = [], 0
    for index, text in enumerate([*first, *said.split(), *second]):
        time += pauses[0] if index == len(first) else 0
        time += pauses[1] if index == len(first) + len(said.split()) else 0
        words.append(Word(text=text, start=time, end=time + 400, probability=0.9))
        time += 500
    segment = Segment(start=0, end=time, text="", language="de", words=tuple(words))
    transcript = Transcript(engine="e", model="m", duration=time, segments=(segment,))
    return [one.text for one in align(briefing_of(*ITEMS), transcript, ()).utterances]


@pytest.mark.parametrize(
    ("ending", "said", "pauses"),
    [
        (".", "Zweitens,", (0, 0)),
        (".", "Zweitens,", (0, 300)),
        (":", "und Zweitens", (0, 0)),
        ("", "Zweitens,", (300, 0)),
        (".", "Zweitens.", (300, 0)),
    ],
)
def test_words_after_a_sentence_or_a_pause_belong_to_the_next_block(
    ending: str, said: str, pauses: tuple[int, int]
) -> None:
    found = between(ITEMS[0] + ending, said, ITEMS[1], pauses)
    assert found == [ITEMS[0], f"{said} {ITEMS[1]}"]


@pytest.mark.parametrize(
    ("ending", "said", "pauses"), [("", "nämlich", (0, 300)), ("", "nämlich.", (300, 0))]
)
def test_words_before_a_sentence_end_or_a_pause_belong_to_the_block_before(
    ending: str, said: str, pauses: tuple[int, int]
) -> None:
    assert between(ITEMS[0], said, ITEMS[1], pauses) == [f"{ITEMS[0]} {said}", ITEMS[1]]


def test_words_of_two_sentences_are_parted() -> None:
    assert between(ITEMS[0], "nämlich. Zweitens,", ITEMS[1], (0, 0)) == [
        f"{ITEMS[0]} nämlich.",
        f"Zweitens, {ITEMS[1]}",
    ]


def test_language_and_block_are_the_texts() -> None:
    section = Section(
        id="zitat",
        kind=SectionKind.QUOTE,
        level=1,
        heading="Zitat des Tages",
        blocks=(
            Block(kind=BlockKind.QUOTE, text="Bridges rust in the morning fog", language="en"),
        ),
    )
    briefing = Briefing(title="", sections=(section,))
    alignment = spoken("Zitat des Tages Bridges rust in the morning fog", briefing)
    assert [(one.block, one.language) for one in alignment.utterances] == [(-1, "de"), (0, "en")]
