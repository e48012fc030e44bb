"""`nexus-audio new`: an episode's folder from copies of its files."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from nexus_audio.cli.call import Call, shared_options

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("slug")
@click.option("--briefing", type=FILE, required=True, help="The written text.")
@click.option(
    "--recording",
    "recordings",
    type=FILE,
    multiple=True,
    help="The recording of it; it can also come later, and in several files.",
)
@shared_options
@click.pass_obj
def command(call: Call, slug: str, briefing: Path, recordings: tuple[Path, ...]) -> int:
    """Make the folder episodes/SLUG from copies of a briefing and its recording."""
    from nexus_audio.arrival import wait_until_whole  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.briefing import read_briefing  # noqa: PLC0415
    from nexus_audio.drafts import add_episode  # noqa: PLC0415

    workspace = call.workspace
    wait_until_whole(recordings, lambda event: call.console.print(event.message, markup=False))
    read = read_briefing(briefing)
    folder = add_episode(
        workspace,
        slug,
        briefing=briefing,
        read=read,
        recordings=recordings,
        now=datetime.datetime.now().astimezone(),
    )
    call.console.print(f"Made [bold]{folder.path}[/] with {len(read.sections)} sections:")
    for section in read.sections:
        call.console.print(
            f"  {'  ' * section.level}{section.heading or section.kind}", markup=False
        )
    after = f"nexus-audio build {slug}" if recordings else f"put the recording into {folder.path}"
    call.console.print(f"Next: {after}")
    return call.result(slug=slug, path=str(folder.path), sections=len(read.sections))
