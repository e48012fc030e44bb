from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.feed.titles import (
    LONGEST,
    adlib_title,
    emoji_of,
    part_title,
    plain_title,
    short_title,
)
from nexus_audio.models import SectionKind


@pytest.mark.parametrize(
    ("heading", "title", "emoji"),
    [
        ("🤖 KI", "KI", "🤖"),
        ("Autos 🚗, Züge 🚆", "Autos, Züge", "🚗🚆"),
        ("Im Fokus dieser Ausgabe:", "Im Fokus dieser Ausgabe", ""),
        ("❤️‍🔥 Größe & Maß: „20 °C“ <kalt>", "Größe & Maß: „20 °C“ <kalt>", "❤️‍🔥"),
        ("👩🏽‍💻 Arbeit", "Arbeit", "👩🏽‍💻"),
        ("🇩🇪 Inland", "Inland", "🇩🇪"),
        ("1️⃣ Erstens", "Erstens", "1️⃣"),
        ("Marke® und © 2026 – 50 % → 60 %", "Marke® und © 2026 – 50 % → 60 %", ""),
        ("  viele \n Blanks\t", "viele Blanks", ""),
        ("🔥", "", "🔥"),
        ("", "", ""),
    ],
)
def test_a_heading_is_parted_into_title_and_emoji(heading: str, title: str, emoji: str) -> None:
    assert plain_title(heading) == title
    assert emoji_of(heading) == emoji


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Themen der vorherigen Ausgabe", "Themen der vorherigen Ausgabe"),
        ("Fähren im Nebel, Möwen im Rathaus und ein Leuchtturm", "Fähren im Nebel"),
        (
            "Die Werft – wie ein Dorf seine Schiffe zurückbekam",
            "Die Werft – wie ein Dorf seine Schiffe…",
        ),
        ("Nebel über der Werft – wie ein Dorf Schiffe baut", "Nebel über der Werft"),
        ("Wer zahlt für den Deich? Und wer wohnt dahinter?", "Wer zahlt für den Deich?"),
        (
            "Ein Kraftwerk vermietet Wärmespeicher an Mieter ohne Dach",
            "Ein Kraftwerk vermietet Wärmespeicher…",
        ),
        ("Strom aus 2,5 Metern Wellen, Wind und Wasser vor Ort", "Strom aus 2,5 Metern Wellen"),
        (
            "Rindfleischetikettierungsüberwachungsaufgaben",
            "Rindfleischetikettierungsüberwachungsau…",
        ),
    ],
)
def test_a_long_title_ends_where_it_still_says_something(title: str, short: str) -> None:
    assert short_title(title) == short


@given(st.text("ab, :–?", max_size=90))
def test_a_short_title_is_short_and_stays_as_it_is(title: str) -> None:
    short = short_title(title)
    assert len(short) <= LONGEST
    assert short_title(short) == short
    assert title.startswith(short.removesuffix("…"))


def test_parts_are_called_in_their_language_else_in_german() -> None:
    assert [part_title(SectionKind.FOCUS, code) for code in ("de", "en", "fr")] == [
        "Im Fokus",
        "In focus",
        "Im Fokus",
    ]
    assert part_title(SectionKind.TOPIC, "de") == ""
    assert [adlib_title(code) for code in ("de", "en")] == ["Nur im Podcast", "Only in the podcast"]
