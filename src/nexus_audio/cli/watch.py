"""`nexus-audio watch`: recordings that appear in a folder are built."""

from __future__ import annotations

import time
from pathlib import Path

import click

from nexus_audio.cli.call import Call, shared_options

_LOOK = 1.0  # seconds between two looks


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--once", is_flag=True, help="Take in what is there now, and end.")
@shared_options
@click.pass_obj
def command(call: Call, folder: Path, once: bool) -> int:
    """Copy each recording that appears in DIR into its episode, and build it.

    The episode is found by the number or the date in the file's name, or by what is said in
    the first minute. Runs until ^C.
    """
    from nexus_audio.arrival import STILL  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.errors import NexusError, WorkspaceError  # noqa: PLC0415
    from nexus_audio.watch import Watch  # noqa: PLC0415

    if not folder.is_dir():
        raise WorkspaceError("there is no such folder", subject=str(folder), hint="Make it first.")
    watch, taken = Watch(folder, call.workspace), 0
    call.console.print(f"Watching {folder}. Leave it with ^C.")
    ends = time.monotonic() + 2 * STILL if once else None
    while ends is None or time.monotonic() < ends:
        for file in watch.arrived(time.monotonic()):
            try:
                taken += _take(call, file)
            except NexusError as error:
                call.error(error)
            watch.remember(file)
        time.sleep(min(_LOOK, STILL / 2))
    return call.result(taken=taken)


def _take(call: Call, file: Path) -> bool:
    from nexus_audio.build import build  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415
    from nexus_audio.watch import first_words, match, take_in  # noqa: PLC0415

    settings = call.load().settings
    found = match(file, call.workspace, lambda path: first_words(path, settings))
    slug = found.episode.slug if found.episode else None
    call.line("match", file=str(file), episode=slug, reason=found.reason)
    if found.episode is None:
        call.console.print(f"{file.name}: left alone, {found.reason}.")
        return False
    call.console.print(f"{file.name}: for {slug}, by {found.reason}.")
    take_in(found)
    with reporter(call, 1) as emit:
        build(call.workspace, settings, [found.episode], emit)
    call.console.print(f"{slug}: built. See nexus-audio review {slug}, or the studio.")
    return True
