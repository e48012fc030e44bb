"""Who is named in a briefing: its author, and the people whose words it quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nexus_audio.briefing.quotes import PERSON, introducer, speakers
from nexus_audio.models import BlockKind, Person, Section

_HOUSES = frozenset(
    (  # noqa: SIM905
        "Bank Blatt Chronicle Daily Financial Gazette Group Herald Institute Journal Labs Magazin"
        " Magazine Media Mail Monthly News Post Press Report Research Review Rundschau Spiegel"
        " Standard Tagblatt Tageszeitung Telegraph Times Today Tribune Weekly Zeitung"
    ).split()
)


def people(author: str, sections: Sequence[Section]) -> Iterator[Person]:
    """The author, and who is quoted, each once, in reading order."""
    if author:
        yield Person(name=author, role="author")
    told = {author}
    for section in sections:
        for name in _quoted(section):
            if name and name not in told:
                told.add(name)
                yield Person(name=name, role="quoted")


def _quoted(section: Section) -> Iterator[str]:
    """Whom a section quotes: named by a quote's introduction or source, or inside a sentence."""
    before = ""
    for block in section.blocks:
        is_quote = block.kind is BlockKind.QUOTE
        if is_quote:
            yield quoted(introducer(before))
            yield quoted(block.attribution)
        else:
            yield from map(quoted, speakers(block.text))
        before = "" if is_quote else block.text


def quoted(attribution: str) -> str:
    """The name that an attribution begins with: Ada Quill for `Ada Quill in einem Brief`.

    A name has two to four capitalised parts; `FT` and `Nexus 77` are none, and
    nor is what ends like a newspaper or a house.
    """
    match = PERSON.match(attribution)
    return match[0] if match and match[0].split()[-1] not in _HOUSES else ""
