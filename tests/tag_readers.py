"""What programs that are not ours read from a sound file: ffmpeg, and mutagen."""

from __future__ import annotations

import base64
import re
import subprocess
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from mutagen.flac import Picture
from mutagen.id3 import ID3
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from nexus_audio.audio.ffmpeg import address, executable


@dataclass(frozen=True)
class Read:
    """Texts by our own names, chapters as start in ms and title, and the cover."""

    texts: dict[str, str]
    chapters: list[tuple[int, str]]
    cover: bytes = b""


_TEXTS = {
    "title": ("title", "TIT2", "\xa9nam"),
    "author": ("artist", "TPE1", "\xa9ART"),
    "show": ("album", "TALB", "\xa9alb"),
    "number": ("track", "tracknumber", "TRCK", "trkn"),
    "date": ("date", "TDRC", "TYER", "\xa9day"),
    "language": ("language", "TLAN"),
    "comment": ("comment", "description", "\xa9cmt", "COMM::deu"),
}


def _texts(found: dict[str, Any]) -> dict[str, str]:
    named = {
        key: next((found[at] for at in places if at in found), "") for key, places in _TEXTS.items()
    }
    return {key: str(value) for key, value in named.items() if value}


def by_ffmpeg(path: Path) -> Read:
    """The tags as ffmpeg exports them, those of the sound track among them."""
    command = [executable(), "-v", "error", "-nostdin", "-i", address(path)]
    command += [
        "-copyts",
        "-map_metadata:g",
        "0:g",
        "-map_metadata:s:0",
        "0:s:0",
        "-map",
        "0:a:0",
        "-c",
        "copy",
    ]
    text = subprocess.run(
        [*command, "-f", "ffmetadata", "-"], check=True, capture_output=True
    ).stdout.decode("utf-8")
    head, *blocks = re.split(r"^\[(?:CHAPTER|STREAM)\]\n", text, flags=re.MULTILINE)
    fields = [_fields(block) for block in blocks]
    chapters = [_chapter(each) for each in fields if "START" in each]
    streams = [each for each in fields if "START" not in each]
    texts = _fields(head) | {key: value for each in streams for key, value in each.items()}
    return Read(_texts({key.lower(): value for key, value in texts.items()}), chapters)


def _fields(block: str) -> dict[str, str]:
    lines = re.findall(r"^((?:[^=\\\n]|\\.)+)=((?:[^\\\n]|\\(?:.|\n))*)", block, re.MULTILINE)
    return {key: re.sub(r"\\([=;#\\\n])", r"\1", value) for key, value in lines}


def _chapter(fields: dict[str, str]) -> tuple[int, str]:
    start = int(fields["START"]) * Fraction(fields["TIMEBASE"]) * 1000
    assert start.denominator == 1
    return int(start), fields.get("title", "")


def by_mutagen(path: Path) -> Read:
    """The tags as mutagen reads them."""
    return {".mp3": _id3, ".m4a": _mp4, ".opus": _opus}[path.suffix](path)


def _id3(path: Path) -> Read:
    tags = ID3(path, translate=False)
    texts = {key: frame.text[0] for key, frame in tags.items() if hasattr(frame, "text")}
    chapters = {frame.element_id: frame for frame in tags.getall("CHAP")}
    listed = [
        (chapters[name].start_time, chapters[name].sub_frames["TIT2"].text[0])
        for name in _leaves(tags, "toc")
    ]
    return Read(_texts(texts), listed, tags["APIC:"].data if "APIC:" in tags else b"")


def _leaves(tags: Any, name: str) -> list[str]:
    """The chapters below a table of contents, in its order."""
    tables = {frame.element_id: frame for frame in tags.getall("CTOC")}
    if name not in tables:
        return [name] if tables else []
    return [leaf for child in tables[name].child_element_ids for leaf in _leaves(tags, child)]


def _mp4(path: Path) -> Read:
    file = MP4(path)
    tags = {key: value[0] for key, value in file.tags.items()}
    tags["trkn"] = tags["trkn"][0] if "trkn" in tags else ""
    chapters = [(round(each.start * 1000), each.title) for each in file.chapters or ()]
    return Read(_texts(tags), chapters, bytes(tags.get("covr", b"")))


def _opus(path: Path) -> Read:
    file = OggOpus(path)
    tags = {key: value[0] for key, value in file.tags.as_dict().items()}
    names = sorted(key for key in tags if re.fullmatch(r"chapter\d+", key))
    chapters = [(_milliseconds(tags[name]), tags[f"{name}name"]) for name in names]
    return Read(_texts(tags), chapters, _picture(tags.get("metadata_block_picture", "")))


def _milliseconds(clock: str) -> int:
    hours, minutes, seconds = clock.split(":")
    return (int(hours) * 60 + int(minutes)) * 60_000 + round(float(seconds) * 1000)


def _picture(block: str) -> bytes:
    return bytes(Picture(base64.b64decode(block)).data) if block else b""
