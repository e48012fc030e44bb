"""The signs behind a word, and its letters."""

from __future__ import annotations

from nexus_audio.models import Word

SIGNS = ".,;:!?…"


def bare(text: str) -> str:
    """A text without the signs at its end."""
    return text.rstrip(SIGNS)


def ending(text: str) -> str:
    """The signs at the end of a text."""
    return text[len(bare(text)) :]


def letters_of(word: Word) -> str:
    """The letters of a word, in small letters, as dictionaries are asked for them."""
    return "".join(filter(str.isalpha, word.text)).lower()
