"""`nexus-audio verify`: is what is live what was published?"""

from __future__ import annotations

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@shared_options
@click.pass_obj
def command(call: Call) -> int:
    """Read back every object that is live, and compare it with feed and ledger."""
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.stages.verify import verify  # noqa: PLC0415
    from nexus_audio.storages import open_storage  # noqa: PLC0415

    workspace, settings = call.workspace, call.load().settings
    storage = open_storage(settings.storage, workspace.root)
    with reporter(call) as emit:
        verify(storage, workspace.ledger, settings.storage.public_url, emit)
    call.console.print(f"All that is live in {storage.name} is as it was published.")
    return call.result(storage=storage.name)
