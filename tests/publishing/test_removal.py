"""An episode is taken out of the feed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nexus_audio import publishing
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.state import states
from nexus_audio.workspace import Workspace
from toy_publishing import NOW, publish, settings

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


def test_unpublish_takes_one_episode_out_for_good(workspace: Workspace) -> None:
    publish(workspace)
    done = publishing.unpublish(workspace, settings(workspace), "2-a", now=NOW + timedelta(days=1))
    assert set(done.publication.episodes) == {"guid-1-a"}
    storage = publishing.place(workspace, settings(workspace))
    assert b"guid-2-a" not in storage.get("feed.xml")
    assert any("2-a" in one.key for one in storage.list("media/"))
    publishing.verify(workspace, settings(workspace))
    build(workspace, settings(workspace), workspace.episodes(), ignore)
    assert publish(workspace, 2).todo.replaces == {}
    assert {one.slug: one.name for one in states(workspace, settings(workspace))} == {
        "1-a": "published",
        "2-a": "unpublished",
    }
