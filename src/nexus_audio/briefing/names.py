"""The names in a briefing that are hard to say, and that a speech engine will not know.

A word with a capital is one when a capital stands inside it (`OpenAI`), or when
no dictionary of German or English knows it, nor the words that it is composed
of: `Waymo` is one, `Wertschöpfungskette` is not.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from nexus_audio.briefing.headings import split_emoji
from nexus_audio.models import Section

SHORTEST_PART = 3
"""Letters; shorter parts would make a compound of almost anything."""

_WORD = re.compile(r"[^\W\d_][\w'’]*")
_INNER_CAPITAL = re.compile(r"[^\W\d_]*[a-zäöüß][A-ZÄÖÜ]")
_ENTRY = re.compile(r'"([^"]+)":')
"""A word of a dictionary, which is a JSON object of words and how often each is written."""
_JOINTS = ("", "s", "n", "en", "es", "er")


def hard_names(section: Section) -> list[str]:
    """The hard names of a section, each once, in reading order."""
    texts = [split_emoji(section.heading)[1], *(block.text for block in section.blocks)]
    return list(dict.fromkeys(word for text in texts for word in _names(text)))


def _names(text: str) -> Iterator[str]:
    for word in _WORD.findall(text):
        is_name = word != word.lower() and len(word) > 1
        if is_name and (_INNER_CAPITAL.match(word) or not is_known(word.lower())):
            yield word


@cache
def _dictionary() -> frozenset[str]:
    # The package's own way to its words counts and copies them, for a second of CPU.
    files = resources.files("spellchecker").joinpath("resources")
    texts = (
        gzip.decompress(files.joinpath(f"{language}.json.gz").read_bytes()).decode()
        for language in ("de", "en")
    )
    return frozenset(word for text in texts for word in _ENTRY.findall(text))


@cache
def is_known(word: str, shortest: int = SHORTEST_PART) -> bool:
    """Whether a word is in a dictionary, or composed of such words with a German joint.

    The word is in small letters; `shortest` is how many a part of it has at least.
    """
    if word in _dictionary() or word.rstrip("'’s") in _dictionary():
        return True
    for end in range(shortest, len(word) - shortest + 1):
        rests = (word[end + len(j) :] for j in _JOINTS if word.startswith(j, end))
        known = (len(rest) >= shortest and is_known(rest, shortest) for rest in rests)
        if word[:end] in _dictionary() and any(known):
            return True
    return False
