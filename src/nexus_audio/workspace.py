"""The folders of a workspace: what people write, what is built, what the machine keeps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import Any

from nexus_audio import config
from nexus_audio.errors import ConfigError, InputError, RecordingError, WorkspaceError
from nexus_audio.models import Episode, Show
from nexus_audio.store import Store

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
RECORDINGS = tuple(
    "wav flac mp3 m4a aac opus ogg webm aiff aif wma caf mp4 mov mkv".split()  # noqa: SIM905
)
_OVERRIDE = {"section", "start", "title", "drop", "right"}
_PART = re.compile(r"recording(-\d{1,4})?")
BRIEFINGS = ("html", "md", "txt", "json", "eml")


@dataclass(frozen=True, slots=True)
class EpisodeFolder:
    """One episode as people write it: `episodes/<slug>/`."""

    path: Path

    @property
    def slug(self) -> str:
        """The episode's name in paths and addresses."""
        return self.path.name

    @property
    def episode(self) -> Episode:
        """What `episode.toml` says."""
        return config.read_model(Episode, self.path / "episode.toml", slug=self.slug)

    @property
    def briefing(self) -> Path:
        """The written text."""
        return self._only("briefing", BRIEFINGS)

    @property
    def recordings(self) -> tuple[Path, ...]:
        """The host's file, or files, in the order in which they were recorded."""
        parts: dict[int, Path] = {}
        for path in self._recordings():
            number = int(path.stem.partition("-")[2] or 1)
            if number in parts:
                names = f"{parts[number].name}, {path.name}"
                raise self._unclear(f"there are two of number {number}: {names}")
            parts[number] = path
        if missing := set(range(1, len(parts) + 1)) - set(parts):
            raise self._unclear(f"recording-{min(missing)} is missing")
        if not parts:
            raise self._missing(RecordingError, "recording", RECORDINGS)
        return tuple(parts[number] for number in sorted(parts))

    @property
    def is_draft(self) -> bool:
        """Whether the recording or the text is still to come."""
        return not (self._recordings() and self._all("briefing", BRIEFINGS))

    @property
    def overrides(self) -> list[dict[str, Any]]:
        """The host's corrections to chapters, from `chapters.toml`."""
        return self._table("chapters.toml", "chapter", _OVERRIDE)

    @property
    def corrections(self) -> list[dict[str, Any]]:
        """The words that the host corrected, from `corrections.toml`."""
        return self._table("corrections.toml", "word", {"heard", "write", "at"})

    def _table(self, name: str, table: str, known: set[str]) -> list[dict[str, Any]]:
        file = self.path / name
        if not file.exists():
            return []
        content = config.read_toml(file)
        config.check_keys(content, {table}, file)
        rows: list[dict[str, Any]] = content.get(table, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise ConfigError(
                f"{table} must be a list of tables",
                subject=str(file),
                hint=f"Begin each entry with [[{table}]], in two brackets.",
            )
        for row in rows:
            config.check_keys(row, known, file)
            _check_quotes(row, file)
        return rows

    def _recordings(self) -> list[Path]:
        numbered = (path for path in self.path.glob("recording*") if _PART.fullmatch(path.stem))
        return sorted(path for path in numbered if path.suffix.lower().lstrip(".") in RECORDINGS)

    def _unclear(self, message: str) -> RecordingError:
        hint = "Name the files of one recording recording-1, recording-2 and so on."
        return RecordingError(message, subject=str(self.path), hint=hint)

    def _all(self, stem: str, endings: tuple[str, ...]) -> list[Path]:
        return sorted(
            path
            for path in self.path.glob(f"{stem}.*")
            if path.suffix.lower().lstrip(".") in endings
        )

    def _only(self, stem: str, endings: tuple[str, ...]) -> Path:
        found = self._all(stem, endings)
        if len(found) == 1:
            return found[0]
        if found:
            raise WorkspaceError(
                f"there is more than one {stem}: {', '.join(path.name for path in found)}",
                subject=str(self.path),
                hint="Keep one of them in the folder.",
            )
        raise self._missing(WorkspaceError, stem, endings)

    def _missing(self, kind: type[InputError], stem: str, endings: tuple[str, ...]) -> InputError:
        return kind(
            f"there is no {stem} yet",
            subject=str(self.path),
            hint=f"Put it there as {stem}.{endings[0]} (or {', '.join(endings[1:])}).",
        )


@dataclass(frozen=True, slots=True)
class Workspace:
    """A folder with a `nexus.toml`, and everything in it."""

    root: Path

    @classmethod
    def find(cls, start: Path) -> Workspace:
        """The workspace that a folder lies in."""
        for folder in (start.resolve(), *start.resolve().parents):
            if (folder / "nexus.toml").is_file():
                return cls(folder)
        raise WorkspaceError(
            "this is not in a workspace",
            subject=str(start),
            hint="Go to the folder with your nexus.toml, or make one: nexus-audio init DIR",
        )

    @property
    def store(self) -> Store:
        """Where artifacts live."""
        return Store(self.root / ".nexus" / "store")

    @property
    def public(self) -> Path:
        """The built tree, exactly what is uploaded."""
        return self.root / "feed" / "public"

    @property
    def ledger(self) -> Path:
        """The record of what went live."""
        return self.root / "feed" / "publications.jsonl"

    @property
    def show(self) -> Show:
        """What `feed/show.toml` says."""
        return config.read_model(Show, self.root / "feed" / "show.toml")

    @property
    def cover(self) -> Path | None:
        """The show's picture."""
        covers = (self.root / "feed" / f"cover.{ending}" for ending in ("jpg", "png"))
        return next((path for path in covers if path.is_file()), None)

    @property
    def templates(self) -> Path | None:
        """The host's own templates."""
        folder = self.root / "feed" / "templates"
        return folder if folder.is_dir() else None

    @property
    def jingles(self) -> Path | None:
        """The sounds that play before, after and between the parts of an episode."""
        folder = self.root / "feed" / "jingles"
        return folder if folder.is_dir() else None

    def episodes(self) -> tuple[EpisodeFolder, ...]:
        """All episodes, by slug."""
        files = sorted((self.root / "episodes").glob("*/episode.toml"))
        return tuple(EpisodeFolder(file.parent) for file in files)

    def numbers(self) -> dict[str, int]:
        """The number of each episode that has its text and its recording, by slug."""
        found: dict[str, int] = {}
        for folder in self.episodes():
            # What is wrong with an episode is told when that one is built.
            with suppress(InputError):
                number = folder.episode.number
                if number is not None and not (folder.is_draft or folder.episode.unpublished):
                    found[folder.slug] = number
        return found

    def episode(self, slug: str) -> EpisodeFolder:
        """The episode of that slug."""
        folder = self.root / "episodes" / slug
        if SLUG.fullmatch(slug) and (folder / "episode.toml").is_file():
            return EpisodeFolder(folder)
        known = ", ".join(found.slug for found in self.episodes()) or "none yet"
        raise WorkspaceError(
            f"there is no episode {slug!r}", subject=str(self.root), hint=f"Episodes: {known}."
        )


def _check_quotes(row: Mapping[str, object], file: Path) -> None:
    """Refuse TOML's own dates and times: theirs is the time of day, ours that of a recording."""
    for key, value in row.items():
        if isinstance(value, date | time):
            raise ConfigError(
                f"{key} must be a text in quotes, not {value}",
                subject=str(file),
                hint='Write times as "1:02" or "1:02.5" or "1:00:02".',
            )
