from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.models import BlockKind, Section, Utterance, Word
from nexus_audio.site.anchors import anchor, letters
from nexus_audio.site.transcript import ID, Part, make_transcript, place
from toy_episode import (
    BRIEFING,
    CHAPTERS,
    FERRY,
    GULLS,
    HARBOUR,
    OPENING,
    SAYING,
    TRAFFIC,
    UTTERANCES,
    said,
)


def parts(*utterances: Utterance) -> tuple[Part, ...]:
    return make_transcript(BRIEFING, utterances, CHAPTERS)


def test_parts_follow_the_recording_under_the_newsletters_headings() -> None:
    shown = [(part.id, part.level, part.heading, part.emoji) for part in parts(*UTTERANCES)]
    assert shown == [
        ("opening", 1, "Begrüßung", ""),
        (SAYING.id, 1, "Zitat des Tages", ""),
        (TRAFFIC.id, 1, "Verkehr", "⛴️"),
        (FERRY.id, 2, "Die Fähre fährt mit Strom", ""),
        (GULLS.id, 3, "Möwen im Büro?", ""),
    ]


def test_nothing_that_was_said_is_lost() -> None:
    shown = [letters(passage.text) for part in parts(*UTTERANCES) for passage in part.passages]
    assert shown == [letters(utterance.text) for utterance in UTTERANCES]


def test_a_heading_has_a_time_when_it_was_read_as_written() -> None:
    ferry, gulls = parts(*UTTERANCES)[-2:]
    assert ferry.spoken
    assert ferry.spoken.time_id == "t=60"
    assert ferry.spoken.text == "Die Fähre fährt mit Strom"
    assert gulls.spoken is None
    assert gulls.groups[0][0].text == "Und nun zu den Möwen im Amt."


def test_what_belongs_together_is_one_group() -> None:
    ferry = parts(*UTTERANCES)[3]
    texts = [[passage.text[:8] for passage in group] for group in ferry.groups]
    assert texts == [["Die Reed"], ["Ich bin "], ["Laden da", "Die Fahr"], ["Möwen st"]]
    kinds = [group[0].kind for group in ferry.groups]
    assert kinds == [BlockKind.PARAGRAPH] * 2 + [BlockKind.LIST_ITEM] * 2
    assert [group[0].adlib for group in ferry.groups] == [False, True, False, False]


def test_who_signs_a_quotation_in_another_language_has_a_paragraph_of_the_quote() -> None:
    quotation = said("Less is more", 0, SAYING, 0, "en")
    signature = said("Ada im Brief", 9000, SAYING, 0, "de")
    ((quote,),) = [part.groups for part in parts(quotation, signature)]
    assert [(one.text, one.language) for one in quote] == [
        ("Less is more", "en"),
        ("Ada im Brief", "de"),
    ]
    assert len({one.id for one in quote}) == 2


def test_takes_of_one_block_are_one_paragraph() -> None:
    (part,) = parts(said("Moin, schön,", 0, OPENING), said("Moin, schön, ja.", 2000, OPENING))
    assert part.groups[0][0].text == "Moin, schön, Moin, schön, ja."


def test_a_section_that_is_taken_up_again_says_so() -> None:
    again = parts(said("A", 0, FERRY), said("B", 5000, SAYING), said("C", 9000, FERRY))
    named = [(part.id, part.continued, bool(part.links)) for part in again]
    assert named == [
        (TRAFFIC.id, False, False),
        (FERRY.id, False, True),
        (SAYING.id, False, True),
        (f"{FERRY.id}.2", True, False),
    ]


def test_the_name_of_a_passage_is_that_of_the_written_text() -> None:
    first = parts(said("Laden dauert zwölf Minuten.", 80_000, FERRY, 1))[1]
    again = parts(said("Das Laden dauert jetzt zwölf.", 400, FERRY, 1))[1]
    assert first.passages[0].id == again.passages[0].id == anchor("laden dauert ZWÖLF minuten")


