"""The first pages: all episodes, a new one from its text, and where one stands."""

from __future__ import annotations

import datetime
import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.briefing import Source, read, single, slug
from nexus_audio.briefing.feeds import read_feed
from nexus_audio.briefing.fetch import fetch
from nexus_audio.briefing.forms import Form, form
from nexus_audio.briefing.ghost import read_posts
from nexus_audio.briefing.preview import PACE, Preview, preview
from nexus_audio.briefing.references import issue
from nexus_audio.drafts import add_episode
from nexus_audio.errors import BriefingError, NexusError
from nexus_audio.models import Briefing
from nexus_audio.report import spoken_pace
from nexus_audio.studio.catalogue import Entry
from nexus_audio.studio.desk import Desk, acted, desk_of, page, shown
from nexus_audio.workspace import Workspace

_TEXT_DAYS = 1  # a text that no episode was made of is swept after


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        shown("/", home),
        shown("/new", new),
        acted("/new", take_text),
        acted("/new/feed", take_feed),
        shown("/new/{text:str}", understood),
        acted("/new/{text:str}", create),
        shown("/episodes/{slug:str}", episode),
        acted("/episodes/{slug:str}/build", build),
    ]


def home(request: Request) -> Response:
    """All episodes, each with its state and the next step."""
    desk = desk_of(request)
    entries = desk.catalogue.entries(desk.workspace)
    return page(request, "home.html", entries=entries, left=desk.watching.left)


def new(request: Request) -> Response:
    """Where the text of a new episode comes from."""
    return page(request, "new.html", newsletter=desk_of(request).settings.studio.newsletter)


def take_text(request: Request, given: FormData) -> Response:
    """Keep a text that was pasted or dropped, and show it as it is understood."""
    file = given.get("file")
    data = file.file.read() if isinstance(file, UploadFile) and file.size else b""
    name = file.filename if isinstance(file, UploadFile) and data else ""
    data = data or str(given.get("text", "")).encode()
    if not data.strip():
        raise BriefingError("the briefing is empty", hint="Paste the text, or drop its file.")
    return _keep(request, data, name or "")


def take_feed(request: Request, given: FormData) -> Response:
    """Fetch a feed or a page of the newsletter, and show what is in it."""
    return _keep(request, fetch(str(given.get("url", "")).strip()).data, "")


def understood(request: Request) -> Response:
    """A text as it is understood, before an episode is made of it."""
    desk, id = desk_of(request), request.path_params["text"]
    source, wanted = _text(desk, id), request.query_params.get("issue", "")
    issues = _issues(source)
    if len(issues) > 1 and not wanted:
        return page(request, "issues.html", issues=issues, text=id)
    briefing = read(source, wanted)
    return page(
        request,
        "text.html",
        text=id,
        issue=wanted,
        briefing=briefing,
        slug=_slug(desk.workspace, briefing),
        **_previewed(desk.workspace, briefing),
    )


def create(request: Request, given: FormData) -> Response:
    """Make the episode."""
    desk, wanted = desk_of(request), str(given.get("issue", ""))
    written = single(_text(desk, request.path_params["text"]), wanted)
    folder = add_episode(
        desk.workspace,
        str(given.get("slug", "")).strip(),
        briefing=written,
        read=read(written, wanted),
        recordings=(),
        now=datetime.datetime.now().astimezone(),
    )
    return RedirectResponse(f"/episodes/{folder.slug}", 303)


def episode(request: Request) -> Response:
    """Where an episode stands: its text, its recording, its build."""
    desk = desk_of(request)
    folder = desk.episode(request)
    entry = desk.catalogue.entry(desk.workspace, folder)
    return page(
        request,
        "episode.html",
        entry=entry,
        job=desk.jobs.last("build", folder.slug),
        uploads=[
            (upload, desk.uploads.offset(upload))
            for upload in desk.uploads.all()
            if upload.episode == folder.slug
        ],
        recordings=_recordings(entry),
        **_written(desk.workspace, entry),
    )


def build(request: Request, _: FormData) -> Response:
    """Ask for a build."""
    desk = desk_of(request)
    slug = desk.episode(request).slug
    desk.jobs.build(slug)
    return RedirectResponse(f"/episodes/{slug}", 303)


def _keep(request: Request, data: bytes, name: str) -> Response:
    id = hashlib.sha256(data).hexdigest()[:32]
    folder = _texts(desk_of(request))
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.iterdir():
        if time.time() - old.stat().st_mtime > _TEXT_DAYS * 86_400:
            old.unlink()
    read_check = Source(data=data, name=name or "text")
    if len(_issues(read_check)) < 2:
        read(read_check)  # what is none is refused here, where another can be given
    (folder / id).write_bytes(data)
    return RedirectResponse(f"/new/{id}", 303)


def _texts(desk: Desk) -> Path:
    return desk.workspace.root / ".nexus" / "studio" / "texts"


def _text(desk: Desk, id: str) -> Source:
    file = _texts(desk) / id
    if not id.isalnum() or not file.is_file():
        raise HTTPException(404)
    return Source(data=file.read_bytes(), name="text")


def _issues(source: Source) -> list[dict[str, Any]]:
    """The issues of a feed or an export, with what tells them apart; none of a single text."""
    found = form(source)
    if found not in (Form.FEED, Form.POSTS):
        return []
    posts = read_feed(source) if found is Form.FEED else read_posts(source)
    return [
        {
            "title": post.front.title,
            "date": post.front.date,
            "number": named.number if (named := issue(post.front.title)) else post.front.number,
            "choice": post.slug or post.front.guid or post.front.url,
            "readable": bool(post.html.strip()),
        }
        for post in posts
    ]


def _slug(workspace: Workspace, briefing: Briefing) -> str:
    """A name for the episode's folder and addresses that is still free."""
    words = slug(briefing.title).split("-") or ["episode"]
    named = "-".join(words[:5])
    if briefing.number is not None and str(briefing.number) not in words:
        named = f"{briefing.number}-{named}".strip("-")
    named = named or "episode"
    taken = {folder.slug for folder in workspace.episodes()}
    free = (f"{named}-{count}" if count > 1 else named for count in range(1, 1000))
    return next(name for name in free if name not in taken)


def _previewed(workspace: Workspace, briefing: Briefing) -> dict[str, Any]:
    pace = spoken_pace(workspace.public) or PACE
    sections: list[Preview] = preview(briefing, pace)
    words = sum(section.words for section in sections)
    return {"sections": sections, "words": words, "minutes": words / pace}


def _written(workspace: Workspace, entry: Entry) -> dict[str, Any]:
    """What the briefing of an episode holds, where it can be read."""
    try:
        path = entry.folder.briefing
        briefing = read(Source(data=path.read_bytes(), name=path.name))
    except (NexusError, OSError):
        return {"sections": [], "words": 0, "minutes": 0.0}
    return _previewed(workspace, briefing)


def _recordings(entry: Entry) -> list[tuple[str, int]]:
    return list(_named(entry))


def _named(entry: Entry) -> Iterator[tuple[str, int]]:
    if not entry.folder.is_draft and entry.state.name != "broken":
        for path in entry.folder.recordings:
            yield path.name, path.stat().st_size
