from __future__ import annotations

import pytest

from nexus_audio.briefing.marked import Break, Mark, Title, outline
from nexus_audio.briefing.outline import Divider, Heading
from nexus_audio.models import Block, BlockKind


def text(words: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Block:
    return Block(kind=kind, text=words)


def told(*marks: Mark) -> list[tuple[str, str]]:
    """Each piece of an outline: its kind and its words."""
    return [
        ("divider", "") if isinstance(piece, Divider) else (piece.kind.value, piece.text)
        for piece in outline(marks)
    ]


@pytest.mark.parametrize(
    ("ranks", "kinds"),
    [
        ((2, 3, 4), ["category", "topic", "subtopic"]),
        ((1, 3, 6), ["category", "topic", "subtopic"]),
        ((2, 2, 4), ["topic", "topic", "subtopic"]),
        ((3, 4, 5), ["category", "topic", "subtopic"]),
        ((4, 4), ["topic", "topic"]),
    ],
)
def test_ranks_become_kinds(ranks: tuple[int, ...], kinds: list[str]) -> None:
    assert [kind for kind, _ in told(*(Title(rank=rank, text="Wale") for rank in ranks))] == kinds


def test_an_emoji_tells_categories_from_topics_of_the_same_rank() -> None:
    titles = [Title(rank=2, text=words) for words in ("🐋 Meer", "Wale", "Algen")]
    lower = Title(rank=3, text="Ihr Gesang")
    assert [kind for kind, _ in told(*titles, lower)] == ["category", "topic", "topic", "subtopic"]


def test_fixed_wordings_are_what_they_say_even_in_a_paragraph() -> None:
    assert told(text("Im Fokus dieser Ausgabe:"), Title(rank=3, text="Zitat des Tages")) == [
        ("focus", "Im Fokus dieser Ausgabe:"),
        ("quote", "Zitat des Tages"),
    ]


def test_titles_in_the_list_of_previous_issues_are_its_items() -> None:
    marks = (
        Title(rank=2, text="Meer"),
        Title(rank=2, text="Frühere Ausgaben"),
        Title(rank=3, text="🐋 Nexus 8: Wale"),
        text("🐋 Nexus 7: Algen"),
        Title(rank=2, text="Nexus und Meer"),
    )
    assert told(*marks) == [
        ("topic", "Meer"),
        ("previous-issues", "Frühere Ausgaben"),
        ("list-item", "🐋 Nexus 8: Wale"),
        ("list-item", "🐋 Nexus 7: Algen"),
        ("topic", "Nexus und Meer"),
    ]
    assert told(marks[2]) == [("topic", "🐋 Nexus 8: Wale")]


def test_the_closing_follows_the_last_break_without_a_heading_after_it() -> None:
    signed: list[Mark] = [text("Eins."), Break(), text("Zwei."), text("~"), text("Ada\nAutorin")]
    assert told(*signed) == [
        ("paragraph", "Eins."),
        ("paragraph", "Zwei."),
        ("closing", ""),
        ("paragraph", "Ada"),
        ("paragraph", "Autorin"),
    ]
    assert ("closing", "") not in told(*signed, Title(rank=2, text="Wale"))


def test_a_quote_gives_its_signature_as_a_block() -> None:
    quote = text("Der Wal singt.\n— Ada Quill", BlockKind.QUOTE)
    assert told(quote, Divider()) == [
        ("quote", "Der Wal singt."),
        ("quote", "— Ada Quill"),
        ("divider", ""),
    ]
    assert not any(isinstance(piece, Heading) for piece in outline([quote]))
