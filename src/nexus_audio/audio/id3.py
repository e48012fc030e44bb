"""ID3v2.4 tags, chapters among them, from the specification.

Frames: id3.org/id3v2.4.0-structure and -frames; chapters: id3v2-chapters-1.0. Text is UTF-8.
Chapters are written in the order of time, because that is the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from urllib.parse import quote

from nexus_audio.errors import InputError
from nexus_audio.models import Chapter, Episode, Show

_UTF8 = b"\x03"
_NO_OFFSET = b"\xff" * 4  # byte positions are not given; times count
_TOP_LEVEL, _ORDERED = 0b10, 0b01
_MOST_ENTRIES = 255  # a table of contents counts its entries in one byte
_FRONT_COVER = b"\x03"

_LANGUAGES = {
    **{"de": "deu", "en": "eng", "fr": "fra", "it": "ita", "es": "spa", "nl": "nld", "pt": "por"},
    **{"pl": "pol", "cs": "ces", "da": "dan", "sv": "swe", "no": "nor", "fi": "fin", "tr": "tur"},
    **{"ru": "rus", "uk": "ukr", "hu": "hun", "ro": "ron", "el": "ell", "ja": "jpn", "zh": "zho"},
}
"""ISO 639-1 to the three letters of ISO 639-2 that ID3 wants."""


def tag(
    episode: Episode, show: Show, chapters: Sequence[Chapter], cover: bytes | None = None
) -> bytes:
    """The whole tag that goes before the first frame of an MP3 file."""
    language = _LANGUAGES.get(show.language.partition("-")[0].lower(), "und")
    texts = {
        "TIT2": episode.title,
        "TPE1": show.author,
        "TALB": show.title,
        "TRCK": "" if episode.number is None else str(episode.number),
        "TDRC": episode.date[:10],
        "TLAN": language,
    }
    frames = [_text(name, text) for name, text in texts.items() if text]
    if episode.summary:
        frames.append(_comment(language, episode.summary))
    if cover is not None:
        frames.append(_picture(cover))
    frames += _chapters(sorted(chapters, key=lambda chapter: chapter.start))
    body = b"".join(frames)
    return b"ID3\x04\x00\x00" + _syncsafe(len(body)) + body


def cover_bytes(path: Path) -> bytes:
    """A cover's bytes; raises InputError when it is neither JPEG nor PNG."""
    data = path.read_bytes()
    if _picture_type(data) is None:
        raise InputError(
            "is neither a JPEG nor a PNG picture",
            subject=str(path),
            hint="Export the cover as JPEG, square, 1400 to 3000 pixels wide.",
        )
    return data


def _chapters(chapters: Sequence[Chapter]) -> Iterable[bytes]:
    """The chapters, and a table of contents that names them; one of tables, above 255."""
    names = [f"chp{number}" for number in range(len(chapters))]
    if not names:
        return
    tables = [names[at : at + _MOST_ENTRIES] for at in range(0, len(names), _MOST_ENTRIES)]
    if len(tables) == 1:
        yield _contents("toc", names, top=True)
    else:
        parts = [f"toc{number}" for number in range(len(tables))]
        yield _contents("toc", parts, top=True)
        for part, entries in zip(parts, tables, strict=True):
            yield _contents(part, entries, top=False)
    for name, chapter in zip(names, chapters, strict=True):
        yield _chapter(name, chapter)


def _contents(name: str, entries: Sequence[str], *, top: bool) -> bytes:
    flags = _ORDERED | (_TOP_LEVEL if top else 0)
    listed = b"".join(_latin(entry) for entry in entries)
    return _frame("CTOC", _latin(name) + bytes([flags, len(entries)]) + listed)


def _chapter(name: str, chapter: Chapter) -> bytes:
    times = chapter.start.to_bytes(4, "big") + chapter.end.to_bytes(4, "big")
    parts = _text("TIT2", chapter.title)
    if chapter.link:
        parts += _frame("WXXX", _UTF8 + b"\x00" + _url(chapter.link))
    return _frame("CHAP", _latin(name) + times + 2 * _NO_OFFSET + parts)


def _text(name: str, text: str) -> bytes:
    return _frame(name, _UTF8 + _utf8(text))


def _comment(language: str, text: str) -> bytes:
    return _frame("COMM", _UTF8 + language.encode("ascii") + b"\x00" + _utf8(text))


def _picture(data: bytes) -> bytes:
    kind = _latin(_picture_type(data) or "image/")
    return _frame("APIC", b"\x00" + kind + _FRONT_COVER + b"\x00" + data)


def _picture_type(data: bytes) -> str | None:
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/png" if data.startswith(b"\x89PNG\r\n\x1a\n") else None


def _frame(name: str, body: bytes) -> bytes:
    return name.encode("ascii") + _syncsafe(len(body)) + b"\x00\x00" + body


def _syncsafe(size: int) -> bytes:
    """28 bits in four bytes whose highest bit is clear, so that none looks like MPEG sync."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))


def _latin(text: str) -> bytes:
    return text.encode("latin-1") + b"\x00"


def _utf8(text: str) -> bytes:
    return text.replace("\x00", "").encode("utf-8")


def _url(link: str) -> bytes:
    return quote(link, safe=":/?#[]@!$&'()*+,;=%~").encode("ascii")
