"""Titles that every reader can show: plain, and short where a list has one line for each."""

from __future__ import annotations

import re

from nexus_audio.feed.languages import primary
from nexus_audio.models import SectionKind

LONGEST = 40
"""Characters of a title in a list of lines; Spotify advises it, and a phone shows no more."""

# The blocks that hold emoji (Unicode UTS #51), joined by zero-width joiners and followed by
# variation selectors, skin tones and tags; then keycaps; then selectors that stand alone.
_SYMBOL = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a\u231b\u23e9-\u23fa]"
_TAIL = "[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]"
_EMOJI = re.compile(f"(?:{_SYMBOL}{_TAIL}*)+|[0-9#*]\ufe0f?\u20e3|[\ufe0e\ufe0f]")
_PART = re.compile(r"[,:;.](?= )|(?<=[?!])(?= )| [–—|-](?= )")
"""Where a title may end before its end: it then still says what the chapter is about."""

_PARTS = {
    "de": {
        SectionKind.OPENING: "Begrüßung",
        SectionKind.FOCUS: "Im Fokus",
        SectionKind.QUOTE: "Zitat",
        SectionKind.PREVIOUS_ISSUES: "Aus früheren Ausgaben",
        SectionKind.CLOSING: "Verabschiedung",
    },
    "en": {
        SectionKind.OPENING: "Welcome",
        SectionKind.FOCUS: "In focus",
        SectionKind.QUOTE: "Quote",
        SectionKind.PREVIOUS_ISSUES: "From earlier issues",
        SectionKind.CLOSING: "Goodbye",
    },
}
_ADLIBS = {"de": "Nur im Podcast", "en": "Only in the podcast"}


def plain_title(heading: str) -> str:
    """A heading as one line of plain text, without emoji and without a colon at its end."""
    words = " ".join(re.sub(rf"\s*(?:{_EMOJI.pattern})", "", heading).split())
    return words.rstrip(": ")


def emoji_of(heading: str) -> str:
    """The emoji that a heading holds, in order; empty when there are none."""
    return "".join(_EMOJI.findall(heading))


def short_title(title: str) -> str:
    """A title of at most 40 characters, the same for the same title.

    A longer one ends at its last comma, colon, dash or sentence that leaves at least a
    quarter of them; where there is none, at a word, with an ellipsis.
    """
    if len(title) <= LONGEST:
        return title
    ends = [match.start() for match in _PART.finditer(title, LONGEST // 4, LONGEST + 2)]
    if ends and ends[-1] <= LONGEST:
        return title[: ends[-1]]
    words = title[:LONGEST].rpartition(" ")[0] or title[: LONGEST - 1]
    return f"{words.rstrip(' ,:;–—|-')}…"


def part_title(kind: SectionKind, language: str) -> str:
    """What a part is called that has no heading of its own; empty where parts always have one."""
    return _PARTS.get(primary(language), _PARTS["de"]).get(kind, "")


def adlib_title(language: str) -> str:
    """What a chapter is called that is not in the text at all."""
    return _ADLIBS.get(primary(language), _ADLIBS["de"])
