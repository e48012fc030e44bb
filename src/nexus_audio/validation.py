"""What is wrong with values that somebody wrote, in the words of those who write them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from nexus_audio.errors import ConfigError

ADDRESSES = frozenset(
    {
        *("link", "url", "image", "hub", "account_url"),
        *("license_url", "members_url", "new_feed_url"),
    }
)
"""The keys of show.toml and episode.toml, in their tables too, that hold a web address."""
_ADDRESS = re.compile(r"https?://[^\s/?#]", re.I)
_SENTENCES = {
    "missing": "is missing",
    "string_type": "must be a text in quotes",
    "literal_error": "must be {expected}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "extra_forbidden": "is not known",
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "must be a whole number"),
    **dict.fromkeys(("float_type", "float_parsing"), "must be a number"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "must be true or false"),
    **dict.fromkeys(("list_type", "tuple_type"), "must be a list"),
    **dict.fromkeys(("dict_type", "dataclass_type", "model_type"), "must be a table"),
}
"""By pydantic's types of errors; the names in braces are those of their context."""


def fault(error: ValidationError) -> str:
    """The first fault as one sentence: what, what it must be, and what it is.

    A value in a list of tables is named with the number of its table, from 1 on.
    """
    first: Mapping[str, Any] = error.errors()[0]
    places = (place + 1 if isinstance(place, int) else place for place in first["loc"])
    name = ".".join(str(place) for place in places)
    sentence = _sentence(first)
    given = "" if not name or first["type"] == "missing" else f", not {_shown(first['input'])}"
    return f"{name} {sentence}{given}".strip()


def check_addresses(content: Mapping[str, Any], where: str) -> None:
    """Refuse what is no whole web address where one belongs: in an app a part leads nowhere."""
    for key, value in content.items():
        for table in value if isinstance(value, list) else [value]:
            if isinstance(table, dict):
                check_addresses(table, where)
        named = key in ADDRESSES and isinstance(value, str)
        if named and value and not _ADDRESS.match(value):
            raise ConfigError(
                f"{key} must be a whole web address, not {value!r}",
                subject=where,
                hint="Write it as your browser shows it, with https:// before it.",
            )


def _sentence(first: Mapping[str, Any]) -> str:
    context = first.get("ctx", {})
    if first["type"] == "value_error":
        return str(context["error"])
    known = _SENTENCES.get(first["type"])
    return known.format_map(context) if known else str(first["msg"])


def _shown(value: object) -> str:
    """A value as it was written; dates look like dates."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str | list | dict | tuple) else str(value)
