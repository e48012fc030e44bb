"""Publishing a workspace of the tests, at a time of theirs."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from nexus_audio import publishing
from nexus_audio.build import build
from nexus_audio.config import Settings, load_settings
from nexus_audio.events import ignore
from nexus_audio.publishing import Published
from nexus_audio.workspace import Workspace

PREFIX = "publishing"
NOW = datetime(2026, 7, 1, tzinfo=UTC)


def settings(workspace: Workspace) -> Settings:
    """Its settings as they are now."""
    return load_settings(workspace.root).settings


def publish(workspace: Workspace, days: int = 0, *, removal: bool = False) -> Published:
    """Publish it, so many days later."""
    now = NOW + timedelta(days=days)
    return publishing.publish(workspace, settings(workspace), now=now, allow_removal=removal)


def change(workspace: Workspace) -> None:
    """Change what only the feed says."""
    file = workspace.root / "feed" / "show.toml"
    file.write_text(file.read_text("utf-8") + 'type = "serial"\n', "utf-8")
    build(workspace, settings(workspace), workspace.episodes(), ignore)


def with_storage(workspace: Workspace, **values: object) -> Settings:
    """Its settings with others of the storage."""
    loaded = settings(workspace)
    return loaded.model_copy(update={"storage": loaded.storage.model_copy(update=values)})
