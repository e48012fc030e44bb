"""From a flat run of headings and blocks to a briefing: what every reader ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nexus_audio.briefing.headings import LEVELS, section_ids, split_emoji
from nexus_audio.briefing.languages import block_languages, identify
from nexus_audio.briefing.quotes import attribute
from nexus_audio.briefing.references import issue, references
from nexus_audio.models import Block, Briefing, Section, SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Where a section begins, as it is written; an opening or a closing may have no words."""

    kind: SectionKind
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above an issue, or is known about it as a whole."""

    title: str
    number: int | None = None
    date: str = ""
    author: str = ""
    summary: str = ""
    url: str = ""


def compose(front: FrontMatter, outline: Sequence[Heading | Block]) -> Briefing:
    """The briefing of an outline, which begins with the heading of its opening."""
    language = identify(" ".join(piece.text for piece in outline if isinstance(piece, Block)))
    sections = _sections(outline, language)
    named = issue(front.title)
    number = front.number if front.number is not None or named is None else named.number
    emoji, title = split_emoji(front.title)
    return Briefing(
        title=title,
        sections=sections,
        emoji=emoji,
        number=number,
        date=front.date,
        summary=front.summary,
        language=language,
        author=front.author or _signature(sections),
        url=front.url,
        references=tuple(references(sections, front.title, number)),
    )


def _sections(outline: Sequence[Heading | Block], language: str) -> tuple[Section, ...]:
    grouped: list[tuple[Heading, list[Block]]] = []
    for piece in outline:
        if isinstance(piece, Heading):
            grouped.append((piece, []))
        else:
            grouped[-1][1].append(piece)
    # The opening holds the title, so it stays without words of its own; another part does not.
    opening, *rest = grouped
    written = [opening, *((heading, blocks) for heading, blocks in rest if heading.text or blocks)]
    ids = section_ids((heading.kind, heading.text) for heading, _ in written)
    return tuple(
        _section(name, heading, blocks, language)
        for name, (heading, blocks) in zip(ids, written, strict=True)
    )


def _section(name: str, heading: Heading, blocks: Sequence[Block], language: str) -> Section:
    languages = block_languages(blocks, language)
    told = [replace(block, language=code) for block, code in zip(blocks, languages, strict=True)]
    emoji, words = split_emoji(heading.text)
    return Section(
        id=name,
        kind=heading.kind,
        level=LEVELS.get(heading.kind, 1),
        heading=words.rstrip(": "),
        emoji=emoji,
        blocks=attribute(told, heading.kind),
    )


def _signature(sections: Sequence[Section]) -> str:
    """The author: the first line of the closing, when it can be a name."""
    last = sections[-1]
    line = last.blocks[0].text if last.kind is SectionKind.CLOSING else ""
    return line if len(line.split()) <= 4 and line[-1:] not in ".!?:," else ""
