from __future__ import annotations

import pytest

from nexus_audio.storages.headers import headers, immutable

TYPES = {
    "feed.xml": "application/rss+xml; charset=utf-8",
    "index.html": "text/html; charset=utf-8",
    "episodes/a/index.html": "text/html; charset=utf-8",
    "episodes/a/transcript.vtt": "text/vtt; charset=utf-8",
    "episodes/a/transcript.srt": "application/x-subrip",
    "episodes/a/transcript.json": "application/json",
    "episodes/a/transcript.txt": "text/plain; charset=utf-8",
    "episodes/a/chapters.json": "application/json+chapters",
    "episodes/a/chapters.psc.xml": "application/xml",
    "episodes/a/notes.md": "text/markdown; charset=utf-8",
    "media/ä b-0123456789ab.mp3": "audio/mpeg",
    "media/a-0123456789ab.MP3": "audio/mpeg",
    "media/a-0123456789ab.m4a": "audio/mp4",
    "media/a-0123456789ab.opus": "audio/ogg",
    "assets/page-1.css": "text/css; charset=utf-8",
    "assets/page-1.js": "text/javascript; charset=utf-8",
    "assets/cover-1.jpg": "image/jpeg",
    "assets/cover-1.png": "image/png",
    "assets/mark-1.svg": "image/svg+xml",
    "CNAME": "application/octet-stream",
}


@pytest.mark.parametrize(("key", "expected"), TYPES.items())
def test_the_type_follows_from_the_key(key: str, expected: str) -> None:
    assert headers(key).content_type == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("media/a-0123456789ab.mp3", "public, max-age=31536000, immutable"),
        ("assets/page-1.css", "public, max-age=31536000, immutable"),
        ("feed.xml", "public, max-age=300"),
        ("index.html", "public, max-age=300"),
        ("episodes/media/transcript.vtt", "public, max-age=300"),
        ("media.html", "public, max-age=300"),
    ],
)
def test_only_hashed_names_are_kept_for_long(key: str, expected: str) -> None:
    assert headers(key).cache_control == expected
    assert immutable(key) == expected.endswith("immutable")
