"""Who is named in a briefing: its author, and the people whose words it quotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nexus_audio.models import Person, Section

_PART = r"[^\W\d_a-zäöüß][^\W\d_]*[a-zäöüß][\w'’-]*|[^\W\d_a-zäöüß]\."
_NAME = re.compile(rf"(?:{_PART})(?:\s+(?:(?:von|van|de|di|da|zu|bin|al)\s+)*(?:{_PART})){{1,3}}")


def people(author: str, sections: Sequence[Section]) -> Iterator[Person]:
    """The author, and who is quoted, each once, in reading order."""
    if author:
        yield Person(name=author, role="author")
    told = {author}
    for section in sections:
        for block in section.blocks:
            name = quoted(block.attribution)
            if name and name not in told:
                told.add(name)
                yield Person(name=name, role="quoted")


def quoted(attribution: str) -> str:
    """The name that an attribution begins with: Ada Quill for `Ada Quill in einem Brief`.

    A name has two to four capitalised parts; `FT` and `Nexus 77` are none.
    """
    match = _NAME.match(attribution)
    return match[0] if match else ""
