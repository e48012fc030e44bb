"""What single elements of a page mean to a reader of the issue."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlComment, HtmlElement

from nexus_audio.briefing.cards import card
from nexus_audio.briefing.pictures import emoji

SILENT = frozenset("aside audio button footer form link meta nav title".split())  # noqa: SIM905
"""Elements that hold nothing of the text."""


def is_note_mark(element: HtmlElement) -> bool:
    """Whether an element is the number of a footnote, which nobody reads aloud."""
    leads_down = element.tag == "a" and "#" in (element.get("href") or "")
    return leads_down and re.fullmatch(r"\s*\[?[\d*†]+\]?\s*", element.text_content()) is not None


def heading_words(element: HtmlElement) -> Iterator[str]:
    """The words of a heading, without the buttons that sites put into them."""
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield " "
        elif child.tag == "img":
            yield emoji(child)
        elif not isinstance(child, HtmlComment) and child.tag not in SILENT and not card(child):
            yield from heading_words(child)
        yield child.tail or ""


def item_number(written: str | None, otherwise: int) -> int:
    """The number of an item; up to four digits, as in any list that somebody wrote."""
    return int(written) if written and re.fullmatch(r"[0-9]{1,4}", written) else otherwise
