"""What a file is that took a recording's place: told by its first bytes.

The signatures are those of the forms' own specifications, as the file(1) database has them.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

_ZIP = b"PK\x03\x04"
_ENCRYPTED = 1  # bit 0 of the flags in a ZIP file's first header (APPNOTE 4.4.4)
_DOCUMENTS = (b"[Content_Types].xml", b"mimetypeapplication/vnd.")  # Office and OpenDocument
_TAR = 257, b"ustar"  # POSIX.1-1988: the magic of the first header
_CONTROL = {*range(32), 127} - {*b"\t\n\r\f"}  # in no text, and in every sound

_UNPACK = "Unpack it (you may need its password), and put the recording itself there."
_REPLACE = "Put the sound file itself there; another file may have taken its name."
_EXPORT = "Open it in the program that made it, and export the sound, best as WAV or FLAC."
_DOWNLOAD = "The download brought a page instead of the file: log in there, and download it again."


@dataclass(frozen=True, slots=True)
class Stranger:
    """What a file is, and what to do about it."""

    what: str
    hint: str


_OFFICE = Stranger("an office document", _REPLACE)
_SIGNATURES = {
    b"7z\xbc\xaf\x27\x1c": Stranger("a 7z archive", _UNPACK),
    b"Rar!\x1a\x07": Stranger("a RAR archive", _UNPACK),
    b"\x1f\x8b": Stranger("a gzip archive", _UNPACK),
    b"BZh": Stranger("a bzip2 archive", _UNPACK),
    b"\xfd7zXZ\x00": Stranger("an xz archive", _UNPACK),
    b"\x28\xb5\x2f\xfd": Stranger("a Zstandard archive", _UNPACK),
    b"%PDF-": Stranger("a PDF document", _REPLACE),
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": _OFFICE,
    b"\xff\xd8\xff": Stranger("a JPEG picture", _REPLACE),
    b"\x89PNG\r\n\x1a\n": Stranger("a PNG picture", _REPLACE),
    b"GIF8": Stranger("a GIF picture", _REPLACE),
    b"SQLite format 3\x00": Stranger("a project or a database (SQLite)", _EXPORT),
}


def recognise(head: bytes) -> Stranger | None:
    """What a file with these first bytes is; none when it may be a sound."""
    if head.startswith(_ZIP):
        return _zip(head)
    for signature, stranger in _SIGNATURES.items():
        if head.startswith(signature):
            return stranger
    if head.startswith(_TAR[1], _TAR[0]):
        return Stranger("a tar archive", _UNPACK)
    return _text(head)


def _zip(head: bytes) -> Stranger:
    if any(name in head for name in _DOCUMENTS):
        return _OFFICE
    locked = " protected by a password" if head[6:7] and head[6] & _ENCRYPTED else ""
    return Stranger(f"a ZIP archive{locked}", _UNPACK)


def _text(head: bytes) -> Stranger | None:
    if _CONTROL.isdisjoint(head):
        start = head.removeprefix(codecs.BOM_UTF8).lstrip()[:15].lower()
        if start.startswith((b"<!doctype html", b"<html")):
            return Stranger("a web page", _DOWNLOAD)
        return Stranger("a text", _REPLACE)
    return Stranger("a text", _REPLACE) if _is_utf16(head) else None


def _is_utf16(head: bytes) -> bool:
    """Whether it is one with a byte order mark, which could begin an MPEG sound as well."""
    if not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    try:
        text = codecs.getincrementaldecoder("utf-16")().decode(head)
    except UnicodeDecodeError:
        return False
    return all(sign.isprintable() or sign.isspace() for sign in text)
