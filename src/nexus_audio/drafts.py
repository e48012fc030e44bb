"""Making what was not there: a workspace, and the folder of a new episode."""

from __future__ import annotations

import datetime
import errno
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import tomlkit

from nexus_audio.briefing import Source
from nexus_audio.briefing import slug as spelled
from nexus_audio.briefing.forms import form
from nexus_audio.config import Storage
from nexus_audio.errors import RecordingError, WorkspaceError
from nexus_audio.feed.guid import show_guid
from nexus_audio.models import Briefing
from nexus_audio.store import disk_full
from nexus_audio.workspace import RECORDINGS, SLUG, EpisodeFolder, Workspace


def create_workspace(root: Path, title: str, author: str, public_url: str = "") -> Workspace:
    """Make an empty workspace for a new show; refuses a file, and a folder that is one already.

    `public_url` is where the show will be published; the show's guid is made of it when it
    is known, and by chance when it is not.
    """
    if (root / "nexus.toml").exists():
        raise WorkspaceError(
            "this is a workspace already", subject=str(root), hint="Add an episode: nexus-audio new"
        )
    if root.exists() and not root.is_dir():
        raise WorkspaceError(
            "this is a file", subject=str(root), hint="Name a folder; a new one is made."
        )
    show = {
        "title": title,
        "description": title,
        "author": author,
        "link": "https://example.com/",
        "guid": show_guid(f"{public_url}feed.xml") if public_url else str(uuid.uuid4()),
        "language": "de",
        "category": "News",
    }
    with _disk(root):
        (root / "episodes").mkdir(parents=True, exist_ok=True)
        (root / "feed").mkdir(exist_ok=True)
        _write_new(root / "feed" / "show.toml", tomlkit.dumps(show))
        _write_new(root / ".gitignore", ".nexus/\nfeed/public/\npublished/\n")
        text = _NEXUS_TOML.format(public_url=public_url or Storage().public_url)
        _write_new(root / "nexus.toml", text)
    return Workspace(root)


_NEXUS_TOML = """\
# Settings of this workspace; `nexus-audio doctor` shows all of them.

[storage]
# The address under which listeners will reach what you publish.
public_url = "{public_url}"
"""


def add_episode(
    workspace: Workspace,
    slug: str,
    *,
    briefing: Source,
    read: Briefing,
    recordings: Sequence[Path],
    now: datetime.datetime,
) -> EpisodeFolder:
    """Make the folder of a new episode from copies of its files; whole, or not at all.

    `read` is the briefing as it was understood; where it does not say when it
    came out, to the minute and with its zone, `now` becomes the episode's date.
    """
    _check_slug(workspace, slug)
    for recording in recordings:
        _check_ending(recording)
    made = workspace.root / ".nexus" / f"new-{slug}-{uuid.uuid4().hex[:8]}"
    with _disk(made):
        made.mkdir(parents=True)
        try:
            (made / f"briefing.{form(briefing)}").write_bytes(briefing.data)
            for name, recording in _names(recordings):
                shutil.copyfile(recording, made / f"{name}{recording.suffix.lower()}")
            text = tomlkit.dumps(_facts(slug, read, now))
            (made / "episode.toml").write_text(text, encoding="utf-8")
            (workspace.root / "episodes").mkdir(exist_ok=True)
            made.rename(workspace.root / "episodes" / slug)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    return workspace.episode(slug)


def add_recording(folder: EpisodeFolder, file: Path, ending: str, *, instead: bool) -> Path:
    """Move a whole file into an episode as its recording, or as the next part of it.

    `ending` is that of its name, as `.wav`. What was there before is kept in `earlier/` when
    the new one comes `instead`.
    """
    _check_ending(Path(f"recording{ending}"))
    there = () if folder.is_draft else folder.recordings
    with _disk(folder.path):
        if instead:
            _put_away(folder, there)
            there = ()
        name = f"recording-{len(there) + 1}" if there else "recording"
        return file.rename(folder.path / f"{name}{ending}")


def _put_away(folder: EpisodeFolder, recordings: Sequence[Path]) -> None:
    earlier = folder.path / "earlier"
    for recording in recordings:
        earlier.mkdir(exist_ok=True)
        recording.rename(earlier / f"{uuid.uuid4().hex[:8]}-{recording.name}")


def _check_ending(recording: Path) -> None:
    if recording.suffix.lower().lstrip(".") not in RECORDINGS:
        raise RecordingError(
            f"files ending in {recording.suffix or 'nothing'} are not known as recordings",
            subject=str(recording),
            hint=f"Known are: {', '.join(RECORDINGS)}.",
        )


def _names(recordings: Sequence[Path]) -> Iterator[tuple[str, Path]]:
    for number, recording in enumerate(recordings, 1):
        yield ("recording" if len(recordings) == 1 else f"recording-{number}"), recording


def _check_slug(workspace: Workspace, slug: str) -> None:
    if not SLUG.fullmatch(slug):
        raise WorkspaceError(
            f"{slug!r} cannot be a slug",
            hint="Use small letters, digits and single hyphens, as in "
            f"{spelled(slug) or '301-mein-thema'}.",
        )
    if (workspace.root / "episodes" / slug).exists():
        raise WorkspaceError(
            "there is an episode of that slug already",
            subject=str(workspace.root / "episodes" / slug),
            hint="Choose another slug, or change the files in that folder.",
        )


def _facts(slug: str, read: Briefing, now: datetime.datetime) -> Mapping[str, Any]:
    facts = {
        "title": read.title or slug,
        "number": read.number,
        "date": read.date if "T" in read.date else now.replace(microsecond=0).isoformat(),
        "guid": str(uuid.uuid4()),
        "summary": read.summary,
        "link": read.url,
    }
    return {key: value for key, value in facts.items() if value not in (None, "")}


def _write_new(path: Path, text: str) -> None:
    if not path.exists():
        path.write_text(text, encoding="utf-8")


@contextmanager
def _disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise disk_full(path) from error
        raise WorkspaceError(
            f"cannot be written or read: {error.strerror}",
            subject=str(error.filename or path),
            hint="Give yourself the right to read and write there.",
        ) from error
