"""The check of the whole built tree, before anything of it is published."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.feed.check import NOTHING, Finding, check_tree
from nexus_audio.feed.rules import Level
from nexus_audio.models import LastPublished


def check(
    public: Path,
    public_url: str,
    *,
    now: datetime | None = None,
    before: LastPublished = NOTHING,
) -> tuple[Finding, ...]:
    """Look for faults in the built tree: gives the warnings, raises FeedError for errors.

    With `now`, episodes of the future are told; `before` is what was last published.
    """
    if not (public / "feed.xml").exists():
        raise FeedError(
            "nothing is built yet", subject=str(public), hint="Build first: nexus-audio build --all"
        )
    findings = check_tree(public, public_url, now=now, before=before)
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if moved := [error for error in errors if error.rule == "self-link"]:
        # Then nearly all else is wrong too, and says nothing more.
        raise FeedError(
            f"it was built for another address than the one that is set now: {moved[0].message}",
            subject=str(public / "feed.xml"),
            hint="Build again: nexus-audio build --all. If the address that is set is wrong, "
            "correct storage.public_url in nexus.toml before.",
        )
    if errors:
        raise FeedError(
            "; ".join(f"{error.message} ({error.requirer})" for error in errors),
            subject=str(public / "feed.xml"),
            hint=" ".join(dict.fromkeys(error.fix for error in errors)),
        )
    return findings
