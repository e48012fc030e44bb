"""ID3 tags, chapters among them.

Chapters are written in the order of time, because that is the order in which they are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nexus_audio.audio.id3_frames import Frames
from nexus_audio.audio.tags import Tags
from nexus_audio.models import Chapter

_MOST_ENTRIES = 255  # a table of contents counts its entries in one byte


def tag(tags: Tags, version: str) -> bytes:
    """The whole tag, of version 2.3 or 2.4, that goes before the first frame of an MP3 file."""
    frames = Frames(int(version.removeprefix("2.")))
    texts = {
        "TIT2": tags.title,
        "TPE1": tags.author,
        "TALB": tags.show,
        "TRCK": tags.number,
        **_date(tags.date, frames.version),
        "TLAN": tags.language,
    }
    written = [frames.text(name, text) for name, text in texts.items() if text]
    if tags.comment:
        written.append(frames.comment(tags.language, tags.comment))
    if tags.cover:
        written.append(frames.cover(tags.cover))
    return frames.whole([*written, *_chapters(frames, tags.chapters)])


def _date(date: str, version: int) -> dict[str, str]:
    """The frames of a day; version 2.3 has one for the year and one for day and month."""
    year, _, rest = date.partition("-")
    if version == 4:
        return {"TDRC": date}
    return {"TYER": year, "TDAT": "".join(reversed(rest.split("-")))}


def _chapters(frames: Frames, chapters: Sequence[Chapter]) -> Iterable[bytes]:
    """The chapters, and a table of contents that names them; one of tables, above 255."""
    names = [f"chp{number}" for number in range(len(chapters))]
    if not names:
        return
    tables = [names[at : at + _MOST_ENTRIES] for at in range(0, len(names), _MOST_ENTRIES)]
    if len(tables) == 1:
        yield frames.contents("toc", names, top=True)
    else:
        parts = [f"toc{number}" for number in range(len(tables))]
        yield frames.contents("toc", parts, top=True)
        for part, entries in zip(parts, tables, strict=True):
            yield frames.contents(part, entries, top=False)
    for name, chapter in zip(names, chapters, strict=True):
        yield frames.chapter(name, chapter)
