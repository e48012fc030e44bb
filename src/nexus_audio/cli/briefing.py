"""`nexus-audio briefing`: a written text as it is understood, before anything is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from nexus_audio.cli.call import Call, shared_options

if TYPE_CHECKING:
    from nexus_audio.briefing import Source
    from nexus_audio.briefing.preview import Preview
    from nexus_audio.models import Briefing

ISSUE = click.option(
    "--issue", default="", help="Which issue of a feed or an export: its number or its slug."
)


def load(written: str) -> Source:
    """The bytes of a file, or of an address where it is one."""
    from pathlib import Path  # noqa: PLC0415 -- --help must be quick

    from nexus_audio.briefing import open_source  # noqa: PLC0415
    from nexus_audio.briefing.fetch import fetch, is_url  # noqa: PLC0415

    return fetch(written) if is_url(written) else open_source(Path(written))


@click.group()
@shared_options
def command() -> None:
    """Show a written text as it is understood."""


@command.command("show")
@click.argument("briefing", metavar="FILE_OR_URL")
@ISSUE
@shared_options
@click.pass_obj
def show(call: Call, briefing: str, issue: str) -> int:
    """Show the sections of FILE_OR_URL, which will be the chapters, and how long each will take."""
    from nexus_audio.briefing import read  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.briefing.preview import PACE, preview  # noqa: PLC0415
    from nexus_audio.cli.tables import briefing_facts, briefing_table  # noqa: PLC0415

    understood = read(load(briefing), issue)
    measured = _pace(call)
    pace = measured or PACE
    sections = preview(understood, pace)
    for section in sections:
        call.line("section", **_section(section, understood))
    words = sum(section.words for section in sections)
    for line in briefing_facts(understood):
        call.console.print(line, markup=False)
    call.console.print(briefing_table(sections, understood))
    whose = "your own pace" if measured else "the pace of a usual reader"
    length = round(words / pace) or 1
    about = "a minute" if length == 1 else f"{length} minutes"
    call.console.print(f"{words} words, about {about} at {pace:.0f} words a minute ({whose}).")
    minutes = round(words / pace, 1)
    return call.result(**_issue(understood), words=words, minutes=minutes, pace=round(pace, 1))


def _pace(call: Call) -> float | None:
    """How fast the host speaks, where there is a workspace with built episodes."""
    from nexus_audio.errors import WorkspaceError  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.report import spoken_pace  # noqa: PLC0415

    try:
        return spoken_pace(call.workspace.public)
    except WorkspaceError:
        return None


def _section(preview: Preview, briefing: Briefing) -> dict[str, Any]:
    """What a program is told of a section: all of it, and what was found out about it."""
    from nexus_audio import codec  # noqa: PLC0415 -- --help must be quick

    section = preview.section
    return {
        **codec.to_plain(section),
        "words": preview.words,
        "minutes": preview.minutes,
        "languages": preview.languages,
        "names": preview.names,
        "links": [codec.to_plain(link) for block in section.blocks for link in block.links],
        "references": [
            codec.to_plain(each) for each in briefing.references if each.section == section.id
        ],
    }


def _issue(briefing: Briefing) -> dict[str, Any]:
    """What a program is told of the issue as a whole."""
    from nexus_audio import codec  # noqa: PLC0415 -- --help must be quick

    plain: dict[str, Any] = codec.to_plain(briefing)
    return {key: value for key, value in plain.items() if key not in ("sections", "references")}