def test_a_text_that_is_spoken_twice_has_two_names() -> None:
    texts = (said("A", 0, FERRY), said("B", 5000, SAYING), said("C", 9000, FERRY))
    names = [part.passages[0].id for part in parts(*texts) if part.passages]
    assert names[2] == f"{names[0]}.2"


def test_words_have_their_times_within_the_passage() -> None:
    passage = parts(said("Laden dauert zwölf Minuten.", 80_004, FERRY, 1))[1].passages[0]
    assert passage.beats == "APPP"
    assert (passage.start, passage.end) == (80_004, 80_004 + 3 * 300 + 250)


def test_no_word_begins_before_its_forerunner() -> None:
    words = tuple(
        Word(text=text, start=start, end=start + 50, probability=1)
        for text, start in (("eins", 1000), ("zwei", 1500), ("drei", 1200), ("vier", 2000))
    )
    spoken = Utterance(section=FERRY.id, block=1, language="de", words=words)
    assert parts(spoken)[1].passages[0].beats == "AZAZ"


def test_a_long_pause_before_a_word_takes_more_signs() -> None:
    words = tuple(
        Word(text="so", start=start, end=start + 50, probability=1) for start in (0, 1280, 4000)
    )
    spoken = Utterance(section=FERRY.id, block=1, language="de", words=words)
    assert parts(spoken)[1].passages[0].beats == "A~A~~I"


def test_what_holds_no_word_is_not_shown() -> None:
    blank = Word(text=" ", start=0, end=10, probability=1)
    spoken = Utterance(section=FERRY.id, block=1, language="de", words=(blank,))
    assert [part.passages for part in parts(spoken)] == [(), ()]


def test_what_comes_before_all_sections_has_no_heading() -> None:
    first, _ = parts(said("Ähm, Test.", 0, None), said("Moin", 3000, OPENING))
    assert (first.id, first.heading, first.groups[0][0].adlib) == ("", "", True)


def test_nothing_said_is_nothing_shown() -> None:
    assert parts() == ()


def test_a_chapter_leads_to_its_section_or_to_what_is_said_then() -> None:
    shown = parts(*UTTERANCES)
    assert [place(chapter, shown) for chapter in CHAPTERS] == [
        OPENING.id,
        SAYING.id,
        FERRY.id,
        GULLS.id,
    ]
    elsewhere = replace(CHAPTERS[2], section=HARBOUR.id)
    assert place(elsewhere, shown) == shown[3].passages[0].id
    assert place(replace(elsewhere, start=3_719_000), shown) == shown[-1].passages[-1].id
    assert place(elsewhere, ()) == ID


def test_a_chapter_that_goes_on_after_an_ad_lib_leads_to_what_is_said_after_it() -> None:
    goes_on = replace(CHAPTERS[2], start=72_000)
    shown = parts(*UTTERANCES)
    item = shown[3].groups[2][0]
    assert item.text == "Laden dauert zwölf Minuten."
    assert place(goes_on, shown) == item.id


def test_a_chapter_may_start_a_little_after_its_first_word() -> None:
    assert place(replace(CHAPTERS[2], start=60_900), parts(*UTTERANCES)) == FERRY.id


SECTIONS = (None, OPENING, SAYING, TRAFFIC, FERRY, GULLS)


@given(st.lists(st.tuples(st.integers(0, 3000), st.sampled_from(SECTIONS)), max_size=12))
def test_ids_are_unique_and_name_the_time(spoken: Sequence[tuple[int, Section | None]]) -> None:
    utterances = [said("Wort", start, section, -1) for start, section in sorted_by_time(spoken)]
    shown = make_transcript(BRIEFING, utterances, CHAPTERS)
    passages = [passage for part in shown for passage in part.passages]
    ids = [part.id for part in shown if part.id]
    ids += [name for passage in passages for name in (passage.id, passage.time_id)]
    assert len(set(ids)) == len(ids)
    for passage in passages:
        assert abs(float(passage.time_id.removeprefix("t=")) * 1000 - passage.start) < 1000


def sorted_by_time(
    spoken: Sequence[tuple[int, Section | None]],
) -> list[tuple[int, Section | None]]:
    return sorted(spoken, key=lambda each: each[0])
