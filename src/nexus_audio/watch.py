"""A folder in which recordings appear: each is matched to its episode, and copied into it.

A recording belongs to the draft whose number or date stands in its name; failing that, to the
one whose text begins as the recording does. What fits no draft, or more than one, is told and
left alone: nothing is guessed.
"""

from __future__ import annotations

import datetime
import json
import re
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from nexus_audio.arrival import STILL
from nexus_audio.audio import ffmpeg
from nexus_audio.briefing import read_briefing
from nexus_audio.briefing.spoken import fold
from nexus_audio.config import Settings
from nexus_audio.drafts import add_recording
from nexus_audio.engines import base, likely, passages
from nexus_audio.errors import NexusError
from nexus_audio.models import Briefing
from nexus_audio.store import disk_full
from nexus_audio.workspace import RECORDINGS, EpisodeFolder, Workspace

FIRST_MINUTE = 60
"""Seconds that are listened to."""

ALIKE = 0.5
"""The share of the words heard that must stand, in order, in the beginning of the text. On the
sample with the base model it is 0.85 for the right text, and 0.25 for a text on other matters,
which the small words of the language make up."""

CLEAR = 0.2
"""By how much the best text must be ahead of the next."""

_OPENING_WORDS = 400
_PARTIAL = re.compile(r"^[.~]|\.(part|crdownload|download|tmp|icloud)$", re.IGNORECASE)
_DATES = (
    re.compile(r"(?P<y>20\d\d)[-_. ]?(?P<m>\d\d)[-_. ]?(?P<d>\d\d)"),
    re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>20\d\d)"),
)

Listen = Callable[[Path], Sequence[str]]
"""Gives the words at the beginning of a recording."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The episode of a recording, or why none was found."""

    file: Path
    episode: EpisodeFolder | None
    reason: str


class Watch:
    """What a folder held when it was last looked at."""

    def __init__(self, folder: Path, workspace: Workspace) -> None:
        self._folder = folder
        self._workspace = workspace
        self._noted = workspace.root / ".nexus" / "watched.json"
        self._sizes: dict[Path, tuple[tuple[int, int], float]] = {}

    def arrived(self, now: float) -> Iterator[Path]:
        """The recordings that are new and have stopped growing."""
        done = self._done()
        for file in sorted(self._folder.iterdir()) if self._folder.is_dir() else ():
            if not is_recording(file):
                continue
            status = file.stat()
            state = status.st_size, status.st_mtime_ns
            known = self._sizes.get(file)
            if known is None or known[0] != state:
                self._sizes[file] = state, now
            elif now - known[1] >= STILL and done.get(str(file)) != list(state) and state[0]:
                yield file

    def remember(self, file: Path) -> None:
        """A recording is dealt with, until it changes."""
        status = file.stat()
        done = {**self._done(), str(file): [status.st_size, status.st_mtime_ns]}
        self._noted.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._noted.with_suffix(".new")
        fresh.write_text(json.dumps(done, ensure_ascii=False), encoding="utf-8")
        fresh.replace(self._noted)

    def _done(self) -> Mapping[str, list[int]]:
        try:
            found: dict[str, list[int]] = json.loads(self._noted.read_bytes())
        except (OSError, ValueError):
            return {}
        return found


def is_recording(file: Path) -> bool:
    """Whether a file is a recording, and none that a browser or recorder still writes."""
    known = file.suffix.lower().lstrip(".") in RECORDINGS
    return known and not _PARTIAL.search(file.name) and file.is_file() and not file.is_symlink()


def match(file: Path, workspace: Workspace, listen: Listen) -> Match:
    """The draft that a recording is of; `listen` is only asked where its name says nothing."""
    drafts = [folder for folder in workspace.episodes() if _waits(folder)]
    if not drafts:
        return Match(file=file, episode=None, reason="no episode waits for a recording")
    for what, found in (
        ("the number in its name", _by_number(file, drafts)),
        ("the date in its name", _by_date(file, drafts)),
    ):
        if len(found) == 1:
            return Match(file=file, episode=found[0], reason=what)
    return _by_sound(file, drafts, listen)


