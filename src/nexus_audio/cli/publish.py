"""`nexus-audio publish`: what is built goes live, the feed last."""

from __future__ import annotations

import datetime

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@click.option("--dry-run", is_flag=True, help="Only say what would be written.")
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
def command(call: Call, dry_run: bool, replace_audio: bool, allow_removal: bool) -> int:
    """Put feed/public/ into the storage, everything that the feed names before the feed."""
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.stages.check import check  # noqa: PLC0415
    from nexus_audio.stages.publish import plan, publish  # noqa: PLC0415
    from nexus_audio.storages import open_storage  # noqa: PLC0415
    from nexus_audio.storages.ledger import last_published  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    storage = open_storage(settings.storage, workspace.root)
    now = datetime.datetime.now().astimezone()
    check(
        workspace.public,
        settings.storage.public_url,
        now=now,
        before=last_published(workspace.ledger, storage.name),
    )
    todo = plan(workspace.public, storage)
    with reporter(call) as emit:
        publication = publish(
            workspace.public,
            storage,
            workspace.ledger,
            public_url=settings.storage.public_url,
            now=now,
            emit=emit,
            dry_run=dry_run,
            replace_audio=replace_audio,
            allow_removal=allow_removal,
        )
    if dry_run:
        for key in todo.replaces:
            call.line("plan", key=key, bytes=todo.tree[key].size, new=key in todo.new)
            call.console.print(f"{'new' if key in todo.new else 'changed':8} {key}")
    verb = "Would publish" if dry_run else "Published"
    call.console.print(f"{verb} to {storage.name}: {todo} ({todo.bytes} bytes).")
    return call.result(
        storage=storage.name,
        new=len(todo.new),
        changed=len(todo.changed),
        unchanged=len(todo.unchanged),
        gone=len(todo.gone),
        bytes=todo.bytes,
        feed=settings.storage.public_url + "feed.xml",
        episodes=len(publication.episodes),
    )
