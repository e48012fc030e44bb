"""Web and e-mail addresses, and how they are said."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LABELS = r"(?:[\w-]{1,63}\.){1,8}"
_KNOWN = r"(?:com|de|org|net|fm|io|ai|eu|at|ch|info|dev|app|blog|news|tv|me|co\.uk|uk|fr|example)"
_REST = r"(?:[/?#:][^\s)\]>\"“”«»]*)?"

WEB = (
    rf"(?:(?:https?://)(?:www\.)?({_LABELS}\w{{2,}})\b"
    rf"|(?:www\.)({_LABELS}\w{{2,}})\b"
    rf"|({_LABELS}{_KNOWN})\b){_REST}"
)
"""A web address with its domain as one of three groups; the rest of it is not said."""

EMAIL = rf"[\w.+-]{{1,64}}@{_LABELS}\w{{2,}}\b"


def domain(match: re.Match[str], dot: str, www: Sequence[str]) -> tuple[str, ...]:
    """`nexus.example` with the word for the dot, with www, or without any dot."""
    name = match[1] or match[2] or match[3]
    usual = _dotted(name, dot)
    with_www = [f"{way} {dot} {usual}" for way in www]
    return usual, *with_www, " ".join(name.split(".")), _hyphened(name, dot)


def email(match: re.Match[str], dot: str, at: Sequence[str]) -> tuple[str, ...]:
    """`post@nexus.example` with each word for the at sign."""
    name, _, host = match[0].partition("@")
    said = _dotted(name.replace("+", " plus ").replace("_", " "), dot)
    return tuple(f"{said} {sign} {_dotted(host, dot)}" for sign in at)


def _dotted(name: str, dot: str) -> str:
    return f" {dot} ".join(name.split("."))


def _hyphened(name: str, dot: str) -> str:
    return _dotted(name, dot).replace("-", " minus ")
