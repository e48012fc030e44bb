from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import nh3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from markdown_it import MarkdownIt

from nexus_audio.errors import ConfigError
from nexus_audio.models import Block, BlockKind, Chapter, Link
from nexus_audio.site.note_forms import (
    DESCRIPTION_BYTES,
    TAGS,
    description,
    html,
    markdown,
    plain,
)
from nexus_audio.site.notes import Entry, Group, Notes, make_notes
from toy_episode import BRIEFING, CHAPTERS, EPISODE, FERRY, SHOW, UTTERANCES, said

PAGES = {12: "https://laut.example/episodes/12-ebbe/index.html"}
EXAMPLE = make_notes(SHOW, EPISODE, BRIEFING, UTTERANCES, CHAPTERS, PAGES)
EMPTY = Notes(language="de", summary=(), chapters=(), groups=(), closing=())


def lines(markup: str) -> list[str]:
    """The text of each paragraph and list item."""
    root: Any = parser.fromstring(f"<div>{markup}</div>")
    return [element.text_content() for element in root.iter("p", "li")]


def test_the_notes_say_what_was_spoken_of_and_when() -> None:
    assert lines(html(EXAMPLE)) == [
        "Eine Fähre fährt mit Strom, und ein Büro zieht auf den Leuchtturm.",
        "Kapitel",
        "00:00:00 Begrüßung",
        "00:00:10 Zitat des Tages",
        "00:01:00 Die Fähre fährt mit Strom",
        "01:01:40 Möwen im Büro?",
        "Zitat des Tages",
        "Ruth Calder in ihrem Logbuch",
        "Die Fähre fährt mit Strom",
        "Küstenblatt",
        "Frühere Ausgaben",
        "Ausgabe 12: Ebbe im Netz",
        "Im Newsletter außerdem",
        "Der Hafen wird tiefer",
        "Diese Ausgabe im Newsletter",
        "Mit: Änne Grünwald",
        "Lizenz: CC-BY-4.0",
        "© 2026 Deichpost",
    ]


def test_links_lead_to_sources_and_to_the_newsletter() -> None:
    root = parser.fromstring(f"<div>{html(EXAMPLE)}</div>")
    assert [element.get("href") for element in root.iter("a")] == [
        "https://calder.example/log",
        "https://kuestenblatt.example/fähre?a=1&b=2",
        "https://laut.example/episodes/12-ebbe/index.html",
        "https://deichpost.example/17/#der-hafen-wird-tiefer",
        "https://deichpost.example/17/",
        "https://deichpost.example/aenne",
        "https://creativecommons.org/licenses/by/4.0/",
    ]


def test_markdown_says_the_same() -> None:
    rendered = MarkdownIt("commonmark").render(markdown(EXAMPLE))
    assert [line.strip() for line in lines(rendered)] == lines(html(EXAMPLE))


def test_plain_text_says_the_same_with_its_addresses() -> None:
    text = plain(EXAMPLE)
    told = [line.removeprefix("- ").partition(" – http")[0] for line in text.splitlines() if line]
    assert told == lines(html(EXAMPLE))
    assert "- Küstenblatt – https://kuestenblatt.example/fähre?a=1&b=2\n" in text


def test_a_sentence_in_plain_text_needs_nothing_before_its_address() -> None:
    sentence = Entry(text="Mitglieder hören mehr.", url="https://deichpost.example/mehr")
    text = plain(replace(EXAMPLE, closing=(sentence,)))
    assert text.endswith("\nMitglieder hören mehr. https://deichpost.example/mehr\n")


def test_short_notes_are_their_own_description() -> None:
    assert description(EXAMPLE) == html(EXAMPLE)


HOSTILE = "<script>alert('x')</script> \"><img src=x onerror=y> {{ 7*7 }} \u202eabc *[a](b)"
TITLE = "<b>*x*</b> {{ 7*7 }}"


