from __future__ import annotations

import pytest

from align.texts import heard_of, spans, transcript_of
from nexus_audio.align.headings import Headings, Standing
from nexus_audio.align.onset import Islands
from nexus_audio.models import Span


def headings(said: str, *silences: tuple[int, int]) -> Headings:
    """Words of 400 ms each, 500 ms apart."""
    transcript = transcript_of(said)
    islands = Islands.between(spans(*silences), transcript.duration)
    return Headings(heard_of(said), transcript.words, islands)


def standing(found: Headings, heading: str, count: int = 99) -> list[Standing]:
    return found.standing(heading.lower().split(), range(count))


def test_a_heading_between_pauses_stands_alone() -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    (one,) = standing(found, "neue muehle")
    assert (one.onset, one.tokens, one.similarity, one.alone) == (1700, range(3, 5), 1.0, True)


def test_a_garbled_heading_stands_too_but_not_any_word() -> None:
    found = headings("das war alles neue Müle und jetzt", (1400, 1700), (2400, 2700))
    assert [one.onset for one in standing(found, "neue muehle")] == [1700]
    assert standing(found, "gletscher kalben") == []


def test_what_is_named_in_passing_does_not_stand() -> None:
    found = headings("gleich geht es um neue Mühle und mehr", (0, 300))
    assert standing(found, "neue muehle") == []


def test_a_heading_that_begins_an_island_is_not_alone() -> None:
    found = headings("ja genau neue Mühle heißt es", (900, 1200))
    assert [(one.onset, one.alone) for one in standing(found, "neue muehle")] == [(1200, False)]


def test_a_pause_within_a_heading_parts_nothing() -> None:
    found = headings("so Bremsen die strom liefern nun", (400, 700), (900, 1200), (2400, 2700))
    (one,) = standing(found, "bremsen die strom liefern")
    assert (one.onset, one.tokens) == (700, range(1, 5))


def test_only_the_tokens_asked_for_are_looked_at() -> None:
    found = headings("Mühle und Mühle", (400, 700), (900, 1200))
    assert [one.onset for one in standing(found, "muehle", count=1)] == [0]


def test_an_island_without_words_may_be_an_unheard_heading() -> None:
    found = headings("eins zwei", (450, 460), (1000, 3000), (3900, 5000))
    islands = Islands.between(spans((900, 3000), (3900, 5000)), 6000)
    found = Headings(heard_of("eins zwei"), transcript_of("eins zwei").words, islands)
    span = Span(start=0, end=5000)
    assert [one.onset for one in found.sparse(900, span, 80)] == [3000]
    assert found.sparse(3000, span, 80) == []
    assert found.sparse(900, Span(start=0, end=2000), 80) == []


@pytest.mark.parametrize(("token", "onset"), [(0, 0), (1, None), (3, 1700), (99, None)])
def test_speech_sets_in_with_a_token(token: int, onset: int | None) -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    assert found.onset_of(token) == onset


def test_without_sound_or_words_nothing_stands() -> None:
    assert standing(headings("neue Mühle"), "neue muehle") == []
    nothing = Headings(heard_of(""), (), Islands.between(spans((0, 500)), 2000))
    assert nothing.standing(["neue"], range(0)) == []
    assert [one.onset for one in nothing.sparse(1500, Span(start=0, end=2000), 80)] == [500]


@pytest.mark.parametrize(
    ("said", "share"), [("stuehle die", 0.7), ("stuehle saegemehl", 1.0), ("ganz anderes", None)]
)
def test_an_island_as_long_as_a_heading_may_have_but_some_of_its_words(
    said: str, share: float | None
) -> None:
    found = headings(f"so {said} nun", (400, 700), (1400, 1800))
    heading = ["stuehle", "aus", "saegemehl"]
    shares = [one.similarity for one in found.partly(heading, range(99), 800)]
    assert shares == ([pytest.approx(share)] if share else [])


def test_an_island_of_another_length_is_no_heading() -> None:
    found = headings("so stuehle saegemehl nun", (400, 700), (1400, 1800))
    assert found.partly(["stuehle", "aus", "saegemehl"], range(99), 5000) == []


def test_an_island_begins_before_each_of_its_tokens() -> None:
    found = headings("das war alles Neue Mühle und jetzt", (1400, 1700), (2400, 2700))
    assert [found.begin_of(token) for token in (0, 2, 3, 4, 5)] == [0, 0, 1700, 1700, 2700]
