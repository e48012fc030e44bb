"""Tags for MP4 and Opus files, as texts from which ffmpeg writes them.

MP4: ffmpeg makes a QuickTime text track of the chapters, and Nero's `chpl` of the first 255.
Opus: comments of RFC 7845; chapters as in the Xiph wiki's "Chapter Extension", the cover as
a FLAC picture (RFC 9639, section 8.8) in base64.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from pathlib import Path

from nexus_audio.audio import ffmpeg
from nexus_audio.audio.tags import Tags, picture_type
from nexus_audio.models import Chapter, Milliseconds

MP4, OPUS, _COVER = "1", "2", "3"
"""The place of each text among ffmpeg's inputs; 0 is the sound."""

_LONGEST_TITLE = 255  # bytes; `chpl` counts them in one
_FRONT_COVER = 3
_PIPES = {"image/jpeg": "jpeg_pipe", "image/png": "png_pipe"}


def inputs(tags: Tags, folder: Path) -> tuple[str, ...]:
    """Write the texts into a folder; the options by which ffmpeg reads them and the cover."""
    options: tuple[str, ...] = ()
    for name, text in (("mp4.txt", mp4(tags)), ("opus.txt", opus(tags))):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        options += ("-f", "ffmetadata", "-i", ffmpeg.address(path))
    if tags.cover:
        form = _PIPES[picture_type(tags.cover)]
        options += ("-f", form, "-i", ffmpeg.address(tags.cover))
    return options


def cover_track(tags: Tags) -> tuple[str, ...]:
    """The output options that make the cover a track of the file."""
    track = ("-map", f"{_COVER}:v", "-c:v", "copy", "-disposition:v:0", "attached_pic")
    return track if tags.cover else ()


def mp4(tags: Tags) -> str:
    """The tags by ffmpeg's names, and the chapters."""
    texts = {
        "title": tags.title,
        "artist": tags.author,
        "album": tags.show,
        "track": tags.number,
        "date": tags.date,
        "comment": tags.comment,
    }
    return "\n".join([_lines(texts.items()), *map(_mp4_chapter, tags.chapters)])


def opus(tags: Tags) -> str:
    """The tags as Vorbis comments, chapters and cover among them."""
    texts = {
        "TITLE": tags.title,
        "ARTIST": tags.author,
        "ALBUM": tags.show,
        "TRACKNUMBER": tags.number,
        "DATE": tags.date,
        "LANGUAGE": tags.language,
        "DESCRIPTION": tags.comment,
    }
    chapters = (
        line
        for number, chapter in enumerate(tags.chapters, 1)
        for line in _opus_chapter(number, chapter)
    )
    picture = [("METADATA_BLOCK_PICTURE", _picture(tags.cover))] if tags.cover else []
    return _lines([*texts.items(), *chapters, *picture])


def _lines(texts: Iterable[tuple[str, str]]) -> str:
    lines = (f"{name}={_escaped(text)}\n" for name, text in texts if text)
    return ";FFMETADATA1\n" + "".join(lines)


def _escaped(text: str) -> str:
    """A text as one value; behind a last backslash ffmpeg would take the next line for its own."""
    lines = "\n".join(text.replace("\0", "").splitlines())
    ended = lines + " " if lines.endswith("\\") else lines
    return "".join(f"\\{sign}" if sign in "=;#\\\n" else sign for sign in ended)


def _mp4_chapter(chapter: Chapter) -> str:
    title = chapter.title.encode()[:_LONGEST_TITLE].decode("utf-8", "ignore")
    times = f"TIMEBASE=1/1000\nSTART={chapter.start}\nEND={chapter.end}"
    return f"[CHAPTER]\n{times}\ntitle={_escaped(title)}\n"


def _opus_chapter(number: int, chapter: Chapter) -> Iterator[tuple[str, str]]:
    name = f"CHAPTER{number:03}"
    yield name, _clock(chapter.start)
    yield f"{name}NAME", chapter.title
    yield f"{name}URL", chapter.link


def _clock(time: Milliseconds) -> str:
    minutes, rest = divmod(time, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _picture(path: Path) -> str:
    """The picture's block; its size in pixels is left for the reader to find."""
    kind, data = picture_type(path).encode(), path.read_bytes()
    sized = b"".join(len(part).to_bytes(4, "big") + part for part in (kind, b""))
    block = _FRONT_COVER.to_bytes(4, "big") + sized + bytes(16) + len(data).to_bytes(4, "big")
    return base64.b64encode(block + data).decode()
