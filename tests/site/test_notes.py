from __future__ import annotations

from dataclasses import replace

import pytest

from nexus_audio.models import Answer, Person, Reference, SectionKind
from nexus_audio.site.notes import Entry, Group, Notes, make_notes
from toy_episode import BRIEFING, CHAPTERS, EPISODE, FERRY, GULLS, HARBOUR, SAYING, SHOW, UTTERANCES

EXAMPLE = make_notes(SHOW, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, {})


def group(notes: Notes, title: str) -> tuple[Entry, ...]:
    (found,) = (each for each in notes.groups if each.title == title)
    return found.entries


def test_what_was_spoken_of_stands_under_its_section() -> None:
    titles = [each.title for each in EXAMPLE.groups]
    assert titles == [
        "Zitat des Tages",
        "Die Fähre fährt mit Strom",
        "Frühere Ausgaben",
        "Im Newsletter außerdem",
    ]
    assert group(EXAMPLE, FERRY.heading) == (
        Entry(text="Küstenblatt", url="https://kuestenblatt.example/fähre?a=1&b=2"),
    )


def test_a_quote_has_its_source_with_it() -> None:
    source = Entry(text="Ruth Calder in ihrem Logbuch", url="https://calder.example/log")
    assert group(EXAMPLE, SAYING.heading) == (source,)
    topic = replace(SAYING, kind=SectionKind.TOPIC)
    sections = tuple(topic if each is SAYING else each for each in BRIEFING.sections)
    briefing = replace(BRIEFING, sections=sections)
    notes = make_notes(SHOW, EPISODE, briefing, UTTERANCES, CHAPTERS, {})
    assert group(notes, SAYING.heading) == (replace(source, text=f"Zitat: {source.text}"),)


def test_what_was_skipped_is_told_with_its_place_in_the_newsletter() -> None:
    url = "https://deichpost.example/17/#der-hafen-wird-tiefer"
    assert group(EXAMPLE, "Im Newsletter außerdem") == (Entry(text=HARBOUR.heading, url=url),)


PAGE = "https://laut.example/episodes/12-ebbe/index.html"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://deichpost.example/12/", PAGE),
        ("https://deichpost.example/12/#ebbe-im-netz", f"{PAGE}#ebbe-im-netz"),
        ("", PAGE),
    ],
)
def test_an_earlier_issue_leads_to_its_episode_and_to_the_very_section(
    written: str, url: str
) -> None:
    reference = Reference(number=12, title="Ebbe im Netz", url=written, section=FERRY.id)
    briefing = replace(BRIEFING, references=(reference,))
    notes = make_notes(SHOW, EPISODE, briefing, UTTERANCES, CHAPTERS, {12: PAGE, 9: "other"})
    assert group(notes, "Frühere Ausgaben") == (Entry(text="Ausgabe 12: Ebbe im Netz", url=url),)


def test_an_earlier_issue_without_an_episode_leads_to_the_newsletter() -> None:
    (entry,) = group(EXAMPLE, "Frühere Ausgaben")
    assert entry.url == "https://deichpost.example/12/"


def test_an_earlier_issue_of_which_nothing_is_known_is_left_out() -> None:
    briefing = replace(BRIEFING, references=(Reference(number=9, section=FERRY.id),))
    notes = make_notes(SHOW, EPISODE, briefing, UTTERANCES, CHAPTERS, {})
    assert "Frühere Ausgaben" not in [each.title for each in notes.groups]
    notes = make_notes(SHOW, EPISODE, briefing, UTTERANCES, CHAPTERS, {9: PAGE})
    assert group(notes, "Frühere Ausgaben") == (Entry(text="Ausgabe 9", url=PAGE),)


def test_an_english_show_has_english_notes() -> None:
    english = replace(SHOW, language="en")
    notes = make_notes(english, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, {})
    assert group(notes, "Also in the newsletter")
    assert Entry(text="With: Änne Grünwald", url=SHOW.people[0].url) in notes.closing


def test_members_headings_are_not_told() -> None:
    assert "Geheime" not in repr(EXAMPLE)


def test_members_are_told_where_their_episodes_are() -> None:
    url = "https://deichpost.example/mitglieder"
    show = replace(SHOW, members_text="Mitglieder hören mehr.", members_url=url)
    notes = make_notes(show, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, {})
    assert Entry(text="Mitglieder hören mehr.", url=url) in notes.closing


def test_a_licence_of_the_hosts_own_leads_to_its_text() -> None:
    show = replace(SHOW, license="Deich-Lizenz", license_url="https://deichpost.example/lizenz")
    notes = make_notes(show, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, {})
    own = Entry(text="Lizenz: Deich-Lizenz", url="https://deichpost.example/lizenz")
    assert own in notes.closing


def test_the_people_of_an_episode_stand_before_those_of_the_show() -> None:
    guest = replace(EPISODE, people=(Person(name="Gast", url="javascript:x"),))
    notes = make_notes(SHOW, guest, BRIEFING, UTTERANCES, CHAPTERS, {})
    assert Entry(text="Mit: Gast") in notes.closing
    assert "Grünwald" not in repr(notes.closing[:2])


def test_paragraphs_of_the_summary_stay_apart() -> None:
    episode = replace(EPISODE, summary="Eins\nzwei.\n \nDrei.")
    notes = make_notes(SHOW, episode, BRIEFING, UTTERANCES, CHAPTERS, {})
    assert notes.summary == ("Eins zwei.", "Drei.")


def test_without_a_summary_of_the_episode_it_is_that_of_the_issue() -> None:
    told = replace(BRIEFING, summary="Vom Watt.")
    notes = make_notes(SHOW, replace(EPISODE, summary=""), told, UTTERANCES, CHAPTERS, {})
    assert notes.summary == ("Vom Watt.",)


@pytest.mark.parametrize(("count", "titles"), [(0, []), (1, ["A"]), (2, ["A"]), (3, ["A", "B"])])
def test_notes_are_shortened_from_their_end(count: int, titles: list[str]) -> None:
    entry = Entry(text="x")
    groups = (Group(title="A", entries=(entry, entry)), Group(title="B", entries=(entry,)))
    short = replace(EXAMPLE, groups=groups).shortened(count)
    assert [each.title for each in short.groups] == titles
    assert sum(len(each.entries) for each in short.groups) == count


def test_a_section_without_links_has_no_group() -> None:
    assert GULLS.heading not in [each.title for each in EXAMPLE.groups]


def test_a_slip_is_put_right_where_the_host_wants_it() -> None:
    slip = Answer(start="0:10.000", written="50 Millionen", spoken="15 Millionen", answer="note")
    notes = make_notes(SHOW, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, {}, {10_000: slip})
    (entry,) = group(notes, "Berichtigungen")
    assert entry.text == "00:10 Gesagt wurde „15 Millionen“, richtig ist „50 Millionen“."
