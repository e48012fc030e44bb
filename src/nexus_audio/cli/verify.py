"""`nexus-audio verify`: is what is live what was published?"""

from __future__ import annotations

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@shared_options
@click.pass_obj
def command(call: Call) -> int:
    """Read back every object that is live, and compare it with feed and ledger."""
    from nexus_audio import publishing  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    with reporter(call) as emit:
        storage = publishing.verify(call.workspace, call.load().settings, emit)
    call.console.print(f"All that is live in {storage} is as it was published.")
    return call.result(storage=storage)
