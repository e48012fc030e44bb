"""`nexus-audio feed check`: everything that no public validator sees."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options
from nexus_audio.errors import FeedError

if TYPE_CHECKING:
    from nexus_audio.feed.check import Finding
    from nexus_audio.models import LastPublished

SHOWN = 10
"""Faults of one rule that people are shown: a feed that has one of them often has it everywhere."""


@click.group()
def command() -> None:
    """Look at a feed as apps and directories do."""


@command.command()
@click.argument("feed", required=False, metavar="[FILE_OR_URL]")
@shared_options
@click.pass_obj
def check(call: Call, feed: str | None) -> int:
    """Check the built feed, or any other in a file or on the web, with all that it names."""
    now = datetime.datetime.now().astimezone()
    subject, findings = _look(call, feed, now)
    for finding in findings:
        call.line("finding", **dataclasses.asdict(finding))
    for line in _told(findings):
        call.console.print(line, markup=False)
    errors = sum(finding.level == "error" for finding in findings)
    if errors:
        raise FeedError(
            f"{_count(errors, 'error')} and {_count(len(findings) - errors, 'warning')}",
            subject=subject,
            hint="Above stands who asks for it, and what to do.",
        )
    call.console.print(f"{subject}: no errors, {_count(len(findings), 'warning')}.", markup=False)
    return call.result(feed=subject, errors=0, warnings=len(findings))


def _look(call: Call, feed: str | None, now: datetime.datetime) -> tuple[str, tuple[Finding, ...]]:
    from nexus_audio.feed.check import (  # noqa: PLC0415 -- --help must be quick
        check_file,
        check_tree,
        check_url,
    )

    if feed and feed.startswith(("http://", "https://")):
        return feed, check_url(feed, now=now)
    if feed:
        return feed, check_file(Path(feed), now=now)
    workspace, settings = call.workspace, call.load().settings
    subject = str(workspace.public / "feed.xml")
    public_url = settings.storage.public_url
    return subject, check_tree(workspace.public, public_url, now=now, before=_before(call))


def _before(call: Call) -> LastPublished:
    """What was last published to the storage of these settings."""
    from nexus_audio.storages import open_storage  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.storages.ledger import last_published  # noqa: PLC0415

    workspace = call.workspace
    settings = call.load().settings.storage
    storage = open_storage(settings, workspace.root)
    return last_published(workspace.ledger, storage.name, settings.public_url + "feed.xml")


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _told(findings: Sequence[Finding]) -> Iterator[str]:
    """The faults, those of one rule together, with who asks and what to do."""
    for rule, group in groupby(findings, key=lambda finding: finding.rule):
        same = list(group)
        yield from (f"{finding.level:8}{finding.message}" for finding in same[:SHOWN])
        if len(same) > SHOWN:
            yield f"        and {len(same) - SHOWN} more like these; --json lists all"
        yield f"        {same[0].requirer} ({rule}). {same[0].fix}"
