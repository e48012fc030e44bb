"""Dates as people write them above an issue."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

MONTHS = ("jan", "feb", "mär", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "dez")
_OTHER_SPELLINGS = {"mrz": 3, "mae": 3, "jän": 1, "mar": 3, "may": 5, "oct": 10, "dec": 12}
MONTH = (
    r"(?:jan(?:uar)?|jän(?:ner)?|feb(?:ruar)?|märz?|maerz|mrz|apr(?:il)?|mai|juni?|juli?"
    r"|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|dez(?:ember)?)\b"
)
"""The pattern of a month's German name or its abbreviation, without the dot; ignore its case."""

_ENGLISH_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_NAMED = rf"(?P<month>{MONTH}|{_ENGLISH_MONTH})\.?"

_FORMS = (
    re.compile(r"\b(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"),
    re.compile(
        rf"\b(?P<day>\d{{1,2}})(?:\.|st|nd|rd|th)?\s*{_NAMED},?\s+(?P<year>\d{{4}})\b", re.I
    ),
    re.compile(rf"\b{_NAMED}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})\b"),
)


def month_number(name: str) -> int:
    """The number of a month by its name or abbreviation: `Dez` and `Dezember` are 12."""
    short = name.lower()[:3]
    return _OTHER_SPELLINGS.get(short) or MONTHS.index(short) + 1


def find_date(text: str) -> date | None:
    """The first full date in a text, none where there is none; ValueError for 31. Feb. 2026."""
    match = next((found for form in _FORMS if (found := form.search(text))), None)
    if match is None:
        return None
    month = match["month"]
    number = int(month) if month.isdigit() else month_number(month)
    return date(int(match["year"]), number, int(match["day"]))


def moment(text: str) -> str:
    """A date as systems write it (ISO 8601, mail), as ISO 8601 to the second with its zone.

    One without a zone is in UTC, as in Ghost's export; empty when it is none.
    """
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(text.strip())
        except ValueError:
            continue
        return found.replace(microsecond=0, tzinfo=found.tzinfo or UTC).isoformat()
    return ""
