"""YAML front matter: what is known of an issue, above its text."""

from __future__ import annotations

import re
from typing import Any

import yaml

from nexus_audio.briefing.dates import find_date, moment
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.errors import BriefingError

FIELDS = tuple("title number date author summary url image guid categories".split())  # noqa: SIM905
"""What is read of it; other programs keep their own fields there."""

LONGEST_NUMBER = 5
"""Digits; no newsletter has a hundred thousand issues."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)


def has_front_matter(text: str) -> bool:
    """Whether a text begins with fields between two lines of `---`."""
    return _FRONT_MATTER.match(text) is not None


def split_front_matter(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The fields above a text, and the text; raises BriefingError for what is not YAML."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    try:
        fields = yaml.safe_load(match["yaml"])
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise BriefingError(
            f"the front matter is not YAML: {getattr(error, 'problem', None) or error}",
            subject=f"{name}:{mark.line + 2 if mark else 1}",
            hint="Write one `name: value` a line; put values that hold a colon in quotes.",
        ) from error
    if not isinstance(fields or {}, dict):
        raise BriefingError(
            "the front matter has no fields",
            subject=f"{name}:1",
            hint=f"Write one `name: value` a line; known are {', '.join(FIELDS)}.",
        )
    return fields or {}, text[match.end() :]


def front_matter(fields: dict[str, Any], written: str, name: str) -> FrontMatter:
    """What the fields say of an issue; `written` is the title in its text.

    Raises BriefingError when there is no title, or a number or date is none.
    """
    title = _text(fields, "title", name)
    if not title and not written:
        raise BriefingError(
            "no title was found",
            subject=name,
            hint="Begin with a line `# Title`, or name it as `title:` in the front matter.",
        )
    return FrontMatter(
        title=title or written,
        number=_number(_text(fields, "number", name), name),
        date=_date(_text(fields, "date", name), name),
        author=_text(fields, "author", name),
        summary=_text(fields, "summary", name),
        url=_text(fields, "url", name),
        image=_text(fields, "image", name),
        guid=_text(fields, "guid", name),
        categories=_list(fields, "categories", name),
    )


def _text(fields: dict[str, Any], field: str, name: str) -> str:
    value = fields.get(field)
    if isinstance(value, list | dict | set):
        # Never written out: a few lines of YAML can name themselves a million times.
        raise BriefingError(
            f"more than one value for {field}",
            subject=name,
            hint=f"Write one value after `{field}:`.",
        )
    return "" if value is None else " ".join(str(value).split())


def _list(fields: dict[str, Any], field: str, name: str) -> tuple[str, ...]:
    values = fields.get(field)
    listed = values if isinstance(values, list) else [values]
    return tuple(filter(None, (_text({field: value}, field, name) for value in listed)))


def _number(value: str, name: str) -> int | None:
    if not value:
        return None
    if not value.isdecimal() or len(value) > LONGEST_NUMBER:
        raise BriefingError(
            f"the number of the issue is no number: {value}",
            subject=name,
            hint="Write it in digits, for example `number: 242`.",
        )
    return int(value)


def _date(value: str, name: str) -> str:
    """The date as ISO 8601; with its time where it is written with one and with a zone."""
    if not value:
        return ""
    if _MOMENT.match(value):
        return moment(value)
    try:
        day = find_date(value)
    except ValueError:
        day = None
    if day is None:
        raise BriefingError(
            f"this is no date: {value}",
            subject=name,
            hint="Write it as 2024-12-18 or 18. Dez. 2024.",
        )
    return day.isoformat()
