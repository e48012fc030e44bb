"""What Markdown and HTML share: from headings by rank to an outline by kind.

Rank 2 (`##`, `<h2>`) and above is a category, 3 a topic, 4 and below a
subtopic; in an issue without any rank 3 the rank 2 are topics, and where the
highest rank is 3 or less, all move up. Where a category that is led by an emoji
is followed at once by a heading of its own rank without one, categories and
topics share a rank, and the emoji tells them apart. Headings of fixed wording
(`Im Fokus …`, `Zitat des Tages`, `Themen der vorherigen Ausgabe`) are what they
say, even when they stand in a paragraph. What follows the last break is the
closing, when no heading follows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nexus_audio.briefing.headings import known_kind, split_emoji
from nexus_audio.briefing.outline import Divider, Heading
from nexus_audio.briefing.quotes import signed
from nexus_audio.briefing.references import issue
from nexus_audio.briefing.rules import fixed_kind
from nexus_audio.models import Block, BlockKind, SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A heading as it is marked: `rank` 1 to 6, as in HTML."""

    rank: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A thematic break."""


Mark = Title | Break | Divider | Block
"""The text of a block may still hold line ends."""

TOP = 2
"""The rank of a category; rank 1 is the title, and a category where it comes again."""

_RULE = re.compile(r"[\s~*_=–—-]+")


def outline(marks: Sequence[Mark]) -> Iterator[Heading | Block | Divider]:
    """The outline of a marked text, without the heading of its opening."""
    marks = [*_listed(_break(mark) for mark in marks)]
    kind = _kinds(marks)
    closing = _closing(marks)
    section = SectionKind.OPENING
    for index, mark in enumerate(marks):
        match mark:
            case Title():
                section = known_kind(mark.text) or kind(mark)
                yield Heading(kind=section, text=mark.text)
            case Break() if index == closing:
                section = SectionKind.CLOSING
                yield Heading(kind=section)
            case Divider():
                yield mark
            case Block() if section is SectionKind.CLOSING:
                yield from _lines(mark)
            case Block() if mark.kind is BlockKind.QUOTE:
                yield from _quote(mark)
            case Block():
                piece = _piece(mark, section)
                section = piece.kind if isinstance(piece, Heading) else section
                yield piece


def _break(mark: Mark) -> Mark:
    """A paragraph of nothing but `~` or the like is a break, too."""
    return Break() if isinstance(mark, Block) and _RULE.fullmatch(mark.text) else mark


def _listed(marks: Iterable[Mark]) -> Iterator[Mark]:
    """The marks, with the titles of issues in the list of previous ones as its items."""
    is_list = False
    for mark in marks:
        if isinstance(mark, Title) and is_list and issue(mark.text):
            yield Block(kind=BlockKind.LIST_ITEM, text=mark.text)
            continue
        if isinstance(mark, Title):
            is_list = known_kind(mark.text) is SectionKind.PREVIOUS_ISSUES
        yield mark


def _kinds(marks: Sequence[Mark]) -> Callable[[Title], SectionKind]:
    """The kind of a heading by its rank and emoji."""
    ranks = {m.rank for m in marks if isinstance(m, Title) and not known_kind(m.text)}
    up = max(0, min(ranks, default=0) - TOP)
    is_flat = any(_is_pair(first, second, TOP + up) for first, second in pairwise(marks))
    above_topics = SectionKind.CATEGORY if TOP + up + 1 in ranks else SectionKind.TOPIC

    def kind(title: Title) -> SectionKind:
        rank = title.rank - up
        if rank <= TOP:
            if is_flat:
                is_led = split_emoji(title.text)[0] != ""
                return SectionKind.CATEGORY if is_led else SectionKind.TOPIC
            return above_topics
        return SectionKind.SUBTOPIC if is_flat or rank > TOP + 1 else SectionKind.TOPIC

    return kind


def _is_pair(first: Mark, second: Mark, rank: int) -> bool:
    """Whether a category with its emoji and its first topic stand on one rank."""
    if not (isinstance(first, Title) and isinstance(second, Title)):
        return False
    same = first.rank == second.rank == rank
    led = [bool(split_emoji(title.text)[0]) for title in (first, second)]
    return same and led == [True, False] and known_kind(second.text) is None


def _closing(marks: Sequence[Mark]) -> int | None:
    """The index of the break that the sign-off follows, none when there is none."""
    for index in range(len(marks) - 1, -1, -1):
        if isinstance(marks[index], Title):
            return None
        if isinstance(marks[index], Break) and index + 1 < len(marks):
            return index
    return None


def _lines(block: Block) -> Iterator[Block]:
    for line in block.text.split("\n"):
        yield from _part(block, line, BlockKind.PARAGRAPH)


def _quote(block: Block) -> Iterator[Block]:
    """A quote, and what signs it inside as a block of its own."""
    for text in signed(block.text):
        yield from _part(block, text, BlockKind.QUOTE)


def _part(block: Block, part: str, kind: BlockKind) -> Iterator[Block]:
    text = " ".join(part.split())
    links = tuple(link for link in block.links if link.text in text)
    if text:
        yield Block(kind=kind, text=text, links=links)


def _piece(block: Block, section: SectionKind) -> Heading | Block:
    text = " ".join(block.text.split())
    if block.kind is BlockKind.PARAGRAPH:
        kind = fixed_kind(text)
        if kind:
            return Heading(kind=kind, text=text)
        if section is SectionKind.PREVIOUS_ISSUES and issue(text):
            return replace(block, text=text, kind=BlockKind.LIST_ITEM)
    return replace(block, text=text)
