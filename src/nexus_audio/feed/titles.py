"""Headings as plain titles: Spotify asks for titles without emoji, and many players show a box."""

from __future__ import annotations

import re

# The blocks that hold emoji (Unicode UTS #51), joined by zero-width joiners and followed by
# variation selectors, skin tones and tags; then keycaps; then selectors that stand alone.
_SYMBOL = "[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a\u231b\u23e9-\u23fa]"
_TAIL = "[\ufe0e\ufe0f\u200d\U000e0020-\U000e007f]"
_EMOJI = re.compile(f"(?:{_SYMBOL}{_TAIL}*)+|[0-9#*]\ufe0f?\u20e3|[\ufe0e\ufe0f]")


def plain_title(heading: str) -> str:
    """A heading as one line of plain text, without emoji and without a colon at its end."""
    words = " ".join(re.sub(rf"\s*(?:{_EMOJI.pattern})", "", heading).split())
    return words.rstrip(": ")


def emoji_of(heading: str) -> str:
    """The emoji that a heading holds, in order; empty when there are none."""
    return "".join(_EMOJI.findall(heading))
