"""Where the things lie that a feed names: a folder that will be uploaded, or the web."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

DOCUMENT = 16 * 1024 * 1024
"""The most bytes that are read of one document: many times what a transcript needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What is known of a thing without reading it; what only a server can tell may be none."""

    problem: str = ""
    """Why it cannot be had; empty when it can."""
    address: str = ""
    """Where it lies, behind all redirects."""
    size: int | None = None
    """Bytes."""
    type: str = ""
    head: bool | None = None
    """Whether HEAD is answered."""
    ranges: bool | None = None
    """Whether a part of it can be asked for."""
    versioned: bool | None = None
    """Whether it carries an ETag or a date, so that nobody fetches it twice."""
    shared: bool | None = None
    """Whether pages of others may read it (CORS)."""


class Origin(Protocol):
    """Gives what lies behind the addresses in a feed."""

    def look(self, url: str) -> Answer:
        """What is known of it."""

    def read(self, url: str, most: int = DOCUMENT, start: int = 0) -> bytes | None:
        """Its bytes from a place on, at most so many; none when they cannot be had."""


@dataclass(frozen=True, slots=True)
class TreeOrigin:
    """A built tree, before it is uploaded to the address under which it will lie."""

    public: Path
    public_url: str

    def look(self, url: str) -> Answer:
        """The size of a file of the tree."""
        path = self._file(url)
        if path is None:
            return Answer(problem="there is no such file in the built tree")
        return Answer(size=path.stat().st_size)

    def read(self, url: str, most: int = DOCUMENT, start: int = 0) -> bytes | None:
        """The bytes of a file of the tree from a place on, at most so many."""
        path = self._file(url)
        if path is None:
            return None
        with path.open("rb") as file:
            file.seek(start)
            return file.read(most)

    def _file(self, url: str) -> Path | None:
        base = self.public_url.rstrip("/") + "/"
        path = self.public / unquote(url.removeprefix(base))
        return path if url.startswith(base) and path.is_file() else None
