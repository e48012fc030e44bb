"""Who is quoted: told by the line that introduces a quote, or by the line after it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nexus_audio.models import Block, BlockKind, Link, SectionKind

_NAME = r"[^\W\d_a-zäöüß][\w.&'’-]*(?:\s+[^\W\d_a-zäöüß][\w.&'’-]*){0,3}"
_SAYING = r"schreibt|schrieb|sagt|sagte|meint|meinte|berichtet|berichtete|erklärt|erklärte"
_INTRODUCED_BY = (
    re.compile(rf"(?:.*[.!?] )?(?P<who>{_NAME}):$"),
    re.compile(rf"In (?P<who>{_NAME} \d+)\b.*:$"),
    re.compile(rf"(?:Laut |Wie )?(?P<who>{_NAME}) (?:{_SAYING}|writes|wrote|says|said)\b.*:$"),
)
_BARE_SOURCE = re.compile(rf"[A-ZÄÖÜ]{{2,}}:$|(?=\S+ \S){_NAME}:$")
_INTRODUCES = re.compile(
    rf"\b(?:{_SAYING}|f(?:and|inde) ich|heißt es|zitat|zitier\w*|auszug|zusammenfassung|wörtlich"
    r"|hier)\b",
    re.I,
)
_DASH = re.compile(r"^[—–―-]{1,2}\s*(?=\w)")
_IN_BRACKETS = re.compile(r"\((?P<who>[^()]{1,60})\)")
_LINE = re.compile(r".*[^.!?:;,…]")


def introduces(text: str) -> bool:
    """Whether a line says that a quote follows, so that its own language may follow as one.

    `FT:` and `Treffend fand ich das hier:` do, `Fazit:` and `Dafür spricht:` do not.
    """
    return text.endswith(":") and bool(_BARE_SOURCE.match(text) or _INTRODUCES.search(text))


def introducer(text: str) -> str:
    """Who is quoted after a line: FT after `FT:`, the issue after `In Nexus 77 schrieb ich:`.

    Empty when it names nobody.
    """
    found = (form.match(text) for form in _INTRODUCED_BY)
    return next((match["who"] for match in found if match), "")


def source(text: str, *, of_the_day: bool = False) -> str | None:
    """Who is quoted by the line after a quote, `— Ada Lovelace` or `(FT)`; else none.

    After the quote of the day the line needs no mark: `Ada Lovelace in einem Brief`.
    """
    bracketed = _IN_BRACKETS.fullmatch(text)
    if bracketed:
        return bracketed["who"]
    name = _DASH.sub("", text)
    is_marked = of_the_day or name != text
    return name if is_marked and _LINE.fullmatch(name) and len(name.split()) <= 8 else None


def attribute(blocks: Sequence[Block], kind: SectionKind) -> tuple[Block, ...]:
    """The blocks of a section with each quote attributed; a source line goes into its quote."""
    told: list[Block] = []
    quotes: list[Block] = []
    for block in blocks:
        quoted = block.kind is BlockKind.QUOTE
        of_the_day = kind is SectionKind.QUOTE and not quoted
        who = source(block.text, of_the_day=of_the_day) if quotes else None
        if quoted and who is None:
            quotes.append(block)
            continue
        told += _attributed(quotes, who, block.links, told[-1:])
        quotes = []
        if who is None:
            told.append(block)
    return (*told, *_attributed(quotes, None, (), told[-1:]))


def _attributed(
    quotes: Sequence[Block], who: str | None, links: tuple[Link, ...], before: Sequence[Block]
) -> list[Block]:
    """A run of quotes with its source, or else with whom the block before introduces."""
    name = who or (introducer(before[0].text) if before else "")
    named = [replace(quote, attribution=name) for quote in quotes]
    if who is not None:
        named[-1] = replace(named[-1], links=named[-1].links + links)
    return named
