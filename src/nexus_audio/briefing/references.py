"""Other issues of the newsletter that an issue names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from nexus_audio.briefing.headings import slug, split_emoji
from nexus_audio.models import Block, Reference, Section, SectionKind

FIRST_YEAR = 1900
"""A number from here on is a year (`Rückblick 2026: …`), not the number of an issue."""

_TITLE = re.compile(
    r"(?P<series>[^\W\d_][^\d:]{0,60}?)\s+#?(?P<number>\d{1,5})\s*[:|–—-]\s*(?P<title>.*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue as a title names it: `Nexus 241: Browser als Agenten`."""

    series: str
    number: int
    title: str


def issue(text: str) -> Issue | None:
    """The issue that a line names; none when it names none."""
    match = _TITLE.match(split_emoji(text)[1])
    if match is None or int(match["number"]) >= FIRST_YEAR:
        return None
    title = match["title"].rstrip(": ")
    return Issue(series=match["series"], number=int(match["number"]), title=title)


def references(sections: Sequence[Section], title: str, number: int | None) -> Iterator[Reference]:
    """Every other issue that the sections name, once a section, in reading order.

    `title` is the issue's own, from which the newsletter's name is taken, and
    `number` its own, which is no reference.
    """
    own = issue(title)
    series = own.series if own else ""
    for section in sections:
        named: dict[int, Reference] = {}
        for block in section.blocks:
            for found in _named(block, section, series):
                named[found.number] = _joined(named.get(found.number, found), found)
        named.pop(number or 0, None)
        yield from named.values()


def _joined(first: Reference, other: Reference) -> Reference:
    """One mention of two: a title or an address may stand in either."""
    return replace(first, title=first.title or other.title, url=first.url or other.url)


def _named(block: Block, section: Section, series: str) -> Iterator[Reference]:
    listed = issue(block.text) if section.kind is SectionKind.PREVIOUS_ISSUES else None
    if listed:
        url = block.links[0].url if block.links else ""
        yield Reference(number=listed.number, title=listed.title, url=url, section=section.id)
    elif series:
        for match in re.finditer(rf"\b{re.escape(series)}\s+#?(\d{{1,5}})\b", block.text):
            urls = (link.url for link in block.links if match[0] in link.text)
            yield Reference(number=int(match[1]), url=next(urls, ""), section=section.id)
        for link in block.links:
            number = _linked(link.url, series)
            if number:
                yield Reference(number=number, url=link.url, section=section.id)


def _linked(url: str, series: str) -> int:
    """The issue that an address leads to by its slug: 235 for `/nexus-235-wale/`; 0 for none."""
    parts = urlsplit(url)
    match = re.search(rf"/{slug(series)}-(\d{{1,5}})(?=[-/]|$)", parts.path)
    return int(match[1]) if match else 0
