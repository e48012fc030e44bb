"""`nexus-audio init`: an empty workspace."""

from __future__ import annotations

from pathlib import Path

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The show's title; the folder's name if it is left out.")
@click.option("--author", default="", help="Who makes the show.")
@shared_options
@click.pass_obj
def command(call: Call, folder: Path, title: str | None, author: str) -> int:
    """Make an empty workspace for a show in FOLDER."""
    from nexus_audio.drafts import create_workspace  # noqa: PLC0415 -- --help must be quick

    name = title or folder.resolve().name
    workspace = create_workspace(folder, name, author or name)
    call.console.print(f"Made a workspace in {workspace.root}.")
    call.console.print("Next: say who you are in feed/show.toml, then: nexus-audio new SLUG …")
    return call.result(workspace=str(workspace.root))
