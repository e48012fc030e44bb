"""What all pages of the studio work with."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from nexus_audio.config import Settings, load_settings
from nexus_audio.errors import NexusError
from nexus_audio.studio import scripts
from nexus_audio.studio.catalogue import Catalogue
from nexus_audio.studio.job import OPEN
from nexus_audio.studio.jobs import Jobs
from nexus_audio.studio.rendering import render
from nexus_audio.studio.security import CSRF_FIELD, CSRF_HEADER, Lock
from nexus_audio.studio.texts import LANGUAGES, Translate, language_of, translator
from nexus_audio.studio.uploads import PIECE, UploadRefused, Uploads
from nexus_audio.studio.watching import Watching
from nexus_audio.workspace import EpisodeFolder, Workspace

LARGEST_FORM = 110_000_000
"""Bytes: the export of a newsletter with all of its issues, and a little."""

_FIELDS, _FILES = 2000, 2


@dataclass
class Desk:
    """One studio: its workspace, its lock, and the work that it was asked for."""

    workspace: Workspace
    lock: Lock
    jobs: Jobs
    uploads: Uploads
    watching: Watching
    catalogue: Catalogue = field(default_factory=Catalogue)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    @classmethod
    def at(cls, root: Path, lock: Lock) -> Desk:
        """The desk of the workspace in a folder."""
        workspace = Workspace(root)
        jobs = Jobs(root)
        uploads = Uploads(root / ".nexus" / "uploads")
        return cls(workspace, lock, jobs, uploads, Watching(workspace, jobs))

    @property
    def settings(self) -> Settings:
        """The settings as they are now."""
        return load_settings(self.workspace.root).settings

    @property
    def edits(self) -> Path:
        """What all hold on to who change a file of the host's."""
        return self.workspace.root / ".nexus" / "edits.lock"

    def told(self, t: Translate) -> list[dict[str, Any]]:
        """All jobs for the script, with what went wrong in the host's language."""
        return [
            job | {"error": t(job["error"]), "hint": t(job["hint"])} for job in self.jobs.told()
        ]

    def episode(self, request: Request) -> EpisodeFolder:
        """The episode that the path names; raises HTTPException."""
        try:
            return self.workspace.episode(request.path_params["slug"])
        except NexusError as error:
            raise HTTPException(404, error.message) from error


def desk_of(request: Request) -> Desk:
    """The desk that a request is for."""
    desk: Desk = request.app.state.desk
    return desk


def page(request: Request, name: str, /, code: int = 200, **values: Any) -> HTMLResponse:
    """A page in the language of whoever asks."""
    desk, language = desk_of(request), language_of(request)
    jobs = desk.told(translator(language))
    shared = {
        "t": translator(language),
        "language": language,
        "languages": LANGUAGES,
        "csrf": desk.lock.csrf,
        "nonce": request.state.nonce,
        "path": request.url.path,
        "jobs": jobs,
        "building": {job["episode"] for job in jobs if _is_building(job)},
        "version": desk.jobs.version,
        "script_texts": _script_texts(language),
        "show": _show_title(desk),
        "piece": PIECE,
    }
    return HTMLResponse(render(name, **shared | values), code)


def _is_building(job: Mapping[str, Any]) -> bool:
    return job["verb"] == "build" and job["state"] in OPEN


def _show_title(desk: Desk) -> str:
    try:
        return desk.workspace.show.title
    except NexusError:
        return desk.workspace.root.name


@cache
def _script_texts(language: str) -> dict[str, str]:
    """The texts of the scripts in another language than their own."""
    if language == "en":
        return {}
    t = translator(language)
    return {text: t(text) for text in scripts.texts()}


Act = Callable[[Request, FormData], Response]
Show = Callable[[Request], Response]


def shown(
    path: str, show: Show | Callable[[Request], Awaitable[Response]], name: str = ""
) -> Route:
    """A page to look at."""
    return Route(path, show, methods=["GET"], name=name or None)


def acted(path: str, act: Act, methods: tuple[str, ...] = ("POST",)) -> Route:
    """Something that a form of ours, or our script, asks for.

    The only way in for changes: what does not bring our token is refused here.
    """

    async def endpoint(request: Request) -> Response:
        desk = desk_of(request)
        if _too_large(request):
            raise HTTPException(413)
        by_script = CSRF_HEADER in request.headers
        if by_script and not desk.lock.trusts(request.headers[CSRF_HEADER]):
            raise HTTPException(403, "This did not come from a page of the studio.")
        form = await _form(request)
        if not (by_script or desk.lock.trusts(form.get(CSRF_FIELD))):
            raise HTTPException(403, "This did not come from a page of the studio.")
        try:
            return await run_in_threadpool(act, request, form)
        finally:
            await form.close()

    return Route(path, endpoint, methods=list(methods))


def scripted(
    path: str, act: Callable[[Request, bytes], Response], methods: tuple[str, ...] = ("POST",)
) -> Route:
    """Something that only our script asks for, with a body of at most one piece."""

    async def endpoint(request: Request) -> Response:
        if not desk_of(request).lock.trusts(request.headers.get(CSRF_HEADER)):
            raise HTTPException(403, "This did not come from a page of the studio.")
        body = bytearray()
        async for chunk in request.stream():
            body += chunk
            if len(body) > PIECE:
                raise HTTPException(413)
        return await run_in_threadpool(act, request, bytes(body))

    return Route(path, endpoint, methods=list(methods))


def _too_large(request: Request) -> bool:
    length = request.headers.get("content-length", "")
    return not length.isdecimal() or int(length) > LARGEST_FORM


async def _form(request: Request) -> FormData:
    kind = request.headers.get("content-type", "").partition(";")[0]
    if kind not in ("application/x-www-form-urlencoded", "multipart/form-data"):
        return FormData()
    return await request.form(max_files=_FILES, max_fields=_FIELDS, max_part_size=LARGEST_FORM)


def refused(request: Request, error: Exception) -> Response:
    """What went wrong, as a page, or as data where the script asked."""
    t = translator(language_of(request))
    code, message, hint = _told(error)
    if CSRF_HEADER in request.headers:
        return JSONResponse({"error": t(message), "hint": t(hint) if hint else ""}, code)
    return page(request, "error.html", code, message=message, hint=hint)


def _told(error: Exception) -> tuple[int, str, str]:
    match error:
        case NexusError():
            return 422, str(error), error.hint
        case UploadRefused():
            return error.status, str(error), ""
        case HTTPException(status_code=404):
            return 404, "There is no such page.", "It may have been moved or removed."
        case HTTPException():
            return error.status_code, error.detail, ""
    return 500, f"{type(error).__name__}: {error}", ""
