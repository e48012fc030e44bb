from __future__ import annotations

import pytest

from nexus_audio.feed.titles import emoji_of, plain_title


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
