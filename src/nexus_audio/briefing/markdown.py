"""Markdown (CommonMark), with or without YAML front matter.

`#` is the title; what the headings below it are, `marked` decides. What follows
a line `<!--members-only-->` is for members.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from nexus_audio.briefing.front_matter import front_matter, has_front_matter, split_front_matter
from nexus_audio.briefing.marked import Break, Mark, Title, outline
from nexus_audio.briefing.markup import MEMBERS_ONLY
from nexus_audio.briefing.outline import Divider, Heading, compose
from nexus_audio.briefing.source import bounded, where
from nexus_audio.errors import BriefingError
from nexus_audio.models import Block, BlockKind, Briefing, Link, SectionKind

_ATX_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)


MOST_MARKS = 20_000
"""Characters that may be marks; an issue of 10,000 words has some thousand."""

_LINE_BREAK = re.compile(r"<br\s*/?>", re.I)
_MARKS = re.compile(r"[*_`<\[\]]")


def is_markdown(text: str) -> bool:
    """Whether a text is meant as Markdown: it has front matter or a heading with `#`."""
    return has_front_matter(text) or _ATX_HEADING.search(text) is not None


def read_markdown(text: str, name: str) -> Briefing:
    """The briefing in a Markdown text; `name` is what errors call it.

    Raises BriefingError for front matter that cannot be read, for a text
    without a title, and for one with nothing below it.
    """
    fields, body = split_front_matter(bounded(text, name), name)
    nodes = _parse(body, text, name)
    top = next((node for node in nodes if _rank(node) == 1), None)
    written = _line(top) if top else ""
    front = front_matter(fields, written)
    below = list(outline(list(_marks([node for node in nodes if node is not top]))))
    if not below:
        raise BriefingError(
            "there is nothing below the title",
            subject=where(name, text, text.find(written)),
            hint="Write the issue below its title.",
        )
    other = "" if written == front.title else written
    return compose(front, [Heading(kind=SectionKind.OPENING, text=other), *below])


def _parse(body: str, text: str, name: str) -> list[SyntaxTreeNode]:
    """The nodes of what stands below the front matter, which is the end of the text."""
    above = len(text) - len(body)
    marks = (mark.start() for mark in _MARKS.finditer(body))
    flooded = next(islice(marks, MOST_MARKS, None), None)
    if flooded is not None:
        raise _too_deep(where(name, text, above + flooded))
    try:
        return list(SyntaxTreeNode(MarkdownIt("commonmark").parse(body)).children)
    except RecursionError as error:
        longest = max(body.split("\n"), key=lambda line: len(_MARKS.findall(line)))
        raise _too_deep(where(name, text, above + body.find(longest))) from error


def _too_deep(subject: str) -> BriefingError:
    return BriefingError(
        "marks are nested too deeply",
        subject=subject,
        hint="Look for a long row of asterisks or brackets.",
    )


def _marks(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Mark]:
    for node in nodes:
        if _rank(node):
            yield Title(rank=_rank(node), text=_line(node))
        elif node.type == "hr":
            yield Break()
        elif node.type == "html_block" and MEMBERS_ONLY.search(node.content):
            yield Divider()
        else:
            yield from _blocks([node], BlockKind.PARAGRAPH)


def _blocks(
    nodes: Sequence[SyntaxTreeNode], kind: BlockKind, ordinal: int | None = None
) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "paragraph" | "heading" | "fence" | "code_block":
                yield from _leaf(node, kind, ordinal)
                ordinal = None
            case "blockquote":
                yield from _blocks(node.children, BlockKind.QUOTE)
            case "bullet_list" | "ordered_list":
                for item in node.children:
                    number = int(item.info) if item.info else None
                    yield from _blocks(item.children, BlockKind.LIST_ITEM, number)


def _leaf(node: SyntaxTreeNode, kind: BlockKind, ordinal: int | None) -> Iterator[Block]:
    text = _words(node).strip()
    if text:
        links = tuple(
            Link(text=_line(link), url=str(link.attrs["href"]))
            for link in node.walk()
            if link.type == "link"
        )
        yield Block(kind=kind, text=text, ordinal=ordinal, links=links)
    for image in node.walk():
        if image.type == "image":
            words = "".join(_words(child) for child in image.children)
            caption = " ".join(str(image.attrs.get("title") or words).split())
            source = str(image.attrs.get("src", ""))
            if caption or source:
                yield Block(kind=BlockKind.CAPTION, text=caption, image=source)


def _rank(node: SyntaxTreeNode) -> int:
    """1 to 6 for a heading, 0 for anything else."""
    return int(node.tag[1]) if node.type == "heading" else 0


def _line(node: SyntaxTreeNode) -> str:
    return " ".join(_words(node).split())


def _words(node: SyntaxTreeNode) -> str:
    """The words of a node without its marks; a line end stays one."""
    match node.type:
        case "text" | "code_inline" | "fence" | "code_block":
            return node.content
        case "softbreak" | "hardbreak":
            return "\n"
        case "html_inline" if _LINE_BREAK.fullmatch(node.content):
            return "\n"
        case "image" | "html_inline" | "html_block":
            return ""
    return "".join(_words(child) for child in node.children)
