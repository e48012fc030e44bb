"""`nexus-audio review`: what to look at in an episode, and answering what is proposed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options

if TYPE_CHECKING:
    from nexus_audio.review import Review


@click.command()
@click.argument("slug")
@click.option("--cut", type=int, multiple=True, metavar="N", help="Cut the first take of retake N.")
@click.option("--keep", type=int, multiple=True, metavar="N", help="Keep both takes of retake N.")
@shared_options
@click.pass_obj
def command(call: Call, slug: str, cut: tuple[int, ...], keep: tuple[int, ...]) -> int:
    """Show what is doubtful in SLUG, where it differs from the text, and what was said twice.

    The answers are written into its episode.toml; the next build does them.
    """
    from nexus_audio.errors import UsageError  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.review import decide_on, review  # noqa: PLC0415

    if both := set(cut) & set(keep):
        raise UsageError(f"retake {min(both)} cannot be both cut and kept")
    settings, folder = call.load().settings, call.workspace.episode(slug)
    found = review(call.workspace, settings, slug)
    for number in (*cut, *keep):
        decide_on(folder, found.proposals, number, keep=number in keep)
    if cut or keep:
        found = review(call.workspace, settings, slug)
    _tell(call, found)
    _show(call, found)
    if cut or keep:
        call.console.print(f"Written to episode.toml. Now: nexus-audio build {slug}")
    code = 3 if found.open else 0
    return call.result(
        code,
        open=found.open,
        doubts=len(found.doubts),
        deviations=len(found.deviations),
        retakes=len(found.proposals),
    )


def _tell(call: Call, found: Review) -> None:
    """One line for each thing, for a program."""
    from nexus_audio import codec  # noqa: PLC0415 -- --help must be quick

    for doubt in found.doubts:
        call.line("doubt", **codec.to_plain(doubt))
    for deviation in found.deviations:
        call.line("deviation", **codec.to_plain(deviation))
    for proposal in found.proposals:
        call.line("retake", **codec.to_plain(proposal))
    for other in found.others:
        call.line("reason", **other)


def _show(call: Call, found: Review) -> None:
    from nexus_audio.cli.tables import (  # noqa: PLC0415 -- --help must be quick
        deviation_table,
        doubt_table,
        proposal_lines,
        review_table,
    )

    if found.doubts:
        call.console.print(doubt_table(found.doubts))
    if found.others:
        call.console.print(review_table(found.others))
    if found.deviations:
        call.console.print(deviation_table(found.deviations))
    for line in proposal_lines(found.proposals):
        call.console.print(line)
    if not (found.open or found.deviations or found.proposals):
        call.console.print("Nothing to look at.")
