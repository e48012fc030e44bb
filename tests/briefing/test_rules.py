from __future__ import annotations

from typing import Any

import pytest

from nexus_audio.briefing.passages import Passage
from nexus_audio.briefing.rules import Place, Role, begins_section, names_issue, role
from nexus_audio.models import SectionKind

TOPIC, QUOTE, CATEGORY = SectionKind.TOPIC, SectionKind.QUOTE, SectionKind.CATEGORY
ENGLISH = "The harbour was closed for the whole of the winter."
GERMAN = "Der Hafen blieb den ganzen Winter über geschlossen."


def at(text: str, **around: Any) -> Role:
    """The role of a text in the middle of a topic, unless told otherwise."""
    place: dict[str, Any] = {
        "passage": Passage(text=text, line=1),
        "language": "de",
        "section": TOPIC,
        "role_before": Role.PARAGRAPH,
        "before": GERMAN,
        "is_issue": False,
        "is_announced": False,
        "is_ahead": False,
        "is_last": False,
    }
    return role(Place(**place | around))


def test_a_marked_line_is_what_its_mark_says() -> None:
    assert at("", passage=Passage(text="🤖 KI", line=1, is_quote=True)) is Role.QUOTE
    assert at("", passage=Passage(text="🤖 KI", line=1, is_item=True)) is Role.ITEM


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Im Fokus dieser Ausgabe:", Role.FOCUS),
        ("Zitat des Tages", Role.QUOTE_OF_THE_DAY),
        ("📌 Themen der vorherigen Ausgabe", Role.PREVIOUS_ISSUES),
        ("🤖 KI", Role.CATEGORY),
        ("🌐Der Blick nach draußen", Role.CATEGORY),
        ("👉 Mehr dazu im nächsten Heft.", Role.PARAGRAPH),
        ("🔥", Role.PARAGRAPH),
        ("Zitat des Tages war dieses hier.", Role.PARAGRAPH),
        ("Foto: Stadtarchiv", Role.CAPTION),
        ("(Bild: Ada Quill)", Role.CAPTION),
        ("Ein Kran zieht um", Role.TOPIC),
        ("Kran 4", Role.TOPIC),
        ("„Tor auf“", Role.TOPIC),
        ("Sie sagte: „Das Tor ist auf.“", Role.PARAGRAPH),
        ("Die Höhe des Krans", Role.SUBTOPIC),
        ("Die neue Höhe der alten Kräne", Role.SUBTOPIC),
        ("Der Kran und das Meer", Role.SUBTOPIC),
        ("Die Stadt kauft einen Kran", Role.TOPIC),
        ("Was kostet der Kran?", Role.PARAGRAPH),
        ("Er fährt. (FT)", Role.PARAGRAPH),
        ("(FT)", Role.PARAGRAPH),
        ("Und so weiter …", Role.PARAGRAPH),
        ("Kran " * 17, Role.PARAGRAPH),
        ("FT:", Role.PARAGRAPH),
        (GERMAN, Role.PARAGRAPH),
        (ENGLISH, Role.PARAGRAPH),
    ],
)
def test_a_passage_after_a_paragraph(text: str, expected: Role) -> None:
    assert at(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ein Kran zieht um", Role.TOPIC),
        ("Die Höhe des Krans", Role.TOPIC),
        ("Was kostet der Kran?", Role.TOPIC),
        ("Kräne + Meer. Wochenblatt:", Role.PARAGRAPH),
        (GERMAN, Role.PARAGRAPH),
    ],
)
def test_a_passage_right_below_a_category(text: str, expected: Role) -> None:
    below = {"section": CATEGORY, "role_before": Role.CATEGORY, "before": "🏗 Bauen"}
    assert at(text, **below) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kran + Meer", Role.CAPTION),
        ("Die Höhe des Krans", Role.SUBTOPIC),
        (GERMAN, Role.PARAGRAPH),
        ("FT:", Role.PARAGRAPH),
    ],
)
def test_a_passage_right_below_a_topic(text: str, expected: Role) -> None:
    assert at(text, role_before=Role.TOPIC, before="Ein Kran zieht um") is expected


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("FT:", ENGLISH, Role.QUOTE),
        ("FT:", GERMAN, Role.QUOTE),
        ("Spurweite:", ENGLISH, Role.QUOTE),
        ("Fazit:", GERMAN, Role.PARAGRAPH),
        ("Sie plant jetzt mehr:", ENGLISH, Role.QUOTE),
        ("Sie plant jetzt mehr:", GERMAN, Role.PARAGRAPH),
        ("In Nexus 12 schrieb ich:", GERMAN, Role.QUOTE),
    ],
)
def test_a_passage_after_a_colon(before: str, text: str, expected: Role) -> None:
    assert at(text, before=before) is expected


