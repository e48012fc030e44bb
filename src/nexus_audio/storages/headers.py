"""How an object is served: its type and how long it may be kept, by its key alone."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".m4a": "audio/mp4",
    ".md": "text/markdown; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".opus": "audio/ogg",
    ".png": "image/png",
    ".srt": "application/x-subrip",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".vtt": "text/vtt; charset=utf-8",
    ".webp": "image/webp",
    ".xml": "application/xml",
}
_BY_NAME = {
    "chapters.json": "application/json+chapters",  # podcast namespace, JSON chapters 1.2
    "feed.xml": "application/rss+xml; charset=utf-8",
    "publications.jsonl": "application/jsonl",
}
_HASHED = ("media/", "assets/", "history/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Headers:
    """The HTTP headers of an object."""

    content_type: str
    cache_control: str


def immutable(key: str) -> bool:
    """Whether the key carries the hash of its content, so that its bytes never change."""
    return key.startswith(_HASHED)


def headers(key: str) -> Headers:
    """The headers for a key.

    A year is the longest that RFC 9111 caches are asked to keep anything; five
    minutes let a new episode show up soon and still spare the storage.
    """
    path = PurePosixPath(key)
    by_suffix = _TYPES.get(path.suffix.lower(), "application/octet-stream")
    lifetime = "max-age=31536000, immutable" if immutable(key) else "max-age=300"
    return Headers(
        content_type=_BY_NAME.get(path.name, by_suffix),
        cache_control=f"public, {lifetime}",
    )
