from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from nexus_audio.feed.reading import Paragraph, html, paragraphs, plain
from nexus_audio.models import Briefing, Section, SectionKind, Utterance, Word

BRIEFING = Briefing(
    title="Probe",
    sections=tuple(
        Section(id=name, kind=SectionKind.TOPIC, level=2, heading=heading)
        for name, heading in [("ki", "KI"), ("bahn", "Die Bahn")]
    ),
)


def utterance(section: str | None, block: int | None, text: str, language: str = "de") -> Utterance:
    words = tuple(
        Word(text=word, start=index, end=index + 1, probability=1)
        for index, word in enumerate(text.split())
    )
    return Utterance(section=section, block=block, language=language, words=words)


SAID = (
    utterance("ki", -1, "Künstliche Intelligenz"),
    utterance("ki", 0, "Eins."),
    utterance(None, None, "Ach ja!"),
    utterance("ki", 0, "Zwei."),
    utterance("bahn", 0, "Less is <more>.", "en"),
)


def test_a_heading_stands_once_as_it_was_spoken_else_as_it_was_written() -> None:
    assert plain(paragraphs(BRIEFING, SAID, "de")) == (
        "Künstliche Intelligenz\n----------------------\n\nEins.\n\nAch ja!\n\nZwei.\n\n"
        "Die Bahn\n--------\n\nLess is <more>.\n"
    )


def test_html_names_speaker_time_and_language() -> None:
    told = paragraphs(BRIEFING, SAID[-1:], "de")
    assert html(told, "Probe & Co", "Änne <B>", "de") == (
        '<!doctype html>\n<html lang="de">\n'
        '<head><meta charset="utf-8"><title>Probe &amp; Co</title></head>\n<body>\n'
        "<h1>Probe &amp; Co</h1>\n<cite>Änne &lt;B&gt;:</cite>\n<h2>Die Bahn</h2>\n"
        '<time>00:00:00</time>\n<p lang="en">Less is &lt;more&gt;.</p>\n</body>\n</html>\n'
    )


def test_who_signs_a_quotation_in_another_language_has_a_paragraph() -> None:
    said = (utterance("ki", 0, "Less is more.", "en"), utterance("ki", 0, "Ada in einem Brief"))
    found = [(one.text, one.language) for one in paragraphs(BRIEFING, said, "de")]
    assert found == [("KI", "de"), ("Less is more.", "en"), ("Ada in einem Brief", "de")]


def test_nothing_said_makes_empty_transcripts() -> None:
    assert plain(()) == ""
    assert "cite" not in html((), "Probe", "Änne", "de")


_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)
_PARAGRAPHS = st.builds(
    Paragraph,
    text=_TEXT,
    start=st.integers(0, 90_000_000),
    language=st.sampled_from(["de", "en"]),
    heading=st.booleans(),
)


@given(st.lists(_PARAGRAPHS, max_size=6))
def test_both_forms_say_the_same(told: list[Paragraph]) -> None:
    root: Any = parser.document_fromstring(html(told, "Probe", "", "de"))
    found = [one.text_content() for one in root.iter("h2", "p")]
    assert found == [one.text for one in told]
    assert [text for text in plain(told).rstrip("\n").split("\n\n") if text] == [
        f"{one.text}\n{'-' * len(one.text)}" if one.heading else one.text for one in told
    ]
