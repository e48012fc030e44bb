"""The HTML of an issue, whoever made it: Ghost, Substack, WordPress, or their mails.

An element is a block, holds blocks, or stands inside a line. `cards` says what
the boxes of the newsletter systems are; what a heading is, `marked` decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from lxml.html import HtmlComment, HtmlElement

from nexus_audio.briefing.cards import Card, card, pointer
from nexus_audio.briefing.elements import SILENT, heading_words, is_note_mark, item_number
from nexus_audio.briefing.marked import Break, Mark, Title
from nexus_audio.briefing.outline import Divider
from nexus_audio.briefing.pictures import emoji, picture, thumbnail
from nexus_audio.briefing.source import clean
from nexus_audio.models import Block, BlockKind, Link

INLINE = frozenset(
    "a b code del em font i ins mark q s small span strong sub sup time u".split()  # noqa: SIM905
)
"""Elements that stand inside a line."""

_KINDS = {"blockquote": BlockKind.QUOTE, "figcaption": BlockKind.CAPTION}
_OF_CARDS = {Card.QUOTE: BlockKind.QUOTE, Card.CAPTION: BlockKind.CAPTION}
_MAIL_CARDS = (["kg-card-begin:", "email"], ["kg-card-begin:", "email-cta"])
_PORTAL = "#/portal"  # Ghost's own dialogues: sign up, upgrade, account
_PARAGRAPHS = re.compile(r"\n[ \n]*\n")


def marks(root: HtmlElement, base: str = "") -> list[Mark]:
    """The headings, blocks and breaks of an element; `base` is what its links are relative to."""
    walk = _Walk(base)
    walk.inside(root, BlockKind.PARAGRAPH)
    walk.flush(BlockKind.PARAGRAPH)
    return walk.marks


class _Walk:
    """One way through the elements, with the line that is being gathered."""

    def __init__(self, base: str) -> None:
        self.marks: list[Mark] = []
        self._base = base
        self._line: list[str] = []
        self._links: list[Link] = []
        self._pictures: list[str] = []
        self._ordinal: int | None = None
        self._in_card = self._in_figure = False
        self._mail_only = False

    def inside(self, element: HtmlElement, kind: BlockKind) -> None:
        """Go through what an element holds."""
        self._say(element.text)
        for child in element:
            if isinstance(child, HtmlComment):
                self._comment(child.text or "", kind)
            elif not self._mail_only:
                self._child(child, kind)
            self._say(child.tail)

    def flush(self, kind: BlockKind) -> None:
        """End the line; an empty line inside it, from two `<br>`, parts paragraphs."""
        for part in _PARAGRAPHS.split("".join(self._line)):
            words = " ".join(part.split())
            if words:
                links = tuple(link for link in self._links if link.text in words)
                text = "\n".join(line.strip() for line in part.strip().split("\n"))
                block = Block(kind=kind, text=text, ordinal=self._ordinal, links=links)
                self._ordinal = None
                self.marks.append(self._with_picture(block))
        self._line, self._links = [], []
        if not self._in_figure:
            self._show()

    def _with_picture(self, block: Block) -> Block:
        """A caption with the last of the pictures above it."""
        if block.kind is not BlockKind.CAPTION or not self._pictures:
            return block
        last = self._pictures.pop()
        self._show()
        return replace(block, image=last)

    def _show(self) -> None:
        """The pictures that have no caption, or only that of the last of them."""
        self.marks += [
            Block(kind=BlockKind.CAPTION, text="", image=address) for address in self._pictures
        ]
        self._pictures = []

    def _say(self, text: str | None) -> None:
        if text and not self._mail_only:
            self._line.append(re.sub(r"\s+", " ", clean(text)))

    def _child(self, child: HtmlElement, kind: BlockKind) -> None:
        box = card(child)
        tag = str(child.tag)
        if box:
            self._card(child, box, kind)
        elif tag in SILENT or is_note_mark(child):
            return
        elif tag == "br":
            self._line.append("\n")
        elif tag == "img":
            self._say(emoji(child))
            self._pictures += filter(None, [picture(child, self._base)])
        elif tag in INLINE:
            self.inside(child, kind)
            self._link(child.text_content(), child.get("href"))
        else:
            self.flush(kind)
            self._block(child, tag, kind)

    def _block(self, child: HtmlElement, tag: str, kind: BlockKind) -> None:
        if tag == "hr":
            self.marks.append(Break())
        elif re.fullmatch("h[1-6]", tag) and not self._in_card:
            text = " ".join(clean("".join(heading_words(child))).split())
            self.marks += [Title(rank=int(tag[1]), text=text)] if text else []
        elif tag in ("ul", "ol"):
            self._items(child)
        elif tag == "figure":
            self._figure(child, kind)
        else:
            if tag == "cite":
                self._line.append("— ")
            inner = _KINDS.get(tag, kind)
            self.inside(child, inner)
            self.flush(inner)

    def _figure(self, child: HtmlElement, kind: BlockKind) -> None:
        """Pictures wait for their caption, which may stand deep inside or be missing."""
        outer, self._in_figure = self._in_figure, True
        self.inside(child, kind)
        self._in_figure = outer
        self.flush(kind)

    def _items(self, listing: HtmlElement) -> None:
        number = item_number(listing.get("start"), 1)
        for item in listing:
            if item.tag == "li":
                number = item_number(item.get("value"), number)
                self._ordinal = number if listing.tag == "ol" else None
                self.inside(item, BlockKind.LIST_ITEM)
                self.flush(BlockKind.LIST_ITEM)
                number += 1
            elif isinstance(item, HtmlComment):
                self._comment(item.text or "", BlockKind.LIST_ITEM)
            else:
                self._block(item, str(item.tag), BlockKind.LIST_ITEM)

    def _card(self, child: HtmlElement, box: Card, kind: BlockKind) -> None:
        self.flush(kind)
        if box is Card.DIVIDER:
            self.marks.append(Divider())
        elif box is Card.POINTER:
            text, url = pointer(child)
            if text and _PORTAL not in url:
                self._pictures += filter(None, [thumbnail(child, self._base)])
                self._say(text)
                self._link(text, url)
                self.flush(BlockKind.CAPTION)
        elif box is Card.FIGURE:
            self._figure(child, kind)
        elif box is not Card.SKIPPED:
            inner = _OF_CARDS.get(box, kind)
            outer, self._in_card = self._in_card, True
            self.inside(child, inner)
            self.flush(inner)
            self._in_card = outer

    def _comment(self, text: str, kind: BlockKind) -> None:
        """Ghost's marks: for members only, for some of them, for its mails only."""
        words = text.split()
        mark = words[0] if words else ""
        if mark == "members-only":
            self.flush(kind)
            self.marks.append(Divider())
        elif mark.startswith("kg-gated-block:"):
            self.flush(kind)
            self.marks.append(Divider(members_only="nonMember:false" in words, is_lasting=False))
        elif mark.startswith("kg-card-"):
            self._mail_only = words[:2] in _MAIL_CARDS

    def _link(self, words: str, url: str | None) -> None:
        """Keep a link; what only leads to another place on the same page is none."""
        if not url or url.startswith("#"):
            return
        text = " ".join(clean(words).split())
        try:
            address = urljoin(self._base, url)
        except ValueError:
            return
        if text and re.match(r"(?:https?://|mailto:).", address) and _PORTAL not in address:
            self._links.append(Link(text=text, url=address))
