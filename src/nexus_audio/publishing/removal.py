"""Taking an episode out of the feed."""

from __future__ import annotations

from datetime import datetime

import tomlkit

from nexus_audio.build import build
from nexus_audio.config import Settings
from nexus_audio.events import Sink, ignore
from nexus_audio.publishing.sending import Published, publish
from nexus_audio.storages.ledger import published
from nexus_audio.store import writing
from nexus_audio.workspace import Workspace


def unpublish(
    workspace: Workspace, settings: Settings, slug: str, *, now: datetime, emit: Sink = ignore
) -> Published:
    """Take one episode out of the feed, and keep it out: `episode.toml` says so from then on.

    The other published episodes are built anew as far as they mention it. Raises what `build`
    and `publish` raise; called again, it goes on where it stopped.
    """
    folder = workspace.episode(slug)
    guid = folder.episode.guid
    file = folder.path / "episode.toml"
    written = tomlkit.parse(file.read_text(encoding="utf-8"))
    if written.get("unpublished") is not True:
        written["unpublished"] = True
        with writing(folder.path):
            fresh = file.with_name(".episode.toml.new")
            fresh.write_text(tomlkit.dumps(written), encoding="utf-8")
            fresh.replace(file)
    live = published(workspace.ledger)
    others = [one for one in workspace.episodes() if not one.is_draft and one.slug != slug]
    build(workspace, settings, [one for one in others if one.episode.guid in live], emit)
    return publish(workspace, settings, now=now, leaving={guid}, emit=emit)
