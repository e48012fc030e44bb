"""The review: what was understood of the recording, what is doubtful, and putting it right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import tomlkit
from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.align.host import correct_shown
from nexus_audio.errors import UsageError
from nexus_audio.models import AlignedSection
from nexus_audio.report import review as told
from nexus_audio.review import Review, decide_on, review_of
from nexus_audio.stages.align import corrections
from nexus_audio.studio.answers import Given, Speaker, answer_to, write_answer, write_speakers
from nexus_audio.studio.chapters import Row, Spoken, write_chapters
from nexus_audio.studio.corrections import Wanted, write_correction
from nexus_audio.studio.desk import Desk, desk_of, page, scripted, shown
from nexus_audio.studio.differences import compare, place
from nexus_audio.studio.joins import hear_join
from nexus_audio.studio.saving import Stale, save, version
from nexus_audio.studio.spoken import NEEDED, Artifacts
from nexus_audio.workspace import EpisodeFolder

T = TypeVar("T")

POINTS = 12_000
"""Peaks that a browser is given of a recording: more than it has pixels, even when zoomed in."""

UNSURE = 0.5
"""A word that the engine was less sure of is underlined."""

CHAPTERS, CORRECTIONS, EPISODE = "chapters.toml", "corrections.toml", "episode.toml"


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        shown("/episodes/{slug:str}/review", review),
        shown("/episodes/{slug:str}/sound", sound),
        shown("/episodes/{slug:str}/waveform", waveform),
        shown("/episodes/{slug:str}/loudness", loudness),
        shown("/episodes/{slug:str}/join/{number:int}", join),
        scripted("/episodes/{slug:str}/chapters", save_chapters),
        scripted("/episodes/{slug:str}/corrections", save_correction),
        scripted("/episodes/{slug:str}/deviations", save_answer),
        scripted("/episodes/{slug:str}/people", save_people),
        scripted("/episodes/{slug:str}/retakes", save_retake),
    ]


def review(request: Request) -> Response:
    """All that there is to look at in one episode."""
    desk = desk_of(request)
    folder = desk.episode(request)
    artifacts = _artifacts(desk, folder)
    if artifacts is None or not artifacts.has(*NEEDED):
        return RedirectResponse(f"/episodes/{folder.slug}", 303)
    spoken = artifacts.spoken
    found = _found(artifacts, spoken)
    answers = folder.episode.deviation
    return page(
        request,
        "review.html",
        entry=desk.catalogue.entry(desk.workspace, folder),
        found=found,
        doubts=list(_doubts(spoken, [doubt.section for doubt in found.doubts])),
        deviations=[(one, answer_to(one, answers)) for one in found.deviations],
        rows=[row.model_dump() for row in spoken.table(folder.overrides)],
        dropped=spoken.dropped(folder.overrides),
        versions={name: version(folder.path / name) for name in (CHAPTERS, CORRECTIONS, EPISODE)},
        duration=artifacts.measurement.duration,
        sections={one.id: one for one in spoken.briefing.sections},
        utterances=correct_shown(spoken.alignment.utterances, corrections(folder.corrections)),
        current=artifacts.is_current,
        unsure=UNSURE,
        people=folder.episode.people or desk.workspace.show.people,
        chart=artifacts.has("chart"),
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


def loudness(request: Request) -> Response:
    """The picture of the loudness before and after."""
    desk = desk_of(request)
    artifacts = _needed(desk, desk.episode(request))
    if not artifacts.has("chart"):
        raise UsageError("it is not built as it stands", hint="Build the episode first.")
    return FileResponse(artifacts.path("chart") / "loudness.svg", media_type="image/svg+xml")


def join(request: Request) -> Response:
    """How it would sound without the first take."""
    desk = desk_of(request)
    folder = desk.episode(request)
    artifacts = _needed(desk, folder)
    retakes = artifacts.spoken.alignment.retakes
    number = request.path_params["number"]
    if not 1 <= number <= len(retakes):
        raise UsageError(f"there is no retake {number}")
    span = retakes[number - 1].superseded
    master = artifacts.path("condition") / "master.flac"
    return Response(hear_join(master, artifacts.measurement, span), media_type="audio/wav")


class ChapterTable(BaseModel):
    """The table as the browser sends it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str
    rows: list[Row] = Field(max_length=2000)
    dropped: list[str] = Field(default_factory=list, max_length=2000)
    confirmed: list[str] = Field(default_factory=list, max_length=2000)
    """Sections whose start the host found right."""


