"""The host's habits: the newsletter's feed, and the folder in which recordings appear."""

from __future__ import annotations

from pathlib import Path

import tomlkit
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from nexus_audio.errors import ConfigError
from nexus_audio.studio.desk import acted, desk_of, page, shown
from nexus_audio.studio.saving import Stale, save, version

KEYS = ("newsletter", "watch")


def routes() -> list[BaseRoute]:
    """What this module answers."""
    return [shown("/settings", preferences), acted("/settings", keep)]


def preferences(request: Request) -> Response:
    """What is set."""
    desk = desk_of(request)
    return page(
        request,
        "settings.html",
        studio=desk.settings.studio,
        settings=desk.settings,
        root=desk.workspace.root,
        seen=version(desk.workspace.root / "nexus.toml"),
        saved="saved" in request.query_params,
    )


def keep(request: Request, given: FormData) -> Response:
    """Write it into nexus.toml."""
    desk = desk_of(request)
    wanted = {key: str(given.get(key, "")).strip() for key in KEYS}
    watch = desk.workspace.root / Path(wanted["watch"]).expanduser()
    if wanted["watch"] and not watch.is_dir():
        raise ConfigError("there is no such folder", subject=str(watch), hint="Make it first.")
    if wanted["newsletter"] and not wanted["newsletter"].startswith(("http://", "https://")):
        raise ConfigError("this is no address", subject=wanted["newsletter"])

    def change(document: tomlkit.TOMLDocument) -> None:
        table = document.setdefault("studio", tomlkit.table())
        for key, value in wanted.items():
            if value:
                table[key] = value
            else:
                table.pop(key, None)

    file = desk.workspace.root / "nexus.toml"
    try:
        save(file, str(given.get("seen", "")), change, desk.edits)
    except Stale as error:
        raise ConfigError(
            "nexus.toml was changed meanwhile, so nothing was saved",
            hint="Go back, reload the page, and change it again.",
        ) from error
    return RedirectResponse("/settings?saved", 303)
