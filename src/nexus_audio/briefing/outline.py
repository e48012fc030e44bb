"""From a flat run of headings and blocks to a briefing: what every reader ends with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nexus_audio.briefing.headings import LEVELS, section_ids, split_emoji
from nexus_audio.briefing.languages import DEFAULT, main_language, with_languages
from nexus_audio.briefing.people import people
from nexus_audio.briefing.quotes import attribute
from nexus_audio.briefing.references import issue, references
from nexus_audio.models import Block, BlockKind, Briefing, Section, SectionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """Where a section begins, as it is written; an opening or a closing may have no words."""

    kind: SectionKind
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider:
    """From here on the text is for members only: to the end, or until the next that is not."""

    members_only: bool = True
    is_lasting: bool = True


Outline = Sequence[Heading | Block | Divider]


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontMatter:
    """What stands above an issue, or is known about it as a whole."""

    title: str
    number: int | None = None
    date: str = ""
    author: str = ""
    summary: str = ""
    url: str = ""
    image: str = ""
    guid: str = ""
    categories: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """A section while it is gathered."""

    heading: Heading
    members_only: bool
    blocks: list[Block] = field(default_factory=list)


def compose(front: FrontMatter, outline: Outline) -> Briefing:
    """The briefing of an outline, which begins with the heading of its opening."""
    blocks = [piece for piece in outline if isinstance(piece, Block)]
    own = [block for block in blocks if block.kind is not BlockKind.QUOTE] or blocks
    language = main_language(" ".join(block.text for block in own), DEFAULT)
    sections = _sections(outline, language)
    named = issue(front.title)
    number = front.number if front.number is not None or named is None else named.number
    emoji, title = split_emoji(front.title)
    author = front.author or _signature(sections)
    return Briefing(
        title=title,
        sections=sections,
        emoji=emoji,
        number=number,
        date=front.date,
        summary=front.summary,
        language=language,
        author=author,
        url=front.url,
        image=front.image,
        guid=front.guid,
        categories=front.categories,
        references=tuple(references(sections, front.title, number)),
        people=tuple(people(author, sections)),
    )


def _sections(outline: Outline, language: str) -> tuple[Section, ...]:
    # The opening holds the title, so it stays without words of its own; another part does not.
    opening, *rest = _gathered(outline)
    written = [opening, *(part for part in rest if part.heading.text or part.blocks)]
    ids = section_ids((part.heading.kind, part.heading.text) for part in written)
    return tuple(_section(name, part, language) for name, part in zip(ids, written, strict=True))


def _gathered(outline: Outline) -> Sequence[_Part]:
    """The sections; one that a divider cuts in two is for members whole, so that nothing leaks."""
    parts: list[_Part] = []
    members_only = lasting = False
    for piece in outline:
        match piece:
            case Heading():
                parts.append(_Part(heading=piece, members_only=members_only))
            case Divider():
                lasting |= piece.is_lasting
                members_only = lasting or piece.members_only
            case Block():
                parts[-1].blocks.append(piece)
                parts[-1].members_only |= members_only
    return parts


def _section(name: str, part: _Part, language: str) -> Section:
    heading = part.heading
    told = list(with_languages(part.blocks, language))
    emoji, words = split_emoji(heading.text)
    return Section(
        id=name,
        kind=heading.kind,
        level=LEVELS.get(heading.kind, 1),
        heading=words.rstrip(": "),
        emoji=emoji,
        blocks=attribute(told, heading.kind),
        members_only=part.members_only,
    )


def _signature(sections: Sequence[Section]) -> str:
    """The author: the first line of the closing, when it can be a name."""
    last = sections[-1]
    line = last.blocks[0].text if last.kind is SectionKind.CLOSING else ""
    return line if len(line.split()) <= 4 and line[-1:] not in ".!?:," else ""
