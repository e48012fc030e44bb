"""A storage in memory, a storage that fails when told to, and small public trees to publish."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from html import escape
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.storages.base import (
    ANY,
    Count,
    Expected,
    Listed,
    Storage,
    Stored,
    Trait,
    Unfinished,
    check_key,
    unheard,
)
from nexus_audio.storages.headers import headers

PUBLIC_URL = "https://audio.example.org/briefing/"


class MemoryStorage:
    """Objects in a dict; versions are counted, so a token is no hash here."""

    name = "memory"
    at_once = 1
    served = False

    def __init__(self) -> None:
        self._objects: dict[str, tuple[bytes, str]] = {}
        self._versions = 0
        self._lock = Lock()

    def head(self, key: str) -> Stored | None:
        if check_key(key) not in self._objects:
            return None
        data, token = self._objects[key]
        return Stored(
            key=key,
            size=len(data),
            sha256=hashlib.sha256(data).hexdigest(),
            content_type=headers(key).content_type,
            token=token,
        )

    def get(self, key: str) -> bytes:
        if check_key(key) not in self._objects:
            raise StorageError("is not there", subject=key)
        return self._objects[key][0]

    def put(
        self, key: str, source: Path | bytes, *, expected: Expected = ANY, count: Count = unheard
    ) -> Stored:
        data = source if isinstance(source, bytes) else source.read_bytes()
        with self._lock:
            current = self.head(key)
            if expected is not ANY and (current.token if current else None) != expected:
                raise PublishConflict("somebody else wrote this object meanwhile", subject=key)
            self._versions += 1
            self._objects[key] = (data, f"version {self._versions}")
            stored = self.head(key)
        assert stored
        count(len(data))
        return stored

    def delete(self, key: str) -> None:
        self._objects.pop(check_key(key), None)

    def list(self, prefix: str = "") -> Iterator[Listed]:
        for key, (data, token) in sorted(self._objects.items()):
            if key.startswith(prefix):
                yield Listed(key=key, size=len(data), modified=float(token.split()[1]))

    def traits(self, *, anew: bool = False) -> tuple[Trait, ...]:
        return ()

    def unfinished(self) -> Iterator[Unfinished]:
        return iter(())

    def abort(self, upload: Unfinished) -> None:
        pass

    def give_up(self) -> None:
        pass


def keys(storage: Storage, prefix: str = "") -> list[str]:
    """The keys of all objects, in order."""
    return [one.key for one in storage.list(prefix)]


class Crash(Exception):
    """The process dies here."""


class Watched:
    """A storage that keeps a record of its requests and calls back around each write."""

    def __init__(
        self,
        inner: Storage,
        *,
        before: Callable[[int, str], None] = lambda number, key: None,
        after: Callable[[int, str], None] = lambda number, key: None,
    ) -> None:
        self.inner, self.before, self.after = inner, before, after
        self.requests: list[tuple[str, str]] = []

    @property
    def name(self) -> str:
        return self.inner.name

    @property
    def at_once(self) -> int:
        return 1  # so that writes have an order

    @property
    def written(self) -> list[str]:
        return [key for verb, key in self.requests if verb == "put"]

    def head(self, key: str) -> Stored | None:
        self.requests.append(("head", key))
        return self.inner.head(key)

    def get(self, key: str) -> bytes:
        self.requests.append(("get", key))
        return self.inner.get(key)

    def put(
        self, key: str, source: Path | bytes, *, expected: Expected = ANY, count: Count = unheard
    ) -> Stored:
        number = len(self.written)
        self.before(number, key)
        self.requests.append(("put", key))
        stored = self.inner.put(key, source, expected=expected, count=count)
        self.after(number, key)
        return stored

    def delete(self, key: str) -> None:
        self.requests.append(("delete", key))
        self.inner.delete(key)

    def list(self, prefix: str = "") -> Iterator[Listed]:
        self.requests.append(("list", prefix))
        return self.inner.list(prefix)

    @property
    def served(self) -> bool:
        return self.inner.served

    def traits(self, *, anew: bool = False) -> tuple[Trait, ...]:
        return self.inner.traits(anew=anew)

    def unfinished(self) -> Iterator[Unfinished]:
        return self.inner.unfinished()

    def abort(self, upload: Unfinished) -> None:
        self.inner.abort(upload)

    def give_up(self) -> None:
        self.inner.give_up()


def crash_at(number: int) -> Callable[[int, str], None]:
    """A callback that dies around the write of that number, counted from 0."""

    def crash(current: int, key: str) -> None:
        if current == number:
            raise Crash(key)

    return crash


def media_name(slug: str, audio: bytes) -> str:
    return f"{slug}-{hashlib.sha256(audio).hexdigest()[:12]}.mp3"


def write_tree(
    public: Path, episodes: Mapping[str, bytes], *, words: str = "Guten Tag!", assets: str = "1"
) -> Path:
    """Make a folder hold the whole public tree of a show; `episodes` is slug -> audio."""
    for old in sorted(public.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    files: dict[str, bytes] = {
        f"assets/page-{assets}.css": b"body { margin: 0 }",
        "index.html": f"<h1>{len(episodes)} Folgen</h1>".encode(),
        "feed.xml": _feed(episodes).encode(),
    }
    for slug, audio in episodes.items():
        files[f"media/{media_name(slug, audio)}"] = audio
        files[f"episodes/{slug}/index.html"] = f"<p>{words}</p>".encode()
        files[f"episodes/{slug}/transcript.vtt"] = f"WEBVTT\n\n{words}\n".encode()
        files[f"episodes/{slug}/chapters.json"] = b'{"version": "1.2.0", "chapters": []}'
    for key, data in files.items():
        (public / key).parent.mkdir(parents=True, exist_ok=True)
        (public / key).write_bytes(data)
    return public


def _feed(episodes: Mapping[str, bytes]) -> str:
    items = "".join(_item(slug, audio) for slug, audio in episodes.items())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:podcast="https://podcastindex.org/namespace/1.0"
     xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>Der Überblick</title><link>{PUBLIC_URL}</link>
<atom:link rel="self" type="application/rss+xml" href="{PUBLIC_URL}feed.xml"/>
<description>Mehr steht auf https://example.org/ und hier.</description>{items}
</channel></rss>
"""


def _item(slug: str, audio: bytes) -> str:
    folder = f"{PUBLIC_URL}episodes/{quote(slug)}/"
    media = f"{PUBLIC_URL}media/{quote(media_name(slug, audio))}"
    return f"""
<item><title>{escape(slug)}</title><link>{folder}</link>
<guid isPermaLink="false">{PUBLIC_URL}guid/{escape(slug)}</guid>
<enclosure url="{media}" length="{len(audio)}" type="audio/mpeg"/>
<podcast:transcript url="{folder}transcript.vtt" type="text/vtt"/>
<podcast:chapters url="{folder}chapters.json" type="application/json+chapters"/></item>"""
