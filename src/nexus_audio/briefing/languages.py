"""The language of each block: German, or English as in most quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from nexus_audio.models import Block, BlockKind

LANGUAGES = ("de", "en")

SHORT = 5
"""Words; names and exclamations below that say nothing about the language around them."""

SURE = 0.9
"""A row of English names in a German line stays below this, a short English sentence above it."""


@cache
def _identifier() -> Any:
    # The model takes most of a second to load, so only a process that parses pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return identifier


def identify(text: str, default: str = "de") -> str:
    """The language of a text as ISO 639-1; the default where it is too short to be sure."""
    if len(re.findall(r"\w+", text)) < SHORT:
        return default
    language, probability = _identifier().classify(text)
    return str(language) if probability >= SURE else default


def block_languages(blocks: Iterable[Block], default: str) -> Iterator[str]:
    """The language of each block; a short quote speaks that of the quote before it."""
    before = default
    for block in blocks:
        quoted = block.kind is BlockKind.QUOTE
        language = identify(block.text, before if quoted else default)
        before = language if quoted else default
        yield language
