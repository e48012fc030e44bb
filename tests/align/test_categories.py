from __future__ import annotations

from dataclasses import replace

from align.texts import BODY, HEADED, category_of, paused, spans, transcript_of
from nexus_audio.align import align
from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import best_path
from nexus_audio.align.starts import place_starts
from nexus_audio.align.tokens import heard_tokens, written_tokens
from nexus_audio.models import (
    Block,
    BlockKind,
    Briefing,
    Segment,
    Transcript,
    Word,
)

OTHER = "Zwanzig neue Werkstätten schrauben jeden Samstag umsonst an alten Speichen."
ASIDE = "dazu muss ich vorher noch etwas loswerden was mir neulich passiert ist"
UNREAD = Block(kind=BlockKind.PARAGRAPH, text=OTHER)


def shifted(said: str, by: int) -> Transcript:
    """The words later, so that something before them was not heard."""
    transcript = transcript_of(said)
    words = tuple(
        Word(text=one.text, start=one.start + by, end=one.end + by, probability=one.probability)
        for one in transcript.words
    )
    end = transcript.duration + by
    segment = Segment(start=by, end=end, text=said, language="de", words=words)
    return Transcript(engine="e", model="m", duration=end, segments=(segment,))


def test_a_category_takes_the_unheard_island_before_its_topic() -> None:
    heard = shifted(f"Eisberge {BODY}", 2000)
    category = align(HEADED, heard, spans((0, 700), (1100, 2000), (2400, 2700))).sections[0]
    assert category.start == 700


def test_its_first_section_may_stand_far_below_it_in_the_text() -> None:
    category, topic = HEADED.sections
    skipped = (replace(topic, id=f"s{n}", heading="", blocks=(UNREAD,)) for n in range(20))
    briefing = Briefing(title="", sections=(category, *skipped, topic))
    heard = shifted(f"Eisberge {BODY}", 2000)
    silences = spans((0, 700), (1100, 2000), (2400, 2700))
    found = align(briefing, heard, silences).sections
    assert (found[0].start, found[-1].start) == (700, 2000)


def test_free_speech_may_lie_between_an_unheard_heading_and_its_topic() -> None:
    heard = shifted(f"{ASIDE} Eisberge {BODY}", 2000)
    silences = spans((0, 700), (1100, 2000), (7900, 8200), (8400, 8700))
    category = align(HEADED, heard, silences).sections[0]
    assert category.start == 700


def test_a_category_over_nothing_that_was_said_is_skipped() -> None:
    assert [one.start for one in align(HEADED, transcript_of(ASIDE), ()).sections] == [None, None]


TWICE = Briefing(
    title="", sections=(*HEADED.sections, *category_of("du", "Klimm", "Fahrräder", OTHER))
)


def test_no_two_categories_share_a_heading() -> None:
    said, silences = paused(
        *((1000, "Klimm"), (900, "Eisberge"), (700, BODY)),
        *((1000, "Klimm"), (900, "Fahrräder"), (700, OTHER)),
    )
    found = align(TWICE, said, silences).sections
    assert [one.start for one in found] == [silences[n].end for n in (0, 1, 3, 4)]


def test_a_heading_that_another_category_has_is_no_other_place() -> None:
    said, silences = paused(
        *((1000, "Klimm"), (900, "Eisberge"), (700, BODY)),
        *((1000, "Klimm"), (900, "Fahrräder"), (700, OTHER)),
    )
    written, heard = written_tokens(TWICE), heard_tokens(said)
    places = findings(passages(best_path(heard, written), written), written, len(TWICE.sections))
    islands = Islands.between(silences, said.duration)
    starts = place_starts(places, TWICE.sections, written, Clock(heard, said.words), islands)
    assert starts[0].time == silences[0].end
    assert starts[0].time not in {one.time for one in starts[2].candidates}
