"""`nexus-audio unpublish`: one episode leaves the feed."""

from __future__ import annotations

import datetime

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.argument("slug")
@shared_options
@click.pass_obj
def command(call: Call, slug: str) -> int:
    """Take an episode out of the feed; its files stay stored until gc."""
    from nexus_audio import publishing  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    now = datetime.datetime.now().astimezone()
    with reporter(call) as emit:
        done = publishing.unpublish(workspace, settings, slug, now=now, emit=emit)
    call.console.print(
        f"{slug} is no longer in the feed of {done.publication.storage}. Apps that have it keep "
        f"it. `unpublished = true` in its episode.toml keeps it out; its files stay stored until "
        "nexus-audio gc."
    )
    return call.result(
        3 if done.doubts else 0,
        slug=slug,
        storage=done.publication.storage,
        episodes=len(done.publication.episodes),
        doubts=done.doubts,
    )
