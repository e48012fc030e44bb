"""`nexus-audio gc`: what nothing names any more is listed, and then deleted."""

from __future__ import annotations

import datetime

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.option(
    "--grace",
    type=click.FloatRange(min=0),
    default=30,
    show_default=True,
    metavar="DAYS",
    help="Keep what was named, or written, within so many days.",
)
@click.option("--yes", is_flag=True, help="Delete what is listed.")
@shared_options
@click.pass_obj
def command(call: Call, grace: float, yes: bool) -> int:
    """List what no feed names any more and what no build needs; delete it with --yes."""
    from nexus_audio import publishing  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    now = datetime.datetime.now().astimezone()
    found = publishing.garbage(workspace, settings, now=now, grace=datetime.timedelta(days=grace))
    for one in found.stored.objects:
        call.line("garbage", where="storage", name=one.key, bytes=one.size)
        call.console.print(f"storage  {one.key} ({one.size} bytes)")
    for upload in found.stored.uploads:
        call.line("garbage", where="upload", name=upload.key, bytes=0)
        call.console.print(f"upload   {upload.key}, begun and never finished")
    for key, why in found.artifacts.items():
        call.line("garbage", where="store", name=key, why=why)
        call.console.print(f"store    {key[:16]}… ({why})")
    counts = (len(found.stored.objects), len(found.stored.uploads), len(found.artifacts))
    if yes and any(counts):
        with reporter(call) as emit:
            publishing.sweep(workspace, settings, found, emit)
    verb = "Deleted" if yes else "Would delete"
    call.console.print(
        f"{verb}: {counts[0]} objects ({found.stored.bytes} bytes), {counts[1]} half uploads, "
        f"{counts[2]} artifacts." + ("" if yes or not any(counts) else " Do it with --yes.")
    )
    return call.result(
        objects=counts[0],
        bytes=found.stored.bytes,
        uploads=counts[1],
        artifacts=counts[2],
        deleted=yes,
    )
