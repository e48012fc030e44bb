"""YAML front matter: what is known of an issue, above its text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import yaml

from nexus_audio.briefing.dates import find_date, moment
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.briefing.source import where
from nexus_audio.errors import BriefingError

FIELDS = tuple("title number date author summary url image guid categories".split())  # noqa: SIM905
"""What is read of it; other programs keep their own fields there."""

LONGEST_NUMBER = 5
"""Digits; no newsletter has a hundred thousand issues."""

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d.*(?:Z|[+-]\d\d:\d\d)$")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.S | re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What stands in front matter, and where."""

    values: dict[str, Any]
    written: str
    """The front matter itself, from the first line of the text on; empty when there is none."""
    name: str
    """What errors call the text."""

    def where(self, field: str) -> str:
        """The line on which a field is written, as errors name it; else the first."""
        match = re.search(rf"^[\"']?{field}[\"']?[ \t]*:", self.written, re.M)
        return where(self.name, self.written, match.start() if match else 0)


def has_front_matter(text: str) -> bool:
    """Whether a text begins with fields between two lines of `---`."""
    return _FRONT_MATTER.match(text) is not None


def split_front_matter(text: str, name: str) -> tuple[Fields, str]:
    """The fields above a text, and the text; raises BriefingError for what is not YAML."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return Fields(values={}, written="", name=name), text
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
    return Fields(values=fields or {}, written=match[0], name=name), text[match.end() :]


def front_matter(fields: Fields, written: str) -> FrontMatter:
    """What the fields say of an issue; `written` is the title in its text.

    Raises BriefingError when there is no title, or a number or date is none.
    """
    title = _text(fields, "title")
    if not title and not written:
        raise BriefingError(
            "no title was found",
            subject=fields.where("title"),
            hint="Begin with a line `# Title`, or name it as `title:` in the front matter.",
        )
    return FrontMatter(
        title=title or written,
        number=_number(fields),
        date=_date(fields),
        author=_text(fields, "author"),
        summary=_text(fields, "summary"),
        url=_text(fields, "url"),
        image=_text(fields, "image"),
        guid=_text(fields, "guid"),
        categories=_list(fields, "categories"),
    )


def _text(fields: Fields, field: str) -> str:
    return _line(fields, field, fields.values.get(field))


def _list(fields: Fields, field: str) -> tuple[str, ...]:
    values = fields.values.get(field)
    listed = values if isinstance(values, list) else [values]
    return tuple(filter(None, (_line(fields, field, value) for value in listed)))


def _line(fields: Fields, field: str, value: object) -> str:
    if isinstance(value, list | dict | set):
        # Never written out: a few lines of YAML can name themselves a million times.
        raise BriefingError(
            f"more than one value for {field}",
            subject=fields.where(field),
            hint=f"Write one value after `{field}:`.",
        )
    return "" if value is None else " ".join(str(value).split())


def _number(fields: Fields) -> int | None:
    value = _text(fields, "number")
    if not value:
        return None
    if not value.isdecimal() or len(value) > LONGEST_NUMBER:
        raise BriefingError(
            f"the number of the issue is no number: {value}",
            subject=fields.where("number"),
            hint="Write it in digits, for example `number: 242`.",
        )
    return int(value)


def _date(fields: Fields) -> str:
    """The date as ISO 8601; with its time where it is written with one and with a zone."""
    value = _text(fields, "date")
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
            subject=fields.where("date"),
            hint="Write it as 2024-12-18 or 18. Dez. 2024.",
        )
    return day.isoformat()
