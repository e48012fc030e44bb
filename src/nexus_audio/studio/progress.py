"""What is being done, as it happens; and cancelling it, or trying it again."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute

from nexus_audio.studio.desk import Desk, acted, desk_of, shown
from nexus_audio.studio.texts import language_of, translator

_LOOK = 0.2  # seconds between two looks at the jobs
_PING = 15.0  # seconds after which a silent line is shown to be alive


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        shown("/events", events),
        shown("/jobs/{id:str}/log", log),
        acted("/jobs/{id:str}/cancel", cancel),
        acted("/jobs/{id:str}/retry", retry),
    ]


async def events(request: Request) -> Response:
    """The jobs, at once and whenever something changes: each message holds all of them.

    So a browser that was away has missed nothing when it comes back.
    """
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    lines = _lines(desk_of(request), request)
    return StreamingResponse(lines, media_type="text/event-stream", headers=headers)


async def _lines(desk: Desk, request: Request) -> AsyncIterator[str]:
    seen, told = -1, time.monotonic()
    yield "retry: 1000\n\n"
    while not desk.closing.is_set() and not await request.is_disconnected():
        if desk.jobs.version != seen:
            seen, told = desk.jobs.version, time.monotonic()
            data = json.dumps(desk.told(translator(language_of(request))), ensure_ascii=False)
            yield f"id: {seen}\ndata: {data}\n\n"
        elif time.monotonic() - told > _PING:
            told = time.monotonic()
            yield ": still here\n\n"
        await asyncio.sleep(_LOOK)


def log(request: Request) -> Response:
    """What a command said, as text."""
    desk, id = desk_of(request), request.path_params["id"]
    if desk.jobs.get(id) is None:
        raise HTTPException(404)
    return PlainTextResponse(desk.jobs.log(id))


def cancel(request: Request, _: FormData) -> Response:
    """Interrupt a job; what it finished is kept."""
    desk_of(request).jobs.cancel(request.path_params["id"])
    return _back(request)


def retry(request: Request, _: FormData) -> Response:
    """Ask for it once more."""
    desk_of(request).jobs.retry(request.path_params["id"])
    return _back(request)


def _back(request: Request) -> Response:
    job = desk_of(request).jobs.get(request.path_params["id"])
    if job is None:
        raise HTTPException(404)
    place = f"/episodes/{job.episode}" if job.episode else "/publish"
    return RedirectResponse(place, 303)