def take_in(found: Match) -> Path:
    """Copy a recording into its episode; whole, or not at all."""
    if found.episode is None:
        raise ValueError(found.reason)
    fresh = found.episode.path / f".{uuid.uuid4().hex[:8]}.new"
    try:
        shutil.copyfile(found.file, fresh)
        return add_recording(found.episode, fresh, found.file.suffix.lower(), instead=False)
    except OSError as error:
        raise disk_full(fresh) from error
    finally:
        fresh.unlink(missing_ok=True)


def first_words(file: Path, settings: Settings) -> Sequence[str]:
    """What the engine hears in the first minute of a recording."""
    import numpy as np  # noqa: PLC0415 -- heavy, and most recordings are matched by name

    raw = ("-t", str(FIRST_MINUTE), *ffmpeg.source(file), "-f", "f32le", "-ar", str(base.RATE))
    with ffmpeg.start(*raw, "-ac", "1", "pipe:1", about=file) as running:
        pcm = np.frombuffer(running.stdout.read(), dtype=np.float32)
    engine, languages = base.open_engine(settings.speech), likely(settings.speech)
    heard = (engine.hear(passage, languages) for passage in passages([pcm]))
    return [word.text for segments in heard for segment in segments for word in segment.words]


def _waits(folder: EpisodeFolder) -> bool:
    try:
        return folder.is_draft and folder.briefing.is_file()
    except NexusError:
        return False


def _by_number(file: Path, drafts: Sequence[EpisodeFolder]) -> list[EpisodeFolder]:
    numbers = {int(one) for one in re.findall(r"(?<!\d)\d{1,5}(?!\d)", _undated(file.stem))}
    return [one for one in drafts if _number(one) in numbers]


def _undated(name: str) -> str:
    for pattern in _DATES:
        name = pattern.sub(" ", name)
    return name


def _number(folder: EpisodeFolder) -> int | None:
    try:
        return folder.episode.number
    except NexusError:
        return None


def _by_date(file: Path, drafts: Sequence[EpisodeFolder]) -> list[EpisodeFolder]:
    days = {day for pattern in _DATES for day in _days(pattern, file.stem)}
    return [one for one in drafts if _day(one) in days]


def _days(pattern: re.Pattern[str], name: str) -> Iterator[datetime.date]:
    for found in pattern.finditer(name):
        try:
            yield datetime.date(int(found["y"]), int(found["m"]), int(found["d"]))
        except ValueError:
            continue


def _day(folder: EpisodeFolder) -> datetime.date | None:
    try:
        return datetime.datetime.fromisoformat(folder.episode.date).date()
    except (NexusError, ValueError):
        return None


def _by_sound(file: Path, drafts: Sequence[EpisodeFolder], listen: Listen) -> Match:
    heard = [fold(word) for word in listen(file)]
    scored = sorted(((_alike(heard, one), one) for one in drafts), key=lambda pair: -pair[0])
    best, folder = scored[0]
    second = scored[1][0] if len(scored) > 1 else 0.0
    if best >= ALIKE and best - second >= CLEAR:
        return Match(file=file, episode=folder, reason="what is said at its beginning")
    reason = "its name names no episode that waits, and its first minute is of no text for certain"
    return Match(file=file, episode=None, reason=reason)


def _alike(heard: Sequence[str], folder: EpisodeFolder) -> float:
    """The share of what was heard that stands in the same order in the text's beginning."""
    try:
        words = _opening(read_briefing(folder.briefing))
    except NexusError:
        return 0.0
    longest = [0] * (len(words) + 1)
    for one in filter(None, heard):
        before = 0
        for place, word in enumerate(words, 1):
            kept = longest[place]
            longest[place] = before + 1 if word == one else max(kept, longest[place - 1])
            before = kept
    return longest[-1] / max(1, len(heard))


def _opening(briefing: Briefing) -> list[str]:
    texts = [briefing.title]
    for section in briefing.sections:
        texts += [section.heading, *(block.text for block in section.blocks)]
    return [fold(word) for text in texts for word in text.split()][:_OPENING_WORDS]
