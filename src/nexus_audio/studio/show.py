"""The show: what apps tell listeners about it, its picture, and where they reach it."""

from __future__ import annotations

import uuid
from pathlib import Path

import tomlkit
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.errors import ConfigError
from nexus_audio.feed.cover import read_picture
from nexus_audio.feed.media_rules import COVER_SIDES
from nexus_audio.feed.vocabulary import categories
from nexus_audio.studio.desk import Desk, acted, desk_of, page, shown
from nexus_audio.studio.saving import Stale, save, version

NEEDED = ("title", "author", "description", "category")
OPTIONAL = ("link", "email")
ENDINGS = {"jpeg": "jpg", "png": "png"}
LARGEST_PICTURE = 10_000_000
"""Bytes; directories want less than one."""


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [shown("/show", facts), acted("/show", keep)]


def facts(request: Request) -> Response:
    """What is said of the show now."""
    desk = desk_of(request)
    show, (file, settings) = desk.workspace.show, _files(desk)
    return page(
        request,
        "show.html",
        facts=show,
        cover=desk.workspace.cover is not None,
        public_url=desk.settings.storage.public_url,
        categories=sorted({*categories(), show.category}),
        seen=f"{version(file)} {version(settings)}",
        saved="saved" in request.query_params,
    )


def keep(request: Request, given: FormData) -> Response:
    """Write it into feed/show.toml, nexus.toml and feed/cover.jpg or .png."""
    desk = desk_of(request)
    said = {name: str(given.get(name, "")).strip() for name in (*NEEDED, *OPTIONAL)}
    if missing := [name for name in NEEDED if not said[name]]:
        raise ConfigError("something is left out", hint=f"Fill in: {', '.join(missing)}.")
    if said["link"]:
        said["link"] = _address(said["link"])
    public_url = _address(str(given.get("public_url", "")).strip()).rstrip("/") + "/"
    picture = _picture(given.get("cover"))
    _save(desk, str(given.get("seen", "")), said, public_url)
    if picture:
        _hang(desk.workspace.root / "feed", *picture)
    return RedirectResponse("/show?saved", 303)


def _save(desk: Desk, seen: str, said: dict[str, str], public_url: str) -> None:
    file, settings = _files(desk)
    show_seen, _, settings_seen = seen.partition(" ")
    try:
        if public_url != desk.settings.storage.public_url:
            save(settings, settings_seen, lambda document: _move(document, public_url), desk.edits)
        save(file, show_seen, lambda document: _fill(document, said), desk.edits)
    except Stale as error:
        raise ConfigError(
            "it was changed somewhere else meanwhile, so it was not saved",
            hint="Go back, reload the page, and change it again.",
        ) from error


def _files(desk: Desk) -> tuple[Path, Path]:
    root = desk.workspace.root
    return root / "feed" / "show.toml", root / "nexus.toml"


def _fill(document: tomlkit.TOMLDocument, said: dict[str, str]) -> None:
    for name, value in said.items():
        if value or name == "link":
            document[name] = value
        else:
            document.pop(name, None)


def _move(document: tomlkit.TOMLDocument, public_url: str) -> None:
    document.setdefault("storage", tomlkit.table())["public_url"] = public_url


def _address(text: str) -> str:
    """The text where it is a web address; raises ConfigError."""
    scheme, _, rest = text.partition("://")
    if scheme not in ("http", "https") or not rest.partition("/")[0] or " " in text:
        raise ConfigError("this is no address", subject=text, hint="Begin it with https://")
    return text


def _picture(given: object) -> tuple[bytes, str] | None:
    """The picture that was chosen and its ending; raises ConfigError where apps take it not."""
    if not isinstance(given, UploadFile) or not given.filename:
        return None
    data = given.file.read(LARGEST_PICTURE + 1)
    found = read_picture(data)
    if found is None or len(data) > LARGEST_PICTURE:
        raise ConfigError(
            "this is no JPEG or PNG picture of less than 10 MB", subject=given.filename
        )
    if found.width != found.height or found.width not in COVER_SIDES:
        raise ConfigError(
            f"the picture has {found.width} × {found.height} pixels",
            subject=given.filename,
            hint="Apps want a square one of 1400 to 3000 pixels.",
        )
    return data, ENDINGS[found.kind]


def _hang(folder: Path, data: bytes, ending: str) -> None:
    """Put the picture in its place; what was there before is kept in `earlier/`."""
    fresh = folder / f".cover.{ending}.new"
    fresh.write_bytes(data)
    for old in (folder / f"cover.{known}" for known in ENDINGS.values()):
        if old.exists():
            (folder / "earlier").mkdir(exist_ok=True)
            old.rename(folder / "earlier" / f"{uuid.uuid4().hex[:8]}-{old.name}")
    fresh.replace(folder / f"cover.{ending}")