def test_what_is_written_stays_text() -> None:
    block = Block(
        kind=BlockKind.QUOTE,
        text=HOSTILE,
        attribution=HOSTILE,
        links=(
            Link(text=HOSTILE, url='https://a.example/"onclick="x'),
            Link(text="x", url="javascript:alert(1)"),
        ),
    )
    section = replace(FERRY, heading=HOSTILE, blocks=(block,))
    chapter = Chapter(start=0, end=9, title=TITLE, section=FERRY.id)
    notes = make_notes(
        SHOW,
        replace(EPISODE, summary=HOSTILE),
        replace(BRIEFING, sections=(section,)),
        (said("x", 0, section),),
        (chapter,),
        {},
    )
    text = " ".join(HOSTILE.split())
    for markup in (html(notes), description(notes), MarkdownIt().render(markdown(notes))):
        assert lines(markup)[:3] == [text, "Kapitel", f"00:00 {TITLE}"]
        root = parser.fromstring(f"<div>{markup}</div>")
        assert {element.tag for element in root.iter()} <= TAGS | {"div"}
        assert {name for element in root.iter() for name in element.attrib} == {"href"}
        assert all(str(link.get("href")).startswith("https://") for link in root.iter("a"))


ENTRIES = st.lists(st.text('aü<&"🔥 ', min_size=1, max_size=400).map(lambda t: Entry(text=t)))
GROUPS = st.builds(Group, title=st.text(max_size=40), entries=ENTRIES.map(tuple))
NOTES = st.builds(
    Notes,
    language=st.just("de"),
    summary=st.lists(st.text("ß& 🌊", max_size=3000), max_size=3).map(tuple),
    chapters=st.lists(st.text("Ü<", min_size=1, max_size=300), max_size=30).map(tuple),
    groups=st.lists(GROUPS, max_size=8).map(tuple),
    closing=ENTRIES.map(lambda entries: tuple(entries[:3])),
)


@settings(max_examples=60, deadline=None)
@given(NOTES)
def test_a_description_is_short_and_whole(notes: Notes) -> None:
    short = description(notes)
    assert len(short.encode()) <= DESCRIPTION_BYTES
    assert nh3.clean(short, tags=TAGS, link_rel=None) == short
    said_in_full = {*lines(html(notes)), ""}
    clipped = {line for line in lines(short) if line.endswith(" …")}
    assert set(lines(short)) - clipped <= said_in_full
    assert len(clipped) <= 1


def many(count: int) -> tuple[Group, ...]:
    entries = (Entry(text=f"Quelle {number}", url="https://a.example/") for number in range(count))
    return (Group(title="Viele", entries=tuple(entries)),)


def test_sources_give_way_to_chapters() -> None:
    notes = replace(EXAMPLE, summary=("Küste " * 900,), groups=many(900))
    said = lines(description(notes))
    assert said[0].endswith("Küste …")
    assert set(EXAMPLE.chapters) <= set(said)
    assert said[-1] == "© 2026 Deichpost"
    assert "Quelle 0" in said
    assert len(description(notes).encode()) > DESCRIPTION_BYTES - 60


def test_half_a_list_of_chapters_is_never_told() -> None:
    listed = tuple(f"{number:02}:00 Kapitel" for number in range(90))
    fitting = description(replace(EXAMPLE, chapters=listed, closing=()))
    assert set(listed) <= set(lines(fitting))
    long = description(replace(EXAMPLE, chapters=listed * 3))
    assert not set(listed) & set(lines(long))
    assert "Küstenblatt" in lines(long)


def test_a_long_summary_ends_with_a_sentence_where_one_fits() -> None:
    summary = "Die Fähre fährt. " + "Und das Büro zieht um, " * 90
    assert lines(description(replace(EMPTY, summary=(summary,)))) == ["Die Fähre fährt. …"]


def test_a_word_without_end_is_left_out() -> None:
    assert description(replace(EMPTY, summary=("ü" * 5000,))) == "\n"


def test_a_template_that_leaves_no_room_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text("<p>" + "Werbung " * 600 + "</p>", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        description(EXAMPLE, tmp_path)
    assert caught.value.subject == "feed/templates/notes.html"


def test_a_template_of_the_hosts_is_cleaned_too(tmp_path: Path) -> None:
    (tmp_path / "notes.html").write_text('<p onclick="x">Ahoi<script>1</script></p>')
    (tmp_path / "notes.md").write_text("Ahoi *{{ notes.chapters[0] | markdown }}*")
    (tmp_path / "notes.txt").write_text("Ahoi {{ notes.closing[-1].text }}")
    assert html(EXAMPLE, tmp_path) == "<p>Ahoi</p>\n"
    assert plain(EXAMPLE, tmp_path) == "Ahoi © 2026 Deichpost\n"
    assert markdown(EXAMPLE, tmp_path) == "Ahoi *00:00:00 Begrüßung*\n"
