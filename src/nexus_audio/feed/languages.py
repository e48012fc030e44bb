"""Languages as their tags tell them (BCP 47): `de-AT` and `de-CH` are German."""

from __future__ import annotations


def primary(tag: str) -> str:
    """The language of a tag, without country and script: `de` of `de-AT`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def is_foreign(tag: str, language: str) -> bool:
    """Whether a text is in another language than what it stands in."""
    return primary(tag) != primary(language)
