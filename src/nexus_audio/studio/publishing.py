"""Publishing: a checklist with reasons, what would be sent, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.config import Settings, Storage
from nexus_audio.errors import NexusError
from nexus_audio.feed.rules import Level
from nexus_audio.stages.check import check
from nexus_audio.stages.publish import plan, publish
from nexus_audio.storages import open_storage
from nexus_audio.storages.ledger import last_published, read_ledger
from nexus_audio.studio.catalogue import Entry
from nexus_audio.studio.desk import Desk, acted, desk_of, page, shown

ALLOWED = ("--replace-audio", "--allow-removal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One line of the checklist."""

    level: str
    """ok, warning or stop."""
    text: str
    fix: str = ""
    link: str = ""


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [shown("/publish", overview), acted("/publish", start)]


def overview(request: Request) -> Response:
    """May it go live, what would be sent, and what is live."""
    desk = desk_of(request)
    settings = desk.settings
    entries = desk.catalogue.entries(desk.workspace)
    todo, trouble = _plan(desk, settings)
    points = [*_checked(desk, settings, entries), *([trouble] if trouble else [])]
    jobs = [desk.jobs.last(verb) for verb in ("publish", "verify")]
    return page(
        request,
        "publish.html",
        points=points,
        stopped=[point for point in points if point.level == "stop"],
        plan=todo,
        published=jobs[0],
        verified=jobs[1],
        live=_live(desk, entries),
        url=settings.storage.public_url,
        history=read_ledger(desk.workspace.ledger)[::-1][:10],
    )


def start(request: Request, given: FormData) -> Response:
    """Publish, and then read back what is live."""
    desk = desk_of(request)
    allowed = [flag for flag in ALLOWED if given.get(flag.strip("-"))]
    desk.jobs.add("publish", *allowed)
    desk.jobs.add("verify")
    return RedirectResponse("/publish", 303)


def _checked(desk: Desk, settings: Settings, entries: tuple[Entry, ...]) -> Iterator[Point]:
    yield from _show_points(desk, settings)
    for entry in entries:
        link = f"/episodes/{entry.folder.slug}"
        if entry.state.name in ("unbuilt", "started", "changed since", "broken"):
            text = f"{entry.title}: not built as it stands, so it would be left out"
            yield Point(level="warning", text=text, fix="Build it.", link=link)
        elif entry.state.name == "needs review":
            text = f"{entry.title}: there is something to look at"
            yield Point(level="warning", text=text, fix="Review it.", link=f"{link}/review")


def _show_points(desk: Desk, settings: Settings) -> Iterator[Point]:
    if settings.storage.public_url == Storage().public_url:
        yield Point(
            level="warning",
            text="The address for listeners is still that of this machine",
            fix="Set public_url in nexus.toml before you tell anybody the feed's address.",
        )
    try:
        show = desk.workspace.show
    except NexusError as error:
        yield Point(level="stop", text=str(error), fix=error.hint)
        return
    if show.link == "https://example.com/":
        text = "The show's website is still https://example.com/"
        yield Point(level="warning", text=text, fix="Set link in feed/show.toml.")
    if desk.workspace.cover is None:
        text = "The show has no picture"
        yield Point(level="warning", text=text, fix="Put a cover.jpg of 3000 pixels into feed/.")
    yield from _feed_points(desk, settings)


def _feed_points(desk: Desk, settings: Settings) -> Iterator[Point]:
    storage = open_storage(settings.storage, desk.workspace.root)
    now = datetime.datetime.now().astimezone()
    before = last_published(desk.workspace.ledger, storage.name)
    try:
        found = check(desk.workspace.public, settings.storage.public_url, now=now, before=before)
    except NexusError as error:
        yield Point(level="stop", text=error.message, fix=error.hint)
        return
    yield Point(level="ok", text="The feed and all that it names was checked")
    for finding in found:
        level = "warning" if finding.level is not Level.ERROR else "stop"
        yield Point(level=level, text=finding.message, fix=finding.fix)


def _plan(desk: Desk, settings: Settings) -> tuple[dict[str, Any] | None, Point | None]:
    """What would be sent, and what speaks against it."""
    workspace = desk.workspace
    trouble = None
    try:
        storage = open_storage(settings.storage, workspace.root)
        todo = plan(workspace.public, storage)
        told = {
            "storage": storage.name,
            "bytes": todo.bytes,
            "new": [(key, todo.tree[key].size) for key in todo.new],
            "changed": [(key, todo.tree[key].size) for key in todo.changed],
            "unchanged": len(todo.unchanged),
            "gone": list(todo.gone),
        }
    except NexusError as error:
        return None, Point(level="stop", text=error.message, fix=error.hint)
    try:
        publish(
            workspace.public,
            storage,
            workspace.ledger,
            public_url=settings.storage.public_url,
            now=datetime.datetime.now().astimezone(),
            dry_run=True,
        )
    except NexusError as error:
        told["asks"] = next((flag.strip("-") for flag in ALLOWED if flag in error.hint), "")
        level = "warning" if told["asks"] else "stop"
        trouble = Point(level=level, text=error.message, fix=error.hint)
    return told, trouble


def _live(desk: Desk, entries: tuple[Entry, ...]) -> list[dict[str, Any]]:
    """The episodes of the last publication that are in the workspace."""
    past = read_ledger(desk.workspace.ledger)
    episodes = past[-1].episodes if past else {}
    url = desk.settings.storage.public_url
    return [
        {
            "title": entry.title,
            "page": f"{url}episodes/{entry.folder.slug}/index.html",
            "audio": episodes[entry.episode.guid].enclosure,
        }
        for entry in entries
        if entry.episode and entry.episode.guid in episodes
    ]
