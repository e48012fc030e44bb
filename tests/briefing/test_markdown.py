from __future__ import annotations

import pytest

from nexus_audio.briefing.markdown import is_markdown, read_markdown
from nexus_audio.errors import BriefingError
from nexus_audio.models import BlockKind, Link


def tree(text: str) -> list[tuple[str, str]]:
    return [(s.kind.value, s.heading) for s in read_markdown(text, "wale.md").sections]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Titel", True),
        ("Text\n\n### Thema\n", True),
        ("---\ntitle: Wale\n---\nText", True),
        ("Text\n\n---\n\nText", False),
        ("#Hashtag", False),
        ("Nexus 1: Wale\n\n* Punkt", False),
        ("", False),
    ],
)
def test_markdown_is_recognised(text: str, *, expected: bool) -> None:
    assert is_markdown(text) is expected


def test_second_headings_are_topics_where_nothing_is_below_them() -> None:
    assert tree("# T\n\n## A\n\nText\n\n#### B\n\nText") == [
        ("opening", ""),
        ("topic", "A"),
        ("subtopic", "B"),
    ]
    assert tree("# T\n\n## A\n\n### B\n\nText\n\n##### C\n\n# D\n\n## Zitat des Tages\n") == [
        ("opening", ""),
        ("category", "A"),
        ("topic", "B"),
        ("subtopic", "C"),
        ("category", "D"),
        ("quote", "Zitat des Tages"),
    ]


def test_underlined_headings_count_too() -> None:
    assert tree("Titel\n=====\n\nThema\n-----\n\nText") == [
        ("opening", ""),
        ("topic", "Thema"),
    ]


def test_the_last_break_before_no_heading_begins_the_closing() -> None:
    assert tree("# T\n\n---\n\n## A\n\nText\n\n***\n\nAda  \nAutorin")[-1] == ("closing", "")
    assert tree("# T\n\n---\n\n## A\n\nText")[-1] == ("topic", "A")
    assert tree("# T\n\n## A\n\nText\n\n---\n")[-1] == ("topic", "A")


@pytest.mark.parametrize(
    ("written", "kind", "text"),
    [
        ("Ein **fetter** _Satz_ mit `Code`.", BlockKind.PARAGRAPH, "Ein fetter Satz mit Code."),
        ("Zwei\nZeilen  \nund drei", BlockKind.PARAGRAPH, "Zwei Zeilen und drei"),
        ("A &amp; B \\* C", BlockKind.PARAGRAPH, "A & B * C"),
        ("Vor<br>nach <b>fett</b>", BlockKind.PARAGRAPH, "Vor nach fett"),
        ("- Punkt", BlockKind.LIST_ITEM, "Punkt"),
        ("> Zitat", BlockKind.QUOTE, "Zitat"),
        ("> - Zitat", BlockKind.LIST_ITEM, "Zitat"),
        ("- > Zitat", BlockKind.QUOTE, "Zitat"),
        ("![Ein Wal](wal.jpg)", BlockKind.CAPTION, "Ein Wal"),
        ('![Ein Wal](wal.jpg "Foto: Ada")', BlockKind.CAPTION, "Foto: Ada"),
        ("```\ncode\n```", BlockKind.PARAGRAPH, "code"),
    ],
)
def test_a_block(written: str, kind: BlockKind, text: str) -> None:
    (block,) = read_markdown(f"# T\n\n{written}", "wale.md").sections[0].blocks
    assert (block.kind, block.text) == (kind, text)


def test_numbered_items_keep_their_numbers() -> None:
    blocks = read_markdown("# T\n\n3. drei\n\n   noch drei\n4. vier", "w.md").sections[0].blocks
    assert [block.ordinal for block in blocks] == [3, None, 4]


def test_links_are_kept_with_the_words_they_stand_on() -> None:
    text = "# T\n\nDas [ist *ein* Link](https://example.org/ä) und <https://example.org>."
    (block,) = read_markdown(text, "wale.md").sections[0].blocks
    assert block.links == (
        Link(text="ist ein Link", url="https://example.org/%C3%A4"),
        Link(text="https://example.org", url="https://example.org"),
    )
    unsafe = read_markdown("# T\n\n[Falle](javascript:alert(1))", "wale.md")
    assert unsafe.sections[0].blocks[0].links == ()


@pytest.mark.parametrize(
    ("text", "message", "subject"),
    [
        ("## A\n\nText", "no title", "wale.md:1"),
        ("\n# T", "nothing below", "wale.md:2"),
        ("---\ntitle: T\n---\n", "nothing below", "wale.md:1"),
        ("# T\n\n" + "*" * 20_000 + "a" + "*" * 20_000, "too deeply", "wale.md:3"),
        ("---\nurl: x\n---\n# T\n\n" + "*a_ " * 20_000, "too deeply", "wale.md:6"),
    ],
)
def test_what_is_no_issue_is_refused(text: str, message: str, subject: str) -> None:
    with pytest.raises(BriefingError, match=message) as caught:
        read_markdown(text, "wale.md")
    assert caught.value.subject == subject
    assert caught.value.hint
