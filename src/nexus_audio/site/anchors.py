"""Names of passages that outlive the recording: they are made of what was written.

A link to a second rots when the host records again; one to a paragraph leads to that
paragraph wherever it is spoken. `static/embed.js` makes the same names of the
newsletter's own paragraphs, and so finds out when each of them is heard.
"""

from __future__ import annotations

import unicodedata

_OFFSET, _PRIME = 0x811C9DC5, 0x01000193
"""FNV-1a of 32 bits (Fowler, Noll, Vo): short in Python and in a browser, and nobody's secret."""


def anchor(text: str) -> str:
    """The name of a passage, as `p-1a2b3c4d`; only letters and digits count, in either case."""
    found = _OFFSET
    for byte in letters(text).encode():
        found = ((found ^ byte) * _PRIME) & 0xFFFFFFFF
    return f"p-{found:08x}"


def letters(text: str) -> str:
    """A text without what is neither heard nor stable: case, spaces, quotes, punctuation."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] in "LN")
