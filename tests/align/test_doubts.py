from __future__ import annotations

from collections.abc import Mapping

from align.texts import BODY, HEADED, spans, transcript_of
from nexus_audio.align.clock import Clock
from nexus_audio.align.doubts import Doubts, doubts
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import best_path
from nexus_audio.align.starts import place_starts
from nexus_audio.align.tokens import heard_tokens, written_tokens

FREE = "dazu muss ich vorher noch etwas loswerden was mir neulich passiert ist"


def against(said: str, *silences: tuple[int, int]) -> Mapping[int, Doubts]:
    """The doubts of the category (0) and of its topic (1); words of 400 ms, 500 ms apart."""
    transcript = transcript_of(said)
    written, heard = written_tokens(HEADED), heard_tokens(transcript)
    found = passages(best_path(heard, written), written)
    places = findings(found, written, len(HEADED.sections))
    clock = Clock(heard, transcript.words)
    islands = Islands.between(spans(*silences), transcript.duration)
    starts = place_starts(places, HEADED.sections, written, clock, islands)
    return doubts(starts, places, written, clock, islands)


PLAIN = against(f"Klima Eisberge {BODY}", (400, 1100), (1500, 2000))


def test_a_section_read_as_hosts_do_raises_hardly_a_doubt() -> None:
    assert max(PLAIN[0].values.values()) == 0
    assert max(PLAIN[1].values.values()) < 0.5


def test_every_doubt_is_named_for_every_start() -> None:
    names = set(PLAIN[0].values)
    assert all(set(one.values) == names for one in against(BODY).values())


def test_a_start_without_a_pause_is_doubted() -> None:
    found = against(f"Klima Eisberge {BODY}", (4000, 4400))
    assert found[1].values["pause"] > PLAIN[1].values["pause"]


def test_without_any_pause_nothing_is_held_against_a_start() -> None:
    found = against(f"Klima Eisberge {BODY}")
    assert found[1].values["pause"] == 0
    assert not found[1].measured


def test_a_guess_without_any_pause_is_no_more_measured_than_others() -> None:
    category = against(BODY)[0]
    assert category.values["pause"] == 0
    assert not category.measured


def test_free_speech_between_heading_and_text_is_told_in_time() -> None:
    found = against(f"Klima Eisberge {FREE} {BODY}", (400, 1100), (1500, 2000), (7000, 7600))
    assert 4000 < found[1].aside < 7000


def test_a_text_begun_twice_is_doubted() -> None:
    begun = " ".join(BODY.split()[:4])
    found = against(f"Klima Eisberge {begun} ach {BODY}", (400, 1100), (1500, 2000))
    assert found[1].values["again"] > PLAIN[1].values["again"] == 0


def test_a_category_nobody_heard_is_a_guess() -> None:
    found = against(BODY)
    assert found[0].guess
    assert not found[1].guess


def test_a_place_that_is_as_likely_is_a_rival() -> None:
    said = f"Klima Eisberge {FREE} Eisberge {BODY}"
    found = against(said, (400, 1100), (1500, 2000), (7000, 7600), (7900, 8300))
    assert found[1].values["rival"] > PLAIN[1].values["rival"]
