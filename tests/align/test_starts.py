from __future__ import annotations

from align.texts import BODY, HEADED, paused, spans, transcript_of
from nexus_audio.align import align
from nexus_audio.models import AlignedSection, Span


def placed(said: str, silences: tuple[Span, ...]) -> list[AlignedSection]:
    return list(align(HEADED, transcript_of(said), silences).sections)


def test_words_start_at_the_onset_near_them() -> None:
    said, silences = paused((300, "Klima"), (700, "Eisberge"), (500, BODY))
    category, topic = align(HEADED, said, silences).sections
    assert (category.start, topic.start) == (300, 1400)


def test_without_sound_words_start_where_the_engine_says() -> None:
    category, topic = placed(f"Klima Eisberge {BODY}", ())
    assert (category.start, topic.start) == (0, 500)


def test_an_unheard_heading_is_the_island_before_its_text() -> None:
    said, silences = paused((1000, "Klima"), (900, "ja"), (700, BODY))
    category, topic, *_ = align(HEADED, said, silences).sections
    assert (category.start, topic.start) == (1000, 2300)


def test_a_heading_before_an_adlib_is_found_by_itself() -> None:
    aside = "dazu muss ich vorher noch etwas loswerden was mir neulich passiert ist"
    silences = spans((0, 300), (1400, 1700), (7000, 7500))
    category, _ = placed(f"Klima {aside} Eisberge {BODY}", silences)
    assert category.start == 300
    assert category.review is None


def test_a_category_that_was_not_heard_starts_with_its_topic() -> None:
    category, topic = placed(BODY, ())
    assert category.start == topic.start == 0
    assert category.end == 0
    assert category.review == "its heading was not heard"
