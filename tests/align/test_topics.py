from __future__ import annotations

from align.texts import BODY, HEADED, paused, spans, transcript_of
from nexus_audio.align import align

ASIDE = "dazu muss ich vorher noch etwas loswerden was mir neulich passiert ist"


def start_of(said: str, *silences: tuple[int, int]) -> int | None:
    return align(HEADED, transcript_of(said), spans(*silences)).sections[1].start


def test_a_heading_named_in_a_sentence_starts_nothing() -> None:
    said = f"gleich sprechen wir über Eisberge Klima {BODY}"
    assert start_of(said, (2400, 2700), (2900, 3200)) == 3200


def test_what_was_said_once_is_not_superseded_by_what_follows_it() -> None:
    first, second = "Gletscher kalben donnernd ins warme", "Meer und niemand sieht hin"
    said = f"{ASIDE} {first} {second} ach nein {second}"
    assert start_of(said, (5700, 6000), (10900, 11200), (11900, 12200)) == 6000


def test_a_section_that_is_begun_again_starts_with_the_later_heading() -> None:
    said, silences = paused(
        (1000, "Klima"),
        (900, "Eisberge"),
        (700, BODY),
        (500, "quatsch"),
        (1000, "Eisberge"),
        (700, BODY),
    )
    assert align(HEADED, said, silences).sections[1].start == silences[4].end


def test_free_speech_may_part_a_heading_from_its_text() -> None:
    said, silences = paused((1000, "Klima"), (900, "Eisberge"), (800, ASIDE), (700, BODY))
    assert align(HEADED, said, silences).sections[1].start == silences[1].end


def test_free_speech_before_a_text_is_no_heading_because_it_is_as_long() -> None:
    said = f"{ASIDE} schönwetter {BODY}"
    assert start_of(said, (5900, 6200), (6400, 6700)) == 6700
