"""What was written: a briefing, its sections and their blocks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nexus_audio.models.people import Person


class SectionKind(StrEnum):
    """The part that a section plays in a briefing."""

    OPENING = "opening"
    FOCUS = "focus"
    QUOTE = "quote"
    CATEGORY = "category"
    TOPIC = "topic"
    SUBTOPIC = "subtopic"
    PREVIOUS_ISSUES = "previous-issues"
    CLOSING = "closing"


class BlockKind(StrEnum):
    """The form of one block of written text."""

    PARAGRAPH = "paragraph"
    LIST_ITEM = "list-item"
    QUOTE = "quote"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in a block, with the words it stood on."""

    text: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreign:
    """A passage of a block in another language than its own, such as an English quotation."""

    start: int
    """The index of its first character in the block's text, as Python counts them."""
    end: int
    """The index after its last character."""
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, list item, block quote or caption."""

    kind: BlockKind
    text: str
    language: str = "de"
    """The language that it is written in, whatever it quotes; ISO 639-1."""
    foreign: tuple[Foreign, ...] = ()
    """What in it is in another language, in order; these passages never overlap."""
    ordinal: int | None = None
    """The number of a numbered list item; none for a bullet."""
    attribution: str = ""
    """Who is quoted, for a block quote that says so."""
    links: tuple[Link, ...] = ()
    image: str = ""
    """The address of the picture, for a caption; such a caption may have no text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading with its blocks; `level` 1 is a category, 2 a topic, 3 a subtopic."""

    id: str
    """The slug of the heading, unique in the issue."""
    kind: SectionKind
    level: int
    heading: str
    """The heading's words without its emoji; empty for an opening that has none."""
    emoji: str = ""
    blocks: tuple[Block, ...] = ()
    members_only: bool = False
    """Whether anything in it is for members; then all of it is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A mention of another issue of the newsletter."""

    number: int
    title: str = ""
    url: str = ""
    section: str = ""
    """The id of the section that mentions it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One written issue: its sections in reading order, the tree told by their levels."""

    title: str
    sections: tuple[Section, ...]
    emoji: str = ""
    number: int | None = None
    date: str = ""
    """ISO 8601 as the text states it, with time and zone where it does; empty when it does not."""
    summary: str = ""
    language: str = "de"
    author: str = ""
    url: str = ""
    image: str = ""
    """The address of the picture above the issue."""
    guid: str = ""
    """What the newsletter's own feed calls the issue."""
    categories: tuple[str, ...] = ()
    """The tags that the newsletter's site files it under."""
    references: tuple[Reference, ...] = ()
    people: tuple[Person, ...] = ()
    """Its author, and who is quoted in it."""
