"""YAML front matter: what is known of an issue, above its text."""

from __future__ import annotations

import re
from typing import Any

import yaml

from nexus_audio.briefing.dates import find_date
from nexus_audio.briefing.outline import FrontMatter
from nexus_audio.errors import BriefingError

FIELDS = ("title", "number", "date", "author", "summary", "url")
"""What is read of it; other programs keep their own fields there."""

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
    title, author, summary, url = (
        str(fields.get(field) or "").strip() for field in ("title", "author", "summary", "url")
    )
    if not title and not written:
        raise BriefingError(
            "no title was found",
            subject=name,
            hint="Begin with a line `# Title`, or name it as `title:` in the front matter.",
        )
    return FrontMatter(
        title=title or written,
        number=_number(fields.get("number"), name),
        date=_date(fields.get("date"), name),
        author=author,
        summary=summary,
        url=url,
    )


def _number(value: object, name: str) -> int | None:
    if value is None:
        return None
    if not str(value).isdecimal():
        raise BriefingError(
            f"the number of the issue is no number: {value}",
            subject=name,
            hint="Write it in digits, for example `number: 242`.",
        )
    return int(str(value))


def _date(value: object, name: str) -> str:
    if value is None:
        return ""
    try:
        day = find_date(str(value))
    except ValueError:
        day = None
    if day is None:
        raise BriefingError(
            f"this is no date: {value}",
            subject=name,
            hint="Write it as 2024-12-18 or 18. Dez. 2024.",
        )
    return day.isoformat()
