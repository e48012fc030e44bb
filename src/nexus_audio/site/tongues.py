"""In which language each spoken word is, where a text holds passages in another than its own.

A voice that reads English in a German way, and a listener's screen reader that does not
know of it, are hard to follow. The briefing says which characters are foreign; what was
said is laid beside them word by word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from nexus_audio.models import Block, Word
from nexus_audio.site.anchors import letters

_TOKEN = re.compile(r"\S+")


def tongues(words: Sequence[Word], block: Block | None, language: str) -> tuple[str, ...]:
    """The language of each word of a passage, which is mostly in `language`.

    A word that the text does not hold is in the language of the words around it, where
    these agree, else in that of the passage.
    """
    if not block or not block.foreign:
        return (language,) * len(words)
    written = [(letters(found[0]), found.start()) for found in _TOKEN.finditer(block.text)]
    known: list[str] = [""] * len(words)
    matcher = SequenceMatcher(
        None, [letters(word.text) for word in words], [text for text, _ in written], autojunk=False
    )
    for said, held, size in matcher.get_matching_blocks():
        for step in range(size):
            known[said + step] = _language(block, written[held + step][1], language)
    return tuple(_filled(known, language))


def _language(block: Block, place: int, language: str) -> str:
    inside = (each.language for each in block.foreign if each.start <= place < each.end)
    return next(inside, language)


def _filled(known: Sequence[str], language: str) -> list[str]:
    before = _carried(known, language)
    after = _carried(known[::-1], language)[::-1]
    return [one if one == other else language for one, other in zip(before, after, strict=True)]


def _carried(known: Sequence[str], language: str) -> list[str]:
    found, last = [], language
    for one in known:
        last = one or last
        found.append(last)
    return found
