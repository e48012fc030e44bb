"""`nexus-audio doctor`: is this machine ready, and which settings hold?"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options
from nexus_audio.errors import NexusError

if TYPE_CHECKING:
    from nexus_audio.config import Loaded
    from nexus_audio.workspace import Workspace

ROOM = 2 << 30  # bytes; a model, and the artifacts of an hour of recording


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at: `ok`, `warn` or `fail`, with a way out."""

    name: str
    level: str
    message: str
    fix: str = ""
    code: int = 0


@click.command()
@click.option("--online", is_flag=True, help="Try out the storage, too.")
@shared_options
@click.pass_obj
def command(call: Call, online: bool) -> int:
    """Check what is needed here, and show every setting with where it comes from."""
    findings = (*_findings(call), *(_traits(call) if online else ()))
    for found in findings:
        call.line("check", name=found.name, level=found.level, message=found.message, fix=found.fix)
        call.console.print(
            f"{found.level:4}  {found.name}: {found.message}", style=_STYLE[found.level]
        )
        if found.fix:
            call.console.print(f"      {found.fix}")
    _settings(call)
    return call.result(next((found.code for found in findings if found.code), 0))


_STYLE = {"ok": "", "warn": "yellow", "fail": "red"}


def _findings(call: Call) -> Iterator[Finding]:
    yield Finding(name="python", level="ok", message=sys.version.split()[0])
    yield _tried("ffmpeg", _ffmpeg)
    yield _tried("workspace", lambda: str(call.workspace.root))
    if (workspace := _workspace(call)) is None:
        return
    settings = _tried("settings", lambda: f"{len(call.load().origins)} set, the rest by default")
    yield settings
    yield _tried("show", lambda: workspace.show.title)
    yield _disk(workspace.root)
    if settings.code == 0:
        yield _tried("engine", lambda: _engine(call.load()))
        yield _tried("model", lambda: _model(call.load()))
        yield _tried("storage", lambda: _storage(call.load(), workspace))
        yield from _for_listeners(call.load(), workspace)


def _for_listeners(loaded: Loaded, workspace: Workspace) -> Iterator[Finding]:
    """What works here and will not work for listeners."""
    if "//127.0.0.1" in loaded.settings.storage.public_url:
        fix = "Say in nexus.toml, [storage] public_url, where listeners will find the feed."
        message = "the feed's addresses lead to this machine alone"
        yield Finding(name="address", level="warn", message=message, fix=fix)
    if workspace.cover is None:
        fix = "Put a square picture there, 1400 to 3000 pixels: cover.jpg or cover.png."
        message = f"there is none in {workspace.root / 'feed'}"
        yield Finding(name="cover", level="warn", message=message, fix=fix)


def _tried(name: str, look: Callable[[], str]) -> Finding:
    try:
        return Finding(name=name, level="ok", message=look())
    except NexusError as error:
        return Finding(
            name=name, level="fail", message=str(error), fix=error.hint, code=error.exit_code
        )


def _workspace(call: Call) -> Workspace | None:
    try:
        return call.workspace
    except NexusError:
        return None


def _ffmpeg() -> str:
    from nexus_audio.audio import ffmpeg  # noqa: PLC0415 -- --help must be quick

    return ffmpeg.executable()


def _engine(loaded: Loaded) -> str:
    from nexus_audio.engines import hardware, open_engine  # noqa: PLC0415

    speech = loaded.settings.speech
    if speech.engine == hardware.AUTO:
        chosen = hardware.choice()
        return f"{chosen.engine}, for {chosen.reason}"
    return open_engine(speech).identity


def _model(loaded: Loaded) -> str:
    from nexus_audio.engines import hardware, weights  # noqa: PLC0415

    speech = loaded.settings.speech
    own = weights.checkpoint(speech.model)
    if own and hardware.name_of(speech.engine) == hardware.OPENAI:
        return str(own)
    return str(weights.locate(speech.model))


def _storage(loaded: Loaded, workspace: Workspace) -> str:
    from nexus_audio.storages import open_storage  # noqa: PLC0415

    open_storage(loaded.settings.storage, workspace.root)
    return f"{loaded.settings.storage.kind}, seen at {loaded.settings.storage.public_url}"


def _traits(call: Call) -> Iterator[Finding]:
    """What the storage does and does not do, tried out anew."""
    from nexus_audio import publishing  # noqa: PLC0415

    try:
        for trait in publishing.traits(call.workspace, call.load().settings, anew=True):
            level = "ok" if trait.holds else "warn"
            yield Finding(name=trait.name, level=level, message=trait.words)
    except NexusError as error:
        yield Finding(
            name="storage online",
            level="fail",
            message=str(error),
            fix=error.hint,
            code=error.exit_code,
        )


def _disk(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    message = f"{free / 1e9:.1f} GB free"
    if free >= ROOM:
        return Finding(name="disk", level="ok", message=message)
    fix = "An hour of recording takes about 1 GB while it is built; free some space."
    return Finding(name="disk", level="warn", message=message, fix=fix)


def _settings(call: Call) -> None:
    try:
        loaded = call.load()
    except NexusError:
        return
    for table, part in loaded.settings.model_dump(mode="json", by_alias=True).items():
        for key, value in part.items():
            name = f"{table}.{key}"
            origin = loaded.origins.get(name, "default")
            call.line("setting", name=name, value=value, origin=origin)
            call.console.print(f"      {name} = {value!r}  ({origin})")
