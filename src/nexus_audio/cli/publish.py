"""`nexus-audio publish`: what is built goes live, the feed last."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options

if TYPE_CHECKING:
    from nexus_audio.config import Storage
    from nexus_audio.publishing import Planned


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be sent, and for how long.")
@click.option("--probe", is_flag=True, help="Only try out what the storage can do, once more.")
@click.option(
    "--replace-audio",
    is_flag=True,
    help="Let a published episode have other audio; its guid stays.",
)
@click.option(
    "--allow-removal",
    is_flag=True,
    help="Let published episodes vanish from the feed; their files stay stored.",
)
@shared_options
@click.pass_obj
def command(
    call: Call, dry_run: bool, probe: bool, replace_audio: bool, allow_removal: bool
) -> int:
    """Put feed/public/ into the storage, everything that the feed names before the feed."""
    from nexus_audio import publishing  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    now = datetime.datetime.now().astimezone()
    if probe:
        return _probe(call)
    if dry_run:
        planned = publishing.plan(
            workspace,
            settings,
            now=now,
            replace_audio=replace_audio,
            allow_removal=allow_removal,
        )
        return _plan(call, planned, settings.storage.public_url)
    with reporter(call) as emit:
        done = publishing.publish(
            workspace,
            settings,
            now=now,
            replace_audio=replace_audio,
            allow_removal=allow_removal,
            emit=emit,
        )
    storage, todo = done.publication.storage, done.todo
    call.console.print(f"Published to {storage}: {todo} ({todo.bytes} bytes).")
    call.console.print(_address(settings.storage))
    return call.result(
        3 if done.doubts else 0,
        storage=storage,
        new=len(todo.new),
        changed=len(todo.changed),
        unchanged=len(todo.unchanged),
        gone=len(todo.gone),
        bytes=todo.bytes,
        feed=settings.storage.public_url + "feed.xml",
        episodes=len(done.publication.episodes),
        doubts=done.doubts,
    )


def _address(storage: Storage) -> str:
    """Where listeners reach the feed, as far as that was said."""
    if storage.is_addressed:
        return f"The feed: {storage.public_url}feed.xml"
    return (
        "All addresses in it are still this machine's: say in nexus.toml, as public_url, where "
        "listeners will reach it."
    )


def _plan(call: Call, planned: Planned, public_url: str) -> int:
    from nexus_audio.cli.tables import clock  # noqa: PLC0415

    todo, publication = planned.todo, planned.prepared.publication
    for key in todo.replaces:
        call.line("plan", key=key, bytes=todo.tree[key].size, new=key in todo.new)
        call.console.print(f"{'new' if key in todo.new else 'changed':8} {key}")
    for key in todo.gone:
        call.console.print(f"gone     {key} (stays stored)")
    took = f", about {clock(planned.seconds * 1000)}" if planned.seconds is not None else ""
    call.console.print(
        f"Would publish to {publication.storage}: {todo} ({todo.bytes} bytes{took})."
    )
    return call.result(
        storage=publication.storage,
        new=len(todo.new),
        changed=len(todo.changed),
        unchanged=len(todo.unchanged),
        gone=len(todo.gone),
        bytes=todo.bytes,
        seconds=planned.seconds,
        feed=public_url + "feed.xml",
        episodes=len(publication.episodes),
    )


def _probe(call: Call) -> int:
    from nexus_audio import publishing  # noqa: PLC0415

    found = publishing.traits(call.workspace, call.load().settings, anew=True)
    for trait in found:
        call.line("trait", name=trait.name, holds=trait.holds, words=trait.words)
        call.console.print(f"{'yes' if trait.holds else 'no':4} {trait.name}: {trait.words}")
    if not found:
        call.console.print("A folder needs no trying out.")
    return call.result(traits=len(found))
