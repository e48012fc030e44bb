"""`nexus-audio init`: an empty workspace."""

from __future__ import annotations

import shlex
from pathlib import Path

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--title", help="The show's title; the folder's name if it is left out.")
@click.option("--author", default="", help="Who makes the show.")
@click.option("--public-url", default="", help="Where listeners will reach what you publish.")
@shared_options
@click.pass_obj
def command(call: Call, folder: Path, title: str | None, author: str, public_url: str) -> int:
    """Make an empty workspace for a show in FOLDER."""
    from nexus_audio.config import load_settings  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.drafts import create_workspace  # noqa: PLC0415 -- --help must be quick

    name = title or folder.resolve().name
    loaded = load_settings(flags={"storage.public_url": public_url or None})
    known = "storage.public_url" in loaded.origins
    address = loaded.settings.storage.public_url if known else ""
    workspace = create_workspace(folder, name, author or name, address)
    call.console.print(f"Made a workspace in {workspace.root}.")
    if workspace.root.resolve() != Path.cwd():
        there = f"Go there: cd {shlex.quote(str(workspace.root))}"
        call.console.print(there, markup=False, soft_wrap=True)
    call.console.print("Next: say who you are in feed/show.toml, then: nexus-audio new SLUG …")
    return call.result(workspace=str(workspace.root))