class Versioned(BaseModel):
    """A change with the version that it was made for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: str


class Answered(Versioned):
    """An answer to a deviation."""

    given: Given


class People(Versioned):
    """Who speaks."""

    people: list[Speaker] = Field(max_length=50)


class Decided(BaseModel):
    """What becomes of a retake; `was` is what was decided when the page was made."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int
    keep: bool
    was: str


def save_chapters(request: Request, body: bytes) -> Response:
    """Write down what the table means; refuses it when the file is another by now."""
    desk = desk_of(request)
    folder = desk.episode(request)
    spoken = _needed(desk, folder).spoken
    wanted = _read(ChapterTable, body)
    named = {row.section for row in wanted.rows if row.section}
    named |= {*wanted.dropped, *wanted.confirmed}
    if strange := named - {section.id for section in spoken.briefing.sections}:
        raise UsageError(f"the briefing has no section {strange.pop()!r}")

    def change(document: tomlkit.TOMLDocument) -> None:
        write_chapters(document, spoken, wanted.rows, wanted.dropped, wanted.confirmed)

    try:
        save(folder.path / CHAPTERS, wanted.version, change, desk.edits)
    except Stale:
        return JSONResponse(_table(spoken, folder), 409)
    return JSONResponse(_table(spoken, folder))


def save_correction(request: Request, body: bytes) -> Response:
    """Put a word right."""
    wanted = _read(Wanted, body)
    return _saved(
        request, CORRECTIONS, wanted.version, lambda document: write_correction(document, wanted)
    )


def save_answer(request: Request, body: bytes) -> Response:
    """Answer a deviation."""
    said = _read(Answered, body)
    return _saved(
        request, EPISODE, said.version, lambda document: write_answer(document, said.given)
    )


def save_people(request: Request, body: bytes) -> Response:
    """Say who speaks."""
    said = _read(People, body)
    return _saved(
        request, EPISODE, said.version, lambda document: write_speakers(document, said.people)
    )


def save_retake(request: Request, body: bytes) -> Response:
    """Decide on a retake; refuses it when it was decided on otherwise meanwhile."""
    desk = desk_of(request)
    folder = desk.episode(request)
    said = _read(Decided, body)
    with FileLock(desk.edits):
        artifacts = _needed(desk, folder)
        proposals = _found(artifacts, artifacts.spoken).proposals
        now = next((one.decided for one in proposals if one.number == said.number), "")
        if now != said.was:
            return JSONResponse({"now": now}, 409)
        decide_on(folder, proposals, said.number, keep=said.keep)
        return JSONResponse({"version": version(folder.path / EPISODE)})


def _saved(
    request: Request, name: str, seen: str, change: Callable[[tomlkit.TOMLDocument], None]
) -> Response:
    """Save a change; where it is stale, show what the file holds now."""
    desk = desk_of(request)
    file: Path = desk.episode(request).path / name
    try:
        return JSONResponse({"version": save(file, seen, change, desk.edits)})
    except Stale as error:
        return JSONResponse({"version": version(file), "now": error.text}, 409)


def _doubts(spoken: Spoken, ids: list[str]) -> Iterator[dict[str, Any]]:
    """The doubtful sections, the most doubtful first, with both texts."""
    sections: dict[str, AlignedSection] = {one.id: one for one in spoken.alignment.sections}
    for id in ids:
        section = sections[id]
        yield {
            "section": section,
            "place": place(spoken.alignment, id),
            "sides": compare(spoken.briefing, spoken.alignment, section),
        }


def _found(artifacts: Artifacts, spoken: Spoken) -> Review:
    reasons = told(artifacts.built, artifacts.workspace.store)
    return review_of(artifacts.folder, spoken.alignment, reasons)


def _table(spoken: Spoken, folder: EpisodeFolder) -> dict[str, Any]:
    return {
        "version": version(folder.path / CHAPTERS),
        "rows": [row.model_dump() for row in spoken.table(folder.overrides)],
        "dropped": spoken.dropped(folder.overrides),
    }


def _read(kind: type[T], body: bytes) -> T:
    try:
        return TypeAdapter(kind).validate_json(body)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(f"this cannot be saved: {place}: {first['msg']}") from error


def _artifacts(desk: Desk, folder: EpisodeFolder) -> Artifacts | None:
    if folder.is_draft:
        return None
    return Artifacts.of(desk.workspace, folder, desk.settings)


def _needed(desk: Desk, folder: EpisodeFolder) -> Artifacts:
    artifacts = _artifacts(desk, folder)
    if artifacts is None or not artifacts.has(*NEEDED):
        raise UsageError("it is not built as it stands", hint="Build the episode first.")
    return artifacts
