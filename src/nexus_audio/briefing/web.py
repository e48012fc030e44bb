"""What everything written in HTML ends with: facts and marks become a briefing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nexus_audio.briefing.marked import Mark, Title, outline
from nexus_audio.briefing.outline import FrontMatter, Heading, compose
from nexus_audio.errors import BriefingError
from nexus_audio.models import Block, BlockKind, Briefing, SectionKind

FEWEST_WORDS = 50
"""A page without any heading and with fewer words is a login or an error, not an issue."""


def read_web(
    front: FrontMatter, marks: Sequence[Mark], name: str, *, shows_summary: bool = True
) -> Briefing:
    """The briefing of what was found on a page.

    The summary is the first paragraph where the site shows it above the text.
    Raises BriefingError where there is no title, or hardly any text.
    """
    front = replace(front, title=front.title or _first_title(marks))
    title = front.title
    if not title:
        raise BriefingError(
            "no title was found",
            subject=f"{name}:1",
            hint="Save the whole page, or put <h1>the title</h1> above the text.",
        )
    below = [mark for mark in marks if not (isinstance(mark, Title) and mark.text == title)]
    words = sum(len(mark.text.split()) for mark in below if isinstance(mark, Block))
    has_headings = any(isinstance(mark, Title) for mark in below)
    if not words or (words < FEWEST_WORDS and not has_headings):
        raise BriefingError(
            f"this page holds no issue: no headings, and {words} words of text",
            subject=f"{name}:1",
            hint="Name the page of one issue, and save it while it shows the whole text.",
        )
    lead = [Block(kind=BlockKind.PARAGRAPH, text=front.summary)]
    shown = lead if shows_summary and front.summary and not _is_excerpt(front, below) else []
    return compose(front, [Heading(kind=SectionKind.OPENING), *shown, *outline(below)])


def _first_title(marks: Sequence[Mark]) -> str:
    titles = (mark.text for mark in marks if isinstance(mark, Title) and mark.rank == 1)
    return next(titles, "")


def _is_excerpt(front: FrontMatter, marks: Sequence[Mark]) -> bool:
    """Whether the summary is only the beginning of the text, as systems make one themselves."""
    text = "".join(mark.text for mark in marks if isinstance(mark, Block))
    written = re.sub(r"\s*(?:\[?…\]?|\[?\.\.\.\]?)$", "", front.summary)
    return re.sub(r"\W", "", text).startswith(re.sub(r"\W", "", written)[:80])
