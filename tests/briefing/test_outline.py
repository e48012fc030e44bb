from __future__ import annotations

from nexus_audio.briefing.outline import FrontMatter, Heading, compose
from nexus_audio.models import Block, BlockKind, SectionKind

TEXT = Block(kind=BlockKind.PARAGRAPH, text="Wale singen im Winter tiefer als im Sommer.")


def heading(kind: str, text: str = "") -> Heading:
    return Heading(kind=SectionKind(kind), text=text)


def test_blocks_belong_to_the_heading_before_them() -> None:
    briefing = compose(
        FrontMatter(title="🐋 Nexus 3: Wale"),
        [
            heading("opening"),
            heading("category", "🌊 Meer"),
            heading("topic", "Gesang:"),
            TEXT,
            heading("subtopic", "Tiefe"),
            TEXT,
            TEXT,
            heading("closing"),
        ],
    )
    assert [(s.id, s.level, s.emoji, s.heading, len(s.blocks)) for s in briefing.sections] == [
        ("opening", 1, "", "", 0),
        ("meer", 1, "🌊", "Meer", 0),
        ("gesang", 2, "", "Gesang", 1),
        ("tiefe", 3, "", "Tiefe", 2),
    ]
    assert (briefing.title, briefing.emoji, briefing.number) == ("Nexus 3: Wale", "🐋", 3)


def test_what_is_known_of_the_issue_counts_more_than_its_text() -> None:
    front = FrontMatter(title="Nexus 3: Wale", number=4, author="Ada")
    signature = Block(kind=BlockKind.PARAGRAPH, text="Juna")
    briefing = compose(front, [heading("opening", "Wale"), TEXT, heading("closing"), signature])
    assert (briefing.number, briefing.author) == (4, "Ada")
    assert briefing.sections[-1].id == "closing"
