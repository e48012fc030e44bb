from __future__ import annotations

import pytest

from align.texts import heard_of, spans, transcript_of
from nexus_audio.align.headings import Headings, Look, Wanted
from nexus_audio.align.onset import Islands


def headings(said: str, *silences: tuple[int, int]) -> Headings:
    """Words of 400 ms each, 500 ms apart."""
    transcript = transcript_of(said)
    islands = Islands.between(spans(*silences), transcript.duration)
    return Headings(heard_of(said), transcript.words, islands)


def look(found: Headings, index: int, heading: str, others: tuple[int, ...] = ()) -> Look:
    """How an island looks as a heading that takes 80 ms a letter."""
    tokens = tuple(heading.split())
    wanted = Wanted(tokens=tokens, length=80 * len("".join(tokens)), pace=80)
    return found.look(index, wanted, others)


def test_a_heading_between_pauses_stands_alone() -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    one = look(found, 1, "neue muehle")
    assert (one.onset, one.end, one.tokens) == (1700, 2400, range(3, 5))
    assert (one.similarity, one.alone, one.silent) == (1.0, True, False)


def test_a_garbled_heading_is_more_alike_than_another() -> None:
    found = headings("das war alles neue Müle und jetzt", (1400, 1700), (2400, 2700))
    assert look(found, 1, "neue muehle").similarity > 0.85
    assert look(found, 1, "gletscher kalben").similarity < 0.5


def test_what_is_named_in_passing_looks_like_no_heading() -> None:
    found = headings("gleich geht es um neue Mühle und mehr", (0, 300))
    one = look(found, 0, "neue muehle")
    assert one.similarity < 0.55
    assert not one.silent


def test_a_heading_that_begins_an_island_is_not_alone() -> None:
    found = headings("ja genau neue Mühle heißt es übrigens weiter", (900, 1200))
    one = look(found, 1, "neue muehle")
    assert (one.tokens, one.similarity, one.alone, one.off) == (range(2, 4), 1.0, False, 0.0)
    assert one.end == 1900


def test_more_words_than_its_length_allows_were_not_said() -> None:
    found = headings("so Mühlen und jetzt", (400, 700), (1400, 1700))
    one = look(found, 1, "muehlen")
    assert (one.tokens, one.similarity, one.alone, one.end) == (range(1, 2), 1.0, True, 1400)


def test_a_pause_within_a_heading_parts_nothing() -> None:
    found = headings("so Bremsen die strom liefern nun", (400, 700), (900, 1200), (2400, 2700))
    one = look(found, 1, "bremsen die strom liefern")
    assert (one.onset, one.end, one.tokens) == (700, 2400, range(1, 5))


def test_a_heading_does_not_go_on_in_its_text() -> None:
    found = headings("so Bremsen die strom liefern nun", (400, 700), (900, 1200), (2400, 2700))
    assert look(found, 1, "bremsen die strom liefern", (2,)).tokens == range(1, 2)


def test_an_island_without_words_may_be_an_unheard_heading() -> None:
    islands = Islands.between(spans((900, 3000), (3900, 5000)), 6000)
    found = Headings(heard_of("eins zwei"), transcript_of("eins zwei").words, islands)
    assert look(found, 1, "neue muehle").silent
    assert not look(found, 0, "neue muehle").silent
    assert not look(found, 1, "eine sehr viel laengere zeile ueber neue muehlen").silent


@pytest.mark.parametrize(("length", "worse"), [(900, 1800), (900, 450), (1200, 3600)])
def test_an_island_of_another_length_is_off(length: int, worse: int) -> None:
    found = headings("eins zwei drei", (900, 1200))
    near, far = (
        found.look(0, Wanted(tokens=("gletscher",), length=one, pace=80)).off
        for one in (length, worse)
    )
    assert far > near


@pytest.mark.parametrize(("token", "onset"), [(0, 0), (1, None), (3, 1700), (99, None)])
def test_speech_sets_in_with_a_token(token: int, onset: int | None) -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    assert found.onset_of(token) == onset


def test_each_island_has_its_tokens() -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    assert [found.tokens(index) for index in range(3)] == [range(3), range(3, 5), range(5, 7)]
    assert [found.index(time) for time in (0, 1, 1700, 9000)] == [0, 1, 1, 3]
    assert found.first_token(1700) == 3
    assert [found.ahead(token) for token in (0, 2, 4)] == [0, 2, 1]
    assert found.said(range(3, 5)) == "neuemuehle"


def test_an_island_in_which_nothing_was_heard_has_no_tokens() -> None:
    nothing = Headings(heard_of(""), (), Islands.between(spans((0, 500)), 2000))
    one = look(nothing, 0, "achtzehn lange zeichen")
    assert (one.tokens, one.similarity, one.silent) == (range(0), 0.0, True)


def test_islands_are_found_by_how_they_begin() -> None:
    found = headings("Mühle und mehr Möhle und gern", (1400, 1700), (2400, 2700))
    assert found.beginning_with(["muehle", "nun"], range(3)) == {0, 1}
    assert found.beginning_with(["muehle", "nun"], [1, 2]) == {1}
    assert found.beginning_with(["gletscher"], range(3)) == set()
    assert found.beginning_with([], range(3)) == found.beginning_with(["muehle"], []) == set()
    silent = Headings(heard_of(""), (), Islands.between(spans((0, 500)), 2000))
    assert silent.beginning_with(["muehle"], [0]) == set()
