"""`nexus-audio rollback`: an earlier feed goes live again."""

from __future__ import annotations

import datetime

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.argument("steps", type=click.IntRange(min=1), default=1, metavar="[N]")
@click.option("--list", "only_list", is_flag=True, help="Only show which feeds there are.")
@shared_options
@click.pass_obj
def command(call: Call, steps: int, only_list: bool) -> int:
    """Make the feed live again that was live N publications ago (1: the one before)."""
    from nexus_audio import publishing  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    if only_list:
        found = publishing.feeds(workspace, settings)
        for past in found:
            call.line("feed", steps=past.steps, at=past.at, episodes=past.episodes)
            live = "  (live)" if past.steps == 0 else ""
            call.console.print(f"{past.steps:4}  {past.at}  episodes: {past.episodes}{live}")
        return call.result(feeds=len(found))
    now = datetime.datetime.now().astimezone()
    with reporter(call) as emit:
        publication = publishing.rollback(workspace, settings, steps, now=now, emit=emit)
    call.console.print(
        f"An earlier feed is live again in {publication.storage}, with "
        f"{len(publication.episodes)} episodes. What is built is as it was: the next publish "
        "brings it back. `nexus-audio rollback` undoes this one."
    )
    return call.result(
        storage=publication.storage,
        feed=settings.storage.public_url + "feed.xml",
        episodes=len(publication.episodes),
    )
