"""Publishing: a checklist with reasons, what would be sent, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio import publishing
from nexus_audio.config import Settings
from nexus_audio.errors import NexusError, UsageError
from nexus_audio.feed.check import Finding
from nexus_audio.models import Answer
from nexus_audio.storages.ledger import read_ledger
from nexus_audio.storages.plan import Plan
from nexus_audio.studio.catalogue import Entry
from nexus_audio.studio.desk import Desk, acted, desk_of, page, shown

ALLOWED = ("replace-audio", "allow-removal")
LEVELS = ("stop", "warning", "ok")
MOST = 20
"""Earlier feeds that are listed."""


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
    return [shown("/publish", overview), acted("/publish", start), acted("/rollback", back)]


def overview(request: Request) -> Response:
    """May it go live, what would be sent, and what is live."""
    desk = desk_of(request)
    settings = desk.settings
    entries = desk.catalogue.entries(desk.workspace)
    planned = _plan(desk, settings)
    points = [*_checked(desk, settings, entries), *planned.points]
    return page(
        request,
        "publish.html",
        points=sorted(points, key=lambda point: LEVELS.index(point.level)),
        stopped=any(point.level == "stop" for point in points),
        plan=planned,
        published=desk.jobs.last("publish"),
        verified=desk.jobs.last("verify"),
        live=_live(desk, entries),
        url=settings.storage.public_url,
        history=_history(desk, settings),
    )


def start(request: Request, given: FormData) -> Response:
    """Publish, and then read back what is live."""
    desk = desk_of(request)
    allowed = [f"--{flag}" for flag in ALLOWED if given.get(flag)]
    desk.jobs.add("publish", *allowed)
    desk.jobs.add("verify")
    return RedirectResponse("/publish", 303)


def back(request: Request, given: FormData) -> Response:
    """Make an earlier feed live again, and read back what is live."""
    desk = desk_of(request)
    steps = str(given.get("steps", ""))
    if not steps.isdecimal() or int(steps) < 1:
        raise UsageError("this is no earlier feed")
    desk.jobs.add("rollback", steps)
    desk.jobs.add("verify")
    return RedirectResponse("/publish", 303)


def _checked(desk: Desk, settings: Settings, entries: tuple[Entry, ...]) -> Iterator[Point]:
    yield from _show_points(desk, settings)
    for entry in entries:
        link = f"/episodes/{entry.folder.slug}"
        if not entry.state.built and entry.state.name not in ("draft", "unpublished"):
            text = f"{entry.title}: not built as it stands, so it would be left out"
            yield Point(level="warning", text=text, fix="Build it.", link=link)
        elif entry.state.name == "needs review":
            text = f"{entry.title}: there is something to look at"
            yield Point(level="warning", text=text, fix="Review it.", link=f"{link}/review")
        if marked := sum(one.answer == "patch" for one in _answers(entry)):
            text = f"{entry.title}: {marked} places are marked to be recorded again"
            if marked == 1:
                text = f"{entry.title}: one place is marked to be recorded again"
            yield Point(level="warning", text=text, link=f"{link}/review#deviations")


def _answers(entry: Entry) -> tuple[Answer, ...]:
    return entry.episode.deviation if entry.episode else ()


def _show_points(desk: Desk, settings: Settings) -> Iterator[Point]:
    if not settings.storage.is_addressed:
        yield Point(
            level="warning",
            text="The address for listeners is still that of this machine",
            fix="Say where it will be before you tell anybody the feed's address.",
            link="/show#public_url",
        )
    try:
        show = desk.workspace.show
    except NexusError as error:
        yield Point(level="stop", text=str(error), fix=error.hint)
        return
    if show.link == "https://example.com/":
        text = "The show's website is still https://example.com/"
        yield Point(level="warning", text=text, fix="Say which it is.", link="/show#link")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What publishing would send, and what is to be said of it."""

    points: tuple[Point, ...]
    storage: str = ""
    todo: Plan | None = None
    seconds: float | None = None
    asks: str = ""
    """What the host has to allow first: `replace-audio` or `allow-removal`."""

    @property
    def files(self) -> list[tuple[str, int]]:
        """What would be sent, with its bytes."""
        todo = self.todo
        return [(key, todo.tree[key].size) for key in todo.replaces] if todo else []


def _plan(desk: Desk, settings: Settings) -> Sending:
    try:
        return _planned(desk, settings)
    except NexusError as error:
        asks = next((flag for flag in ALLOWED if f"--{flag}" in error.hint), "")
        trouble = Point(level="warning" if asks else "stop", text=error.message, fix=error.hint)
        if not asks:
            return Sending(points=(trouble,))
    try:
        found = _planned(desk, settings, allowed=True)
    except NexusError as error:
        return Sending(points=(trouble, Point(level="stop", text=error.message, fix=error.hint)))
    return replace(found, points=(trouble, *found.points), asks=asks)


def _planned(desk: Desk, settings: Settings, *, allowed: bool = False) -> Sending:
    now = datetime.datetime.now().astimezone()
    planned = publishing.plan(
        desk.workspace, settings, now=now, replace_audio=allowed, allow_removal=allowed
    )
    return Sending(
        points=(
            Point(level="ok", text="The feed and all that it names was checked"),
            *map(_found, planned.findings),
        ),
        storage=planned.prepared.storage.name,
        todo=planned.todo,
        seconds=planned.seconds,
    )


def _found(finding: Finding) -> Point:
    """What the check of the feed says; what is about the show can be put right on its page."""
    link = "/show#cover" if finding.rule == "cover-fits" else ""
    return Point(level="warning", text=finding.message, fix=finding.fix, link=link)


def _history(desk: Desk, settings: Settings) -> tuple[publishing.Past, ...]:
    """The feeds that were live, the newest first; none where the storage cannot be asked."""
    try:
        return publishing.feeds(desk.workspace, settings)[:MOST]
    except NexusError:
        return ()


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