def test_a_heading_with_a_colon_introduces_only_another_language() -> None:
    below = {"role_before": Role.TOPIC, "before": "Kräne. Zitat:"}
    assert at(ENGLISH, **below) is Role.QUOTE
    assert at(GERMAN, **below) is Role.PARAGRAPH


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        (ENGLISH, "Nobody in the town minded that very much at all.", Role.QUOTE),
        (ENGLISH, GERMAN, Role.PARAGRAPH),
        (GERMAN, GERMAN, Role.PARAGRAPH),
        (ENGLISH, "(FT)", Role.SOURCE),
        (ENGLISH, "— Ada Quill", Role.SOURCE),
        (ENGLISH, "Ein Kran zieht um", Role.TOPIC),
    ],
)
def test_a_passage_after_a_quote(before: str, text: str, expected: Role) -> None:
    assert at(text, role_before=Role.QUOTE, before=before) is expected


def test_the_quote_of_the_day() -> None:
    day = {"section": QUOTE, "role_before": Role.QUOTE_OF_THE_DAY, "before": "Zitat des Tages"}
    assert at(GERMAN, **day) is Role.QUOTE
    assert at("Kurz und gut", **day) is Role.QUOTE
    assert at("Ada Quill in einem Brief:", **day) is Role.PARAGRAPH
    introduced = {"section": QUOTE, "before": "Ada Quill in einem Brief:"}
    assert at(GERMAN, **introduced) is Role.QUOTE
    after = {"section": QUOTE, "role_before": Role.QUOTE, "before": GERMAN}
    assert at(GERMAN, **after) is Role.QUOTE
    assert at("Ada Quill in einem Brief", **after) is Role.SOURCE
    assert at("Ein Kran zieht um", section=QUOTE, role_before=Role.SOURCE) is Role.TOPIC


def test_previous_issues_are_named_in_their_list_only() -> None:
    line = "🔥Nexus 12: Wale, Algen"
    assert at(line, section=SectionKind.PREVIOUS_ISSUES) is Role.ISSUE
    assert at(line) is Role.CATEGORY
    assert at(line, is_issue=True) is Role.ISSUE


def test_a_question_that_the_title_names_is_a_topic() -> None:
    assert at("Was kostet der Kran?", is_announced=True) is Role.TOPIC
    assert at("Was kostet der Kran?", is_announced=True, is_last=True) is Role.PARAGRAPH


@pytest.mark.parametrize("around", [{"is_ahead": True}, {"is_last": True}])
def test_a_heading_stands_before_text_and_not_ahead(around: dict[str, bool]) -> None:
    assert at("Ein Kran zieht um", **around) is Role.PARAGRAPH


@pytest.mark.parametrize("text", ["Juna", "Hallo zusammen", "Viele Grüße"])
def test_an_opening_greets(text: str) -> None:
    assert at(text, section=SectionKind.OPENING) is Role.PARAGRAPH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🔥Nexus 12: Wale, Algen:", True),
        ("Nexus 12: Warum singen Wale?", True),
        ("🔥Spans 12: Wale", False),
        ("Nexus 12: Dort schrieb ich es. Und es gilt noch.", False),
        ("Nexus 12", False),
    ],
)
def test_titles_of_the_same_newsletter(text: str, *, expected: bool) -> None:
    assert names_issue(text, "Nexus") is expected


def test_sections_that_begin_anywhere() -> None:
    assert begins_section("🤖 KI")
    assert begins_section("Im Fokus dieser Ausgabe:")
    assert not begins_section("Ein Kran zieht um")
