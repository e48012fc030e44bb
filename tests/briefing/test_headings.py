from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.briefing.headings import (
    SLUG_LENGTH,
    known_kind,
    section_ids,
    slug,
    split_emoji,
)
from nexus_audio.models import SectionKind


@pytest.mark.parametrize(
    ("heading", "emoji", "words"),
    [
        ("🤖 KI", "🤖", "KI"),
        ("🌐Der Blick", "🌐", "Der Blick"),
        ("⚡Energie", "⚡", "Energie"),
        ("✴️ Mehr", "✴️", "Mehr"),
        ("👩‍💻 Arbeit", "👩‍💻", "Arbeit"),
        ("👍🏽 Gut", "👍🏽", "Gut"),
        ("🇩🇪 Land", "🇩🇪", "Land"),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿 Land", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "Land"),
        ("1️⃣ Eins", "1️⃣", "Eins"),
        ("↗️ Hoch", "↗️", "Hoch"),
        ("🔥🔥 Heiß", "🔥🔥", "Heiß"),
        ("🔥", "🔥", ""),
        ("→ Weiter", "", "→ Weiter"),
        ("1 Grund", "", "1 Grund"),
        ("KI 🤖", "", "KI 🤖"),
        ("  Text ", "", "Text"),
        ("", "", ""),
    ],
)
def test_emoji_are_split_off(heading: str, emoji: str, words: str) -> None:
    assert split_emoji(heading) == (emoji, words)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Im Fokus", SectionKind.FOCUS),
        ("im fokus dieser Ausgabe:", SectionKind.FOCUS),
        ("🔎 Im Fokus: Regen", SectionKind.FOCUS),
        ("Zitat des Tages", SectionKind.QUOTE),
        ("Zitat der Woche", SectionKind.QUOTE),
        ("Themen der vorherigen Ausgabe", SectionKind.PREVIOUS_ISSUES),
        ("Themen der letzten Ausgaben", SectionKind.PREVIOUS_ISSUES),
        ("Heute im Fokus", SectionKind.FOCUS),
        ("In dieser Ausgabe:", SectionKind.FOCUS),
        ("In this issue:", SectionKind.FOCUS),
        ("Quote of the day", SectionKind.QUOTE),
        ("Frühere Ausgaben", SectionKind.PREVIOUS_ISSUES),
        ("Previous issues", SectionKind.PREVIOUS_ISSUES),
        ("In dieser Ausgabe geht es um Wale", None),
        ("Previous issues of law", None),
        ("Im Fokus der Behörden", None),
        ("Zitate", None),
        ("", None),
    ],
)
def test_fixed_wordings_are_known(heading: str, kind: SectionKind | None) -> None:
    assert known_kind(heading) is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Größe, Öl & Maß", "groesse-oel-mass"),
        ("ÄÖÜ", "aeoeue"),
        ("A\u0308pfel", "aepfel"),
        ("🤖 KI", "ki"),
        ("Café à la carte", "cafe-a-la-carte"),
        ("  -- Wie? -- ", "wie"),
        ("KI + Stahl. API:", "ki-stahl-api"),
        ("🔥", ""),
        ("x" * 70, "x" * SLUG_LENGTH),
        (f"{'a' * 30} {'b' * 29} c", f"{'a' * 30}-{'b' * 29}"),
        (f"{'a' * 30} {'b' * 30} c", "a" * 30),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(max_size=200))
def test_a_slug_is_short_and_plain(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", slug(text))
    assert len(slug(text)) <= SLUG_LENGTH
    assert slug(slug(text)) == slug(text)


def test_ids_repeat_with_numbers_and_keep_the_fixed_ones() -> None:
    topic = SectionKind.TOPIC
    headings = [
        (SectionKind.OPENING, "Nexus 1: Wale"),
        (topic, "Wale"),
        (topic, "Wale"),
        (topic, "Wale 2"),
        (topic, "Wale"),
        (topic, "Opening"),
        (topic, "Closing"),
        (topic, "🔥"),
        (topic, "…"),
        (SectionKind.CLOSING, ""),
    ]
    assert list(section_ids(headings)) == [
        "opening",
        "wale",
        "wale-2",
        "wale-2-2",
        "wale-3",
        "opening-2",
        "closing-2",
        "topic",
        "topic-2",
        "closing",
    ]


def test_the_ids_of_many_equal_headings_are_soon_told() -> None:
    same = [(SectionKind.TOPIC, "Wale")] * 100_000
    assert list(section_ids(same))[-1] == "wale-100000"
