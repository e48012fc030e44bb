"""The language of each block, and of the passages in it that are in another one.

German, or English as in most quotes. A block speaks the language of what stands
outside its quotation marks: an English sentence that a German paragraph quotes
makes it no English paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from nexus_audio.models import Block, BlockKind, Foreign

LANGUAGES = ("de", "en")
DEFAULT = "de"

SHORT = 5
"""Words; names and exclamations below that say nothing about the language around them."""

SURE = 0.9
"""A row of English names in a German line stays below this, a short English sentence above it."""

CERTAIN = 0.99
"""For a sentence without quotation marks: a German one that is full of titles stays below."""

_WORD = re.compile(r"\w+")
_SMALL_WORD = re.compile(r"\b[a-zäöü][\w]+")
QUOTATION = re.compile(
    r"„[^„“”]{1,3000}[“”]|“[^„“”]{1,3000}”|»[^«»]{1,3000}«|«[^«»]{1,3000}»|\"[^\"]{1,3000}\""
)
"""Words between quotation marks, in the styles of German and English."""

_SENTENCE = re.compile(r"[^\s.!?…:](?:[^.!?…:]|[.!?…:](?!\s))*[.!?…:]*")


@cache
def _identifier() -> Any:
    # The model takes most of a second to load, so only a process that parses pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def identify(text: str, default: str = DEFAULT, sure: float = SURE) -> str:
    """The language of a text as ISO 639-1; the default where it is too short to be sure."""
    if not _is_long(text):
        return default
    language, probability = _identifier().classify(text)
    return str(language) if probability >= sure else default


def with_languages(blocks: Iterable[Block], default: str) -> Iterator[Block]:
    """The blocks with their languages; a short quote speaks that of the quote before it."""
    before = default
    for block in blocks:
        quoted = block.kind is BlockKind.QUOTE
        language = main_language(block.text, before if quoted else default)
        before = language if quoted else default
        yield replace(block, language=language, foreign=tuple(_foreign(block.text, language)))


def main_language(text: str, default: str) -> str:
    """The language around the quotations of a text; its own, where there are but names around."""
    around = QUOTATION.sub(lambda match: "" if _is_long(match[0]) else match[0], text)
    if around == text or _is_long(around):
        return identify(around, default)
    return default if _SMALL_WORD.search(around) else identify(text, default)


def _foreign(text: str, main: str) -> Iterator[Foreign]:
    """The quotations and sentences of a text in another language than its main one."""
    found: Foreign | None = None
    for start, end, sure in _pieces(text):
        language = identify(text[start:end], main, sure)
        if language == main:
            continue
        if found and found.language == language and not text[found.end : start].strip():
            found = replace(found, end=end)
            continue
        if found:
            yield found
        found = Foreign(start=start, end=end, language=language)
    if found:
        yield found


def _pieces(text: str) -> Iterator[tuple[int, int, float]]:
    """Where each long quotation and each sentence outside them stands, and how sure to be of it."""
    start = 0
    for quotation in QUOTATION.finditer(text):
        if _is_long(quotation[0]):
            yield from _sentences(text, start, quotation.start())
            yield *quotation.span(), SURE
            start = quotation.end()
    yield from _sentences(text, start, len(text))


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int, float]]:
    for match in _SENTENCE.finditer(text, start, end):
        yield *match.span(), CERTAIN


def _is_long(text: str) -> bool:
    return next(islice(_WORD.finditer(text), SHORT - 1, None), None) is not None
