"""What the studio says, in German: `de.json` holds each English text with its German one.

English is what stands in templates, scripts and errors. A text with `{}` in it stands for all
texts that have something in its place, as errors and reasons for a review do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.resources import files

from starlette.requests import Request

LANGUAGES = {"de": "Deutsch", "en": "English"}
COOKIE = "language"

Translate = Callable[..., str]


def language_of(request: Request) -> str:
    """The language that was chosen, else the first that the browser asks for and we speak."""
    wanted = [request.cookies.get(COOKIE, "")]
    wanted += re.findall(r"[a-z]{2}", request.headers.get("accept-language", "").lower())
    return next((language for language in wanted if language in LANGUAGES), "en")


def translator(language: str) -> Translate:
    """Gives a text in that language, with its `{}` filled in turn."""

    def translate(text: str, *values: object) -> str:
        found = _german(text) if language == "de" else text
        return found.format(*values) if values else found

    return translate


def known() -> Mapping[str, str]:
    """All German texts by their English ones."""
    return _texts()


@cache
def _texts() -> Mapping[str, str]:
    loaded: dict[str, str] = json.loads(
        files("nexus_audio.studio.texts").joinpath("de.json").read_bytes()
    )
    return loaded


_VAGUE = 12
"""Letters of a pattern below which its first place holds a tag or something in quotes."""
_NAME = r"('.+?'|\".+?\"|\S+:\S+?)"
_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-ZÄÖÜ])")
_ASKED_FOR = re.compile(r"(.+) (\([^()]+\))", re.DOTALL)
"""A finding with who asks for it."""


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The texts with places in them, those that say most first."""
    texts = [text for text in _texts() if "{}" in text and _said(text).strip(" :")]
    ordered = sorted(texts, key=lambda text: len(_said(text)), reverse=True)
    return tuple((_pattern(text), _texts()[text]) for text in ordered)


def _said(text: str) -> str:
    return text.replace("{}", "")


def _pattern(text: str) -> re.Pattern[str]:
    written = "(.+?)".join(map(re.escape, text.split("{}")))
    if text.startswith("{}") and len(_said(text)) < _VAGUE:
        written = written.replace("(.+?)", _NAME, 1)
    return re.compile(written, re.DOTALL)


def _german(text: str) -> str:
    """A text in German: as a whole, else by its parts, else as it is."""
    certain = [found for found in _patterns() if not found[0].pattern.startswith("(")]
    vague = [found for found in _patterns() if found[0].pattern.startswith("(")]
    return (
        _texts().get(text)
        or _listed(text)
        or _matched(text, certain)
        or _joined(text)
        or _matched(text, vague)
        or text
    )


def _matched(text: str, patterns: Iterable[tuple[re.Pattern[str], str]]) -> str:
    for pattern, german in patterns:
        if match := pattern.fullmatch(text):
            return german.format(*(_german(one) if " " in one else one for one in match.groups()))
    return ""


def _listed(text: str) -> str:
    """Several findings, or one with who asks for it; empty where one of them is not known."""
    for mark in ("\n", "; "):
        parts = text.split(mark)
        found = [_german(part) for part in parts] if len(parts) > 1 else []
        if found and all(one != part for one, part in zip(found, parts, strict=True)):
            return mark.join(found)
    if (asked := _ASKED_FOR.fullmatch(text)) and (found_one := _german(asked[1])) != asked[1]:
        return f"{found_one} {asked[2]}"
    return ""


def _joined(text: str) -> str:
    """Several sentences, or one behind its subject; empty where nothing of it is known."""
    sentences = _SENTENCE.split(text)
    if len(sentences) > 1 and (found := [*map(_german, sentences)]) != sentences:
        return " ".join(found)
    subject, colon, rest = text.partition(": ")
    known_rest = _german(rest) if colon else rest
    return f"{subject}: {known_rest}" if known_rest != rest else ""
