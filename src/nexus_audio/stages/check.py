"""The check of the whole built tree, before anything of it is published."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.errors import FeedError
from nexus_audio.feed.check import Finding, Level, check_tree


def check(public: Path, public_url: str) -> tuple[Finding, ...]:
    """Look for faults in the built tree: gives the warnings, raises FeedError for errors."""
    if not (public / "feed.xml").exists():
        raise FeedError(
            "nothing is built yet", subject=str(public), hint="Build first: nexus-audio build --all"
        )
    findings = check_tree(public, public_url)
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if errors:
        raise FeedError(
            "; ".join(f"{error.message} ({error.requirer})" for error in errors),
            subject=str(public / "feed.xml"),
            hint=" ".join(dict.fromkeys(error.fix for error in errors)),
        )
    return findings
