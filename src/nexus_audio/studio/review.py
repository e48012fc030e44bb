"""The review: what was understood of the recording, what is doubtful, and putting it right."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.errors import UsageError
from nexus_audio.studio.chapters import Row, Spoken, write_chapters
from nexus_audio.studio.desk import Desk, desk_of, page, scripted, shown
from nexus_audio.studio.saving import Stale, save, version
from nexus_audio.studio.spoken import NEEDED, Artifacts
from nexus_audio.workspace import EpisodeFolder

POINTS = 12_000
"""Peaks that a browser is given of a recording: more than it has pixels, even when zoomed in."""

CHAPTERS = "chapters.toml"


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        shown("/episodes/{slug:str}/review", review),
        shown("/episodes/{slug:str}/sound", sound),
        shown("/episodes/{slug:str}/waveform", waveform),
        scripted("/episodes/{slug:str}/chapters", save_chapters),
    ]


def review(request: Request) -> Response:
    """All that there is to look at in one episode."""
    desk = desk_of(request)
    folder = desk.episode(request)
    artifacts = _artifacts(desk, folder)
    if artifacts is None or not artifacts.has(*NEEDED):
        return RedirectResponse(f"/episodes/{folder.slug}", 303)
    spoken = artifacts.spoken
    return page(
        request,
        "review.html",
        entry=desk.catalogue.entry(desk.workspace, folder),
        rows=[row.model_dump() for row in spoken.table(folder.overrides)],
        dropped=spoken.dropped(folder.overrides),
        version=version(folder.path / CHAPTERS),
        duration=artifacts.measurement.duration,
    )


def sound(request: Request) -> Response:
    """The cleaned recording, by the recording's clock, to listen to."""
    desk = desk_of(request)
    artifacts = _needed(desk, desk.episode(request))
    return FileResponse(artifacts.path("condition") / "master.flac", media_type="audio/flac")


def waveform(request: Request) -> Response:
    """The peaks of the recording, 0 to 1, and its length in seconds."""
    desk = desk_of(request)
    measured = _needed(desk, desk.episode(request)).measurement
    step = max(1, -(-len(measured.peaks) // POINTS))
    peaks = [
        round(max(measured.peaks[at : at + step]) / 127, 2)
        for at in range(0, len(measured.peaks), step)
    ]
    return JSONResponse({"duration": measured.duration / 1000, "peaks": peaks})


class ChapterTable(BaseModel):
    """The table as the browser sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    rows: list[Row] = Field(max_length=2000)
    dropped: list[str] = Field(default_factory=list, max_length=2000)


def save_chapters(request: Request, body: bytes) -> Response:
    """Write down what the table means; refuses it when the file is another by now."""
    desk = desk_of(request)
    folder = desk.episode(request)
    spoken = _needed(desk, folder).spoken
    wanted = _read(ChapterTable, body)
    known = {section.id for section in spoken.briefing.sections}
    if strange := {row.section for row in wanted.rows if row.section} - known:
        raise UsageError(f"the briefing has no section {strange.pop()!r}")
    try:
        now = save(
            folder.path / CHAPTERS,
            wanted.version,
            lambda document: write_chapters(document, spoken, wanted.rows, wanted.dropped),
            desk.edits,
        )
    except Stale:
        return JSONResponse(_table(spoken, folder), 409)
    return JSONResponse(_table(spoken, folder) | {"version": now})


def _table(spoken: Spoken, folder: EpisodeFolder) -> dict[str, Any]:
    return {
        "version": version(folder.path / CHAPTERS),
        "rows": [row.model_dump() for row in spoken.table(folder.overrides)],
        "dropped": spoken.dropped(folder.overrides),
    }


def _read(kind: type[ChapterTable], body: bytes) -> ChapterTable:
    try:
        return kind.model_validate(json.loads(body))
    except (ValueError, ValidationError) as error:
        raise UsageError(f"this cannot be saved: {error}") from error


def _artifacts(desk: Desk, folder: EpisodeFolder) -> Artifacts | None:
    if folder.is_draft:
        return None
    return Artifacts.of(desk.workspace, folder, desk.settings)


def _needed(desk: Desk, folder: EpisodeFolder) -> Artifacts:
    artifacts = _artifacts(desk, folder)
    if artifacts is None or not artifacts.has(*NEEDED):
        raise UsageError("it is not built as it stands", hint="Build the episode first.")
    return artifacts

