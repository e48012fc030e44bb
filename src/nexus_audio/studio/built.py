"""What was built, to look at before it goes live: the page, the notes, the feed item, an app."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lxml import etree
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio import codec
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.models import Enclosure
from nexus_audio.studio.desk import Desk, desk_of, page, shown
from nexus_audio.studio.spoken import Artifacts

_SHOWN = ("render", "chapter", "notes", "page")


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [
        shown("/episodes/{slug:str}/preview", preview),
        shown("/built/{path:path}", built),
    ]


def preview(request: Request) -> Response:
    """How an episode will look to readers, listeners and apps."""
    desk = desk_of(request)
    folder = desk.episode(request)
    back = RedirectResponse(f"/episodes/{folder.slug}", 303)
    if folder.is_draft:
        return back
    artifacts = Artifacts.of(desk.workspace, folder, desk.settings)
    if not set(_SHOWN) <= set(artifacts.built):
        return back
    return page(
        request,
        "preview.html",
        entry=desk.catalogue.entry(desk.workspace, folder),
        episode=folder.episode,
        enclosure=codec.read(Enclosure, artifacts.path("render")),
        chapters=read_chapters(artifacts.path("chapter")),
        notes=(artifacts.path("notes") / "notes.txt").read_text(encoding="utf-8"),
        item=_item(desk, folder.episode.guid),
        page_there=_public(desk, f"episodes/{folder.slug}/index.html") is not None,
        cover=desk.workspace.cover is not None,
    )


def built(request: Request) -> Response:
    """A file of the built tree, and of nothing else."""
    desk = desk_of(request)
    if request.path_params["path"] == "cover" and desk.workspace.cover:
        return FileResponse(desk.workspace.cover)
    found = _public(desk, request.path_params["path"])
    if found is None:
        raise HTTPException(404)
    return FileResponse(found)


def _public(desk: Desk, path: str) -> Path | None:
    """The file of that name in the built tree; none where it leads out of it, or is none."""
    root = desk.workspace.public.resolve()
    try:
        found = (root / path).resolve()
    except (OSError, ValueError):
        return None
    return found if found.is_relative_to(root) and found.is_file() else None


def _item(desk: Desk, guid: str) -> str:
    """The episode's item as the feed has it; empty when it is not in there."""
    try:
        feed = etree.parse(
            desk.workspace.public / "feed.xml", etree.XMLParser(resolve_entities=False)
        )
    except (OSError, etree.XMLSyntaxError):
        return ""
    items: list[Any] = [item for item in feed.iter("item") if item.findtext("guid") == guid]
    if not items:
        return ""
    etree.cleanup_namespaces(items[0])
    etree.indent(items[0])
    return str(etree.tostring(items[0], encoding="unicode"))
