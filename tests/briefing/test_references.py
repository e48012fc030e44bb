from __future__ import annotations

import pytest

from nexus_audio.briefing.references import Issue, issue, references
from nexus_audio.models import Block, BlockKind, Link, Reference, Section, SectionKind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("🔥Nexus 12: Wale, Algen:", Issue(series="Nexus", number=12, title="Wale, Algen")),
        ("Tief im Netz #7 – Kabel", Issue(series="Tief im Netz", number=7, title="Kabel")),
        ("Nexus 12:", Issue(series="Nexus", number=12, title="")),
        ("Rückblick 2026: Wale", None),
        ("5 Gründe: Wale", None),
        ("Nexus: Wale", None),
        ("Nexus 12", None),
        ("", None),
    ],
)
def test_an_issue_is_named(text: str, expected: Issue | None) -> None:
    assert issue(text) == expected


def section(name: str, *blocks: Block, kind: SectionKind = SectionKind.TOPIC) -> Section:
    return Section(id=name, kind=kind, level=2, heading=name, blocks=blocks)


def paragraph(text: str, *links: Link) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, text=text, links=links)


def test_references_are_found_once_a_section_and_never_the_issue_itself() -> None:
    link = Link(text="in Nexus 9", url="https://example.org/9")
    sections = [
        section("a", paragraph("Wie in Nexus 9 und Nexus 9 und Nexus 12.", link)),
        section("b", paragraph("Auch Nexus 9; nicht Nexus9 und nicht Annexus 8.")),
        section("c", paragraph("Nexus 11: Moose:"), kind=SectionKind.PREVIOUS_ISSUES),
    ]
    assert list(references(sections, "🔥Nexus 12: Wale", 12)) == [
        Reference(number=9, url="https://example.org/9", section="a"),
        Reference(number=9, section="b"),
        Reference(number=11, title="Moose", section="c"),
    ]


def test_without_a_name_only_the_list_counts() -> None:
    sections = [
        section("a", paragraph("Wie in Nexus 9.")),
        section("c", paragraph("Nexus 11: Moose"), kind=SectionKind.PREVIOUS_ISSUES),
    ]
    assert [each.number for each in references(sections, "Wale", None)] == [11]
