"""From a file to clean text: decoded, one kind of line end, nothing invisible."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from nexus_audio.errors import BriefingError

LARGEST = 5_000_000
"""Bytes; 10,000 words are about 80,000, so anything larger is another file."""

_HTML = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype|html|head|body)\b", re.I)
_LINE_END = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# A zero-width joiner stays where it holds an emoji together.
_INVISIBLE = re.compile(
    r"[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\ufeff]"
    r"|(?<![\ufe0f\u2600-\u27bf\U0001f000-\U0001faff])\u200d"
)
_SPACE = re.compile(r"[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")


def read_text(path: Path) -> str:
    """The text of a file, ready to be read as a briefing.

    UTF-8 (with or without its mark) and UTF-16 with its mark are taken as
    such, anything else as Windows-1252. Raises BriefingError for a file that
    is missing, too large, binary, a web page, or empty.
    """
    text = _decode(_bytes(path), path)
    text = _INVISIBLE.sub("", _LINE_END.sub("\n", text))
    text = unicodedata.normalize("NFC", _SPACE.sub(" ", text))
    if _HTML.match(text):
        raise BriefingError(
            "this is a web page, not the text of one",
            subject=str(path),
            hint="Open the page, select the issue, copy it, and save it as plain text.",
        )
    if not text.strip():
        raise BriefingError(
            "the briefing is empty",
            subject=str(path),
            hint="Paste the text of the issue into it, starting with its title.",
        )
    return text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise BriefingError(
                f"larger than {LARGEST // 1_000_000} MB, so hardly one written issue",
                subject=str(path),
                hint="Name the text of one issue; recordings go into recording.*.",
            )
        return path.read_bytes()
    except OSError as error:
        raise BriefingError(
            f"cannot be read: {error.strerror}",
            subject=str(path),
            hint="Check that the file is there and that you may open it.",
        ) from error


def _decode(data: bytes, path: Path) -> str:
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not _CONTROL.search(text):
            return text
    raise BriefingError(
        "this is not a text file",
        subject=str(path),
        hint="Save the issue as plain text or Markdown; PDF and Word files cannot be read.",
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    return "utf-8-sig", "cp1252", "latin-1"
