from __future__ import annotations

from math import log1p

from align.texts import BODY, HEADED, spans, transcript_of
from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import best_path
from nexus_audio.align.placement import Candidate, Placed
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.tokens import heard_tokens, written_tokens
from nexus_audio.align.zone import Zone

ASIDE = "dazu muss ich vorher noch etwas loswerden was mir neulich passiert ist"


def candidates(said: str, *silences: tuple[int, int], before: float = 1e9) -> list[Candidate]:
    """Those of the topic; words of 400 ms, 500 ms apart."""
    transcript = transcript_of(said)
    written, heard = written_tokens(HEADED), heard_tokens(transcript)
    places = findings(passages(best_path(heard, written), written), written, 2)
    islands = Islands.between(spans(*silences), transcript.duration)
    around = Surroundings(written, Clock(heard, transcript.words), islands, places)
    take, passage = around.latest_first()[0]
    return Zone(around, take, passage, before).candidates()


def test_every_onset_from_the_last_foreign_word_to_the_text_is_one() -> None:
    found = candidates(f"Klima Eisberge {ASIDE} {BODY}", (400, 700), (900, 1200), (6900, 7200))
    assert [one.time for one in found] == [700, 1200, 7200]
    assert [one.signs["text"] for one in found] == [0, 0, 1]


def test_a_heading_that_was_heard_is_seen() -> None:
    heading, free, text = candidates(
        f"Klima Eisberge {ASIDE} {BODY}", (400, 700), (900, 1200), (6900, 7200)
    )
    assert (heading.heading, heading.placed) == (1.0, Placed.HEADING)
    assert heading.signs["alike"] == 1
    assert heading.signs["aside"] == 1
    assert free.signs["alike"] == text.signs["alike"] == 0


def test_a_heading_that_is_said_again_is_seen_at_the_first_one() -> None:
    said = f"Eisberge {BODY} quatsch Eisberge {BODY}"
    found = candidates(said, (400, 700), (5400, 5600), (5900, 6200), (6400, 6700))
    first = next(one for one in found if one.time == 0)
    assert first.signs["later"] > 0
    assert next(one for one in found if one.signs["text"]).signs["later"] == 0


def test_a_heading_that_is_named_amid_the_text_says_nothing_against_its_begin() -> None:
    said = f"Klima Eisberge {BODY}".replace("donnernd", "donnernd Eisberge")
    found = candidates(said, (400, 700), (900, 1200), (2400, 2700), (2900, 3200))
    assert next(one for one in found if one.time == 2700).signs["alike"] == 1
    assert [one.signs["later"] for one in found if one.time <= 1200] == [0, 0]


def test_without_sound_there_are_the_words() -> None:
    heading, text = candidates(f"Klima Eisberge {BODY}")
    assert (heading.time, heading.signs["path"], heading.signs["amid"]) == (500, 1, 1)
    assert (text.time, text.signs["text"]) == (1000, 1)


def test_nothing_lies_behind_the_next_section() -> None:
    found = candidates(f"Klima Eisberge {BODY}", (400, 700), (900, 1200), (2400, 2700), before=2000)
    assert max(one.time for one in found) < 2000


def test_the_second_half_of_a_heading_is_none() -> None:
    said = f"Klima Eis berge {ASIDE} {BODY}"
    found = candidates(said, (400, 700), (900, 1200), (1400, 1700), (7400, 7700))
    assert [one.time for one in found] == [700, 1700, 7700]
    assert found[0].heading == 1.0


def test_text_before_a_later_place_is_lost_unless_it_is_said_again() -> None:
    said = f"Klima Eisberge {BODY} ach nein warme Meer und niemand sieht hin"
    heading, text, amid = candidates(said, (400, 700), (900, 1200), (3400, 3700))
    assert {one.signs[name] for one in (heading, text) for name in ("lost", "repeated")} == {0}
    assert (amid.time, amid.signs["lost"], amid.signs["repeated"]) == (3700, log1p(4), log1p(1))
