"""From a file to clean text: decoded, one kind of line end, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from nexus_audio.errors import BriefingError

LARGEST = 5_000_000
"""Bytes; 10,000 words are about 80,000, so anything larger is another file."""

MOST_LINES = 50_000
"""Lines with something on them; an issue of 10,000 words has at most some thousand."""

LONGEST = 1_000_000
"""Characters of text, without the marks and scripts of a page; an issue has about 80,000."""

LARGEST_EXPORT = 100_000_000
"""Bytes of a JSON file, which may hold every issue of many years."""

_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_WRITTEN_LINE = re.compile(r"^.*\S", re.M)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A zero-width joiner stays where it holds an emoji together.
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
    r"|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d"
)
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The bytes of a written text, and the file or address that errors name."""

    data: bytes
    name: str


def open_source(path: Path) -> Source:
    """What a file holds; raises BriefingError where it is missing or too large to be an issue."""
    try:
        with path.open("rb") as file:
            is_json = file.read(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
            limit = LARGEST_EXPORT if is_json else LARGEST
            if path.stat().st_size > limit:
                raise too_large(str(path), limit)
            file.seek(0)
            return Source(data=file.read(), name=str(path))
    except OSError as error:
        raise BriefingError(
            f"cannot be read: {error.strerror}",
            subject=str(path),
            hint="Check that the file is there and that you may open it.",
        ) from error


def where(name: str, text: str | bytes, position: int = 0) -> str:
    """A place in a written text as errors name it: the file, and the line counted from 1."""
    line_end: Any = "\n" if isinstance(text, str) else b"\n"
    return f"{name}:{text.count(line_end, 0, position) + 1}"


def too_large(name: str, limit: int = LARGEST) -> BriefingError:
    """The error for what is no single issue by its size."""
    return BriefingError(
        f"larger than {limit // 1_000_000} MB, so hardly one written issue",
        subject=name,
        hint="Name the text of one issue; recordings go into recording.*.",
    )


def bounded(text: str, name: str) -> str:
    """The same text, unless it is longer than any issue: then BriefingError, with the line."""
    if len(text) <= LONGEST:
        return text
    raise BriefingError(
        f"more than {LONGEST:,} characters of text, so hardly one written issue",
        subject=where(name, text, LONGEST),
        hint="Name the text of one issue.",
    )


def text_of(source: Source) -> str:
    """The text of a source, ready to be read as a briefing.

    UTF-8 (with or without its mark) and UTF-16 with its mark are taken as
    such, anything else as Windows-1252. Raises BriefingError for what is
    binary, empty or endless.
    """
    text = clean(_decode(source))
    if not text.strip():
        raise BriefingError(
            "the briefing is empty",
            subject=source.name,
            hint="Paste the text of the issue into it, starting with its title.",
        )
    lines = (line.start() for line in _WRITTEN_LINE.finditer(text))
    flooded = next(islice(lines, MOST_LINES, None), None)
    if flooded is not None:
        raise BriefingError(
            f"more than {MOST_LINES} lines, so hardly one written issue",
            subject=where(source.name, text, flooded),
            hint="Name the text of one issue.",
        )
    return text


def clean(text: str) -> str:
    """A text with one kind of line end and of space, and without what nobody sees."""
    if text.isascii() and text.isprintable():
        return text
    text = _INVISIBLE.sub("", _CONTROL.sub("", _LINE_END.sub("\n", text)))
    return unicodedata.normalize("NFC", _SPACE.sub(" ", text))


def _decode(source: Source) -> str:
    for encoding in _encodings(source.data):
        try:
            text = source.data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise BriefingError(
        "this is not a text file",
        subject=source.name,
        hint="Save the issue as plain text or Markdown; PDF and Word files cannot be read.",
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return "utf-8-sig", "cp1252", "latin-1"
