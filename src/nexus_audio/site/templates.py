"""The templates of notes and pages: the built-in ones, and the host's in their place.

A template of the host's with the name of a built-in one replaces it. It can build
upon what it replaces: `{% extends "built-in/page.html" %}`.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
    select_autoescape,
)
from jinja2.meta import find_referenced_templates
from markupsafe import Markup

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.feed.languages import is_foreign
from nexus_audio.feed.links import web_address
from nexus_audio.models import Milliseconds
from nexus_audio.site.assets import own_url, url
from nexus_audio.site.words import words

HOUR = 3_600_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_FORMS = re.compile(r"^(?!(?:.*/)?(?:[.#]|readme))[^~]*\.(html?|md|txt|svg|xml|j2|jinja2?)$", re.I)
"""What looks like a template, and is no backup or read-me."""
_MEANING = re.compile(r"[\\`*_\[\]<>&#~|!]")
"""The characters that CommonMark reads anywhere in a line."""
_LEADING = re.compile(r"^(\d*)([-+=.)])")
"""What makes a list or a heading of a line, at its start."""


def render(name: str, language: str, templates: Path | None = None, **values: object) -> str:
    """A template filled in; raises ConfigError when the host's own template is faulty.

    `language` is the show's, `templates` the host's folder. Times are milliseconds.
    """
    try:
        environment = _environment(language, templates)
        return environment.get_template(name).render(values, own_style=own_url(templates))
    except TemplateError as error:
        place = f":{error.lineno}" if isinstance(error, TemplateSyntaxError) else ""
        raise ConfigError(
            f"the template cannot be filled in: {error}",
            subject=f"feed/templates/{name}{place}",
            hint="Without a template of that name the built-in one is used.",
        ) from error


def time(moment: Milliseconds) -> str:
    """`12:34`, or `1:02:03` after an hour."""
    if moment < HOUR:
        return clock.short(moment, hours=False)
    return clock.short(moment, hours=True).lstrip("0")


def markdown(text: str) -> str:
    """A text as one line of CommonMark that shows just that text."""
    line = _MEANING.sub(r"\\\g<0>", " ".join(text.split()))
    return _LEADING.sub(r"\1\\\2", line)


def lang(language: str, around: str) -> Markup:
    """The attribute that tells a language, where it is another than that around it (BCP 47)."""
    told = _LANGUAGE.fullmatch(language) and is_foreign(language, around)
    return Markup(' lang="{}"').format(language) if told else Markup("")


@cache
def _environment(language: str, templates: Path | None) -> Environment:
    built_in = PackageLoader("nexus_audio.site")
    own: list[BaseLoader] = [FileSystemLoader(templates)] if templates else []
    environment = Environment(
        loader=ChoiceLoader([*own, built_in, PrefixLoader({"built-in": built_in})]),
        autoescape=select_autoescape(disabled_extensions=("md", "txt"), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters = {"time": time, "markdown": markdown, "web": web_address, "lang": lang}
    environment.filters |= filters
    environment.globals |= {"words": words(language), "asset": url}
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    if templates:
        _check_names(environment, templates, built_in.list_templates())
    return environment


def _check_names(environment: Environment, templates: Path, known: Collection[str]) -> None:
    """Refuse a template of the host's that nobody would ever use, for it has a slip in its name."""
    names = [name for name in FileSystemLoader(templates).list_templates() if _FORMS.search(name)]
    used: set[str | None] = set()
    for name in names:
        with suppress(TemplateError, UnicodeDecodeError):  # told when it is filled in
            source = (templates / name).read_text(encoding="utf-8")
            used.update(find_referenced_templates(environment.parse(source)))
    for name in names:
        # What is included by a name that only turns out later stands there as none.
        if name not in known and name not in used and None not in used:
            near = get_close_matches(name.lower(), known, n=1, cutoff=0.75)
            raise ConfigError(
                "it replaces no built-in template, and no other includes it",
                subject=f"feed/templates/{name}",
                hint=f"Did you mean {near[0]!r}?" if near else f"Known are: {', '.join(known)}.",
            )
