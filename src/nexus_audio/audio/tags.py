"""What every form of tag says of an episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.errors import InputError
from nexus_audio.models import Chapter, Episode, Show

_LANGUAGES = {
    **{"de": "deu", "en": "eng", "fr": "fra", "it": "ita", "es": "spa", "nl": "nld", "pt": "por"},
    **{"pl": "pol", "cs": "ces", "da": "dan", "sv": "swe", "no": "nor", "fi": "fin", "tr": "tur"},
    **{"ru": "rus", "uk": "ukr", "hu": "hun", "ro": "ron", "el": "ell", "ja": "jpn", "zh": "zho"},
}
"""ISO 639-1 to the three letters of ISO 639-2 that ID3 and MP4 want."""

_SIGNATURES = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tags:
    """The texts, empty where nothing is known, the cover, and the chapters in order of time."""

    title: str
    author: str
    show: str
    number: str
    date: str
    """ISO 8601, the day alone."""
    language: str
    """ISO 639-2."""
    comment: str
    chapters: tuple[Chapter, ...]
    cover: Path | None


def make_tags(
    episode: Episode, show: Show, chapters: Sequence[Chapter], cover: Path | None = None
) -> Tags:
    """The tags of an episode; raises InputError for a cover that is neither JPEG nor PNG."""
    if cover is not None:
        picture_type(cover)
    return Tags(
        title=episode.title,
        author=show.author,
        show=show.title,
        number="" if episode.number is None else str(episode.number),
        date=episode.date[:10],
        language=_LANGUAGES.get(show.language.partition("-")[0].lower(), "und"),
        comment=episode.summary,
        chapters=tuple(sorted(chapters, key=lambda chapter: chapter.start)),
        cover=cover,
    )


def picture_type(path: Path) -> str:
    """The media type of a picture by its first bytes."""
    with path.open("rb") as file:
        start = file.read(8)
    for signature, kind in _SIGNATURES.items():
        if start.startswith(signature):
            return kind
    raise InputError(
        "is neither a JPEG nor a PNG picture",
        subject=str(path),
        hint="Export the cover as JPEG, square, 1400 to 3000 pixels wide.",
    )
