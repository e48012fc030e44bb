"""How a recording comes in: a file in pieces, or the microphone's sound while it is recorded."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.audio.probe import probe
from nexus_audio.drafts import add_recording
from nexus_audio.errors import UsageError
from nexus_audio.store import digest
from nexus_audio.studio.desk import Desk, desk_of, scripted, shown
from nexus_audio.studio.uploads import PIECE, Upload


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        scripted("/episodes/{slug:str}/uploads", begin),
        shown("/uploads/{id:str}", ask),
        scripted("/uploads/{id:str}", add, ("PATCH",)),
        scripted("/uploads/{id:str}/finish", finish),
        scripted("/uploads/{id:str}", drop, ("DELETE",)),
    ]


def begin(request: Request, body: bytes) -> Response:
    """Begin an upload, or find the one that the same file began."""
    desk, said = desk_of(request), _said(body)
    slug = desk.episode(request).slug
    size = said.get("size")
    if not isinstance(size, int | None) or not isinstance(said.get("name"), str):
        raise UsageError("an upload needs a name and a size")
    mark = hashlib.sha256(body).hexdigest() if said.get("mark") else ""
    return _told(desk, desk.uploads.begin(slug, said["name"], size, mark))


def ask(request: Request) -> Response:
    """How much has come."""
    desk = desk_of(request)
    return _told(desk, desk.uploads.get(request.path_params["id"]))


def add(request: Request, body: bytes) -> Response:
    """Take a piece."""
    desk = desk_of(request)
    offset = request.headers.get("upload-offset", "")
    upload = desk.uploads.get(request.path_params["id"])
    now = desk.uploads.add(
        upload,
        int(offset) if offset.isdecimal() else -1,
        body,
        request.headers.get("upload-checksum", ""),
    )
    return Response(status_code=204, headers={"Upload-Offset": str(now)})


def finish(request: Request, body: bytes) -> Response:
    """Put the whole recording into its episode, and build.

    A page that was loaded anew meanwhile may ask for the same once more: it comes too late,
    and must not put away what the first one brought.
    """
    desk = desk_of(request)
    with desk.uploads.finishing:
        upload = desk.uploads.get(request.path_params["id"])
        file = desk.uploads.whole(upload)
        found = probe(file)  # what holds no sound is refused before it replaces anything
        sha256 = digest(file)
        folder = desk.workspace.episode(upload.episode)
        add_recording(folder, file, upload.ending, instead=bool(_said(body).get("instead")))
        desk.uploads.drop(upload)
    desk.jobs.build(upload.episode)
    return JSONResponse({"sha256": sha256, "codec": found.codec, "seconds": found.duration})


def drop(request: Request, _: bytes) -> Response:
    """Forget an upload."""
    desk = desk_of(request)
    desk.uploads.drop(desk.uploads.get(request.path_params["id"]))
    return Response(status_code=204)


def _said(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body or b"{}")
    except ValueError as error:
        raise UsageError("this is no JSON") from error
    if not isinstance(said, dict):
        raise UsageError("this is no JSON object")
    return said


def _told(desk: Desk, upload: Upload) -> Response:
    offset = desk.uploads.offset(upload)
    headers = {"Upload-Offset": str(offset), "Tus-Resumable": "1.0.0"}
    if upload.size is not None:
        headers["Upload-Length"] = str(upload.size)
    return JSONResponse({"id": upload.id, "offset": offset, "piece": PIECE}, headers=headers)
