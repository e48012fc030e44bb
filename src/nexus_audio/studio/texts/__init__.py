"""What the studio says, in German: `de.json` holds each English text with its German one.

English is what stands in templates, scripts and errors. A text with `{}` in it stands for all
texts that have something in its place, as errors and reasons for a review do.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
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


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile("(.+?)".join(map(re.escape, text.split("{}"))), re.DOTALL), german)
        for text, german in _texts().items()
        if "{}" in text and len(text.replace("{}", "").strip()) > 3
    )


def _german(text: str) -> str:
    if text in _texts():
        return _texts()[text]
    for pattern, german in _patterns():
        if match := pattern.fullmatch(text):
            return german.format(*match.groups())
    return text
