from __future__ import annotations

import pytest

from nexus_audio.briefing.markdown import read_markdown
from nexus_audio.errors import BriefingError


def test_front_matter_fills_the_issue() -> None:
    briefing = read_markdown(
        "---\ntitle: 🔥 Wale\nnumber: '12'\ndate: 18. Dez. 2024\nauthor: Ada\n---\n"
        "# Nexus 13: Algen\n\nText",
        "wale.md",
    )
    assert (briefing.title, briefing.emoji, briefing.number) == ("Wale", "🔥", 12)
    assert (briefing.date, briefing.author) == ("2024-12-18", "Ada")
    assert briefing.sections[0].heading == "Nexus 13: Algen"


@pytest.mark.parametrize(
    ("text", "message", "subject"),
    [
        ("---\ntitle: [a\n---\nText", "not YAML", "wale.md:3"),
        ("---\na: 1\nb: c: d\n---\nText", "not YAML", "wale.md:3"),
        ("---\ndate: 2026-02-31\n---\nText", "not YAML", "wale.md:1"),
        ("---\n- a\n---\nText", "no fields", "wale.md:1"),
        ("---\nnumber: 12\n---\nText", "no title", "wale.md:1"),
        ("---\ntitle: T\nnumber: zwölf\n---\nText", "no number", "wale.md:3"),
        ("---\ntitle: T\ndate: gestern\n---\nText", "no date", "wale.md:3"),
        ('---\n"date" : 31. Feb. 2026\n---\nText', "no title", "wale.md:1"),
        ('---\ntitle: T\n"date" : 31. Feb. 2026\n---\nText', "no date", "wale.md:3"),
        ("---\ntitle: T\nauthor: [a, b]\n---\nText", "more than one", "wale.md:3"),
        ("---\na: " + "[" * 5_000 + "\n---\nText", "not YAML", "wale.md:1"),
    ],
)
def test_what_cannot_be_read_is_refused(text: str, message: str, subject: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        read_markdown(text, "wale.md")
    assert caught.value.subject == subject
    assert caught.value.hint


def test_the_fields_of_other_programs_are_left_alone() -> None:
    text = "---\ntitle: T\ntags: [a, b]\nlayout: null\n...\nText"
    assert read_markdown(text, "wale.md").title == "T"
