"""`nexus-audio new`: an episode's folder from copies of its files."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from nexus_audio.cli.briefing import ISSUE, load
from nexus_audio.cli.call import Call, shared_options

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.argument("slug")
@click.option("--briefing", required=True, help="The written text: a file, or its address.")
@ISSUE
@click.option(
    "--recording",
    "recordings",
    type=FILE,
    multiple=True,
    help="The recording of it; it can also come later, and in several files.",
)
@shared_options
@click.pass_obj
def command(call: Call, slug: str, briefing: str, issue: str, recordings: tuple[Path, ...]) -> int:
    """Make the folder episodes/SLUG from copies of a briefing and its recording."""
    from nexus_audio.arrival import wait_until_whole  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.audio.refusal import check_file  # noqa: PLC0415
    from nexus_audio.briefing import read, single  # noqa: PLC0415
    from nexus_audio.drafts import add_episode  # noqa: PLC0415

    workspace = call.workspace
    written = single(load(briefing), issue)
    understood = read(written, issue)
    wait_until_whole(recordings, lambda event: call.console.print(event.message))
    for recording in recordings:
        check_file(recording)
    folder = add_episode(
        workspace,
        slug,
        briefing=written,
        read=understood,
        recordings=recordings,
        now=datetime.datetime.now().astimezone(),
    )
    call.console.print(f"Made {folder.path} with {len(understood.sections)} sections:")
    for section in understood.sections:
        call.console.print(f"  {'  ' * section.level}{section.heading or section.kind}")
    after = f"nexus-audio build {slug}" if recordings else f"put the recording into {folder.path}"
    call.console.print(f"Next: {after}")
    return call.result(slug=slug, path=str(folder.path), sections=len(understood.sections))
