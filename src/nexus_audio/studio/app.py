"""The studio as a whole: all its pages behind the gate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from nexus_audio.errors import NexusError
from nexus_audio.studio import (
    built,
    episodes,
    preferences,
    progress,
    publishing,
    recordings,
    review,
    show,
)
from nexus_audio.studio.desk import Desk, acted, refused
from nexus_audio.studio.security import Gate, Lock
from nexus_audio.studio.texts import COOKIE, LANGUAGES
from nexus_audio.studio.uploads import UploadRefused


def make_app(root: Path, lock: Lock) -> Starlette:
    """The studio of the workspace in a folder."""
    desk = Desk.at(root, lock)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        desk.jobs.start()
        desk.watching.start()
        yield
        desk.closing.set()
        desk.watching.close()
        desk.jobs.close()

    modules = (episodes, recordings, progress, review, built, publishing, show, preferences)
    app = Starlette(
        routes=[
            *(route for module in modules for route in module.routes()),
            acted("/language", choose_language),
            Mount("/static", StaticFiles(packages=[("nexus_audio.studio", "static")])),
        ],
        middleware=[Middleware(Gate, lock=lock)],
        exception_handlers={
            NexusError: refused,
            UploadRefused: refused,
            HTTPException: refused,
        },
        lifespan=lifespan,
    )
    app.state.desk = desk
    return app


def choose_language(request: Request, given: FormData) -> Response:
    """Speak another language from now on."""
    place = str(given.get("back", "/"))
    back = RedirectResponse(
        place if place[:1] == "/" and place[1:2] not in ("/", "\\") else "/", 303
    )
    if given.get("language") in LANGUAGES:
        back.set_cookie(COOKIE, str(given["language"]), max_age=31_536_000, samesite="strict")
    return back
