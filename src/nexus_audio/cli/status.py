"""`nexus-audio status`: where each episode stands."""

from __future__ import annotations

import click

from nexus_audio.cli.call import Call, shared_options


@click.command()
@shared_options
@click.pass_obj
def command(call: Call) -> int:
    """Show each episode with its state and the next step."""
    from rich.table import Table  # noqa: PLC0415 -- --help must be quick
    from rich.text import Text  # noqa: PLC0415

    from nexus_audio.state import states  # noqa: PLC0415

    table = Table(box=None)
    for title in ("Episode", "State", "Next"):
        table.add_column(title)
    found = states(call.workspace, call.load().settings)
    for state in found:
        call.line(
            "episode", slug=state.slug, state=state.name, next=state.next, detail=state.detail
        )
        table.add_row(state.slug, state.name, Text(state.next))
    call.console.print(table if found else "No episodes yet. Make one: nexus-audio new SLUG …")
    return call.result(episodes=len(found))
