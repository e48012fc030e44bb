"""The frames of ID3 tags, as versions 2.4 and 2.3 write them.

id3.org: id3v2.4.0-structure and -frames, id3v2.3.0, id3v2-chapters-1.0. Version 2.4 has
texts in UTF-8 and sizes that never look like MPEG sync; 2.3 has UTF-16 and plain sizes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from nexus_audio.audio.tags import picture_type
from nexus_audio.models import Chapter

_LATIN, _UTF16, _UTF8 = b"\x00", b"\x01", b"\x03"
_NO_OFFSETS = b"\xff" * 8  # byte positions are not given; times count
_TOP_LEVEL, _ORDERED = 0b10, 0b01
_FRONT_COVER, _OTHER_PICTURE = b"\x03", b"\x00"
_LINKED = "-->"  # in the place of a media type: what follows is an address


@dataclass(frozen=True, slots=True)
class Frames:
    """Writes frames of one version, 3 or 4."""

    version: int

    def whole(self, frames: Sequence[bytes]) -> bytes:
        """The tag of these frames."""
        body = b"".join(frames)
        return b"ID3" + bytes([self.version, 0, 0]) + _syncsafe(len(body)) + body

    def text(self, name: str, text: str) -> bytes:
        """A frame of one text."""
        return self._frame(name, self._encoding + self._encoded(text))

    def comment(self, language: str, text: str) -> bytes:
        """A comment without a description, in a language of ISO 639-2."""
        described = self._encoded("") + self._end
        body = language.encode("ascii") + described + self._encoded(text)
        return self._frame("COMM", self._encoding + body)

    def cover(self, path: Path) -> bytes:
        """The picture of a file as the front cover."""
        return self._picture(picture_type(path), _FRONT_COVER, path.read_bytes())

    def contents(self, name: str, entries: Sequence[str], *, top: bool) -> bytes:
        """A table of contents, which counts its entries in one byte."""
        flags = _ORDERED | (_TOP_LEVEL if top else 0)
        listed = b"".join(_latin(entry) for entry in entries)
        return self._frame("CTOC", _latin(name) + bytes([flags, len(entries)]) + listed)

    def chapter(self, name: str, chapter: Chapter) -> bytes:
        """A chapter with its title, and with link and picture where it has them."""
        times = chapter.start.to_bytes(4, "big") + chapter.end.to_bytes(4, "big")
        parts = self.text("TIT2", chapter.title)
        if chapter.link:
            parts += self._frame("WXXX", _LATIN + b"\x00" + _url(chapter.link))
        if chapter.image:
            parts += self._picture(_LINKED, _OTHER_PICTURE, _url(chapter.image))
        return self._frame("CHAP", _latin(name) + times + _NO_OFFSETS + parts)

    def _picture(self, kind: str, use: bytes, data: bytes) -> bytes:
        return self._frame("APIC", _LATIN + _latin(kind) + use + b"\x00" + data)

    def _frame(self, name: str, body: bytes) -> bytes:
        size = _syncsafe(len(body)) if self.version == 4 else len(body).to_bytes(4, "big")
        return name.encode("ascii") + size + b"\x00\x00" + body

    @property
    def _encoding(self) -> bytes:
        return _UTF8 if self.version == 4 else _UTF16

    @property
    def _end(self) -> bytes:
        return b"\x00" if self.version == 4 else b"\x00\x00"

    def _encoded(self, text: str) -> bytes:
        whole = text.replace("\x00", "")
        return whole.encode() if self.version == 4 else b"\xff\xfe" + whole.encode("utf-16-le")


def _syncsafe(size: int) -> bytes:
    """28 bits in four bytes whose highest bit is clear, so that none looks like MPEG sync."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _latin(text: str) -> bytes:
    return text.encode("latin-1") + b"\x00"


def _url(link: str) -> bytes:
    return quote(link, safe=":/?#[]@!$&'()*+,;=%~").encode("ascii")
