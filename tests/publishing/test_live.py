"""What is live is read back, and an earlier feed made live again."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from nexus_audio import publishing
from nexus_audio.errors import FeedError
from nexus_audio.storages.manifest import MANIFEST
from nexus_audio.workspace import Workspace
from toy_publishing import NOW, change, publish, settings

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


def test_rollback_and_back_again(workspace: Workspace) -> None:
    publish(workspace)
    old = (workspace.public / "feed.xml").read_bytes()
    change(workspace)
    publish(workspace, 1)
    new = (workspace.public / "feed.xml").read_bytes()
    assert old != new
    storage = publishing.place(workspace, settings(workspace))
    assert storage.get("feed.xml") == new
    assert [past.steps for past in publishing.feeds(workspace, settings(workspace))] == [0, 1]
    publishing.rollback(workspace, settings(workspace), 1, now=NOW + timedelta(days=2))
    assert storage.get("feed.xml") == old
    publishing.verify(workspace, settings(workspace))
    publishing.rollback(workspace, settings(workspace), 1, now=NOW + timedelta(days=3))
    assert storage.get("feed.xml") == new
    publishing.verify(workspace, settings(workspace))
    with pytest.raises(FeedError) as caught:
        publishing.rollback(workspace, settings(workspace), 9, now=NOW)
    assert "--list" in caught.value.hint


def test_a_rollback_to_what_is_gone_is_refused(workspace: Workspace) -> None:
    publish(workspace)
    change(workspace)
    publish(workspace, 1)
    storage = publishing.place(workspace, settings(workspace))
    new = storage.get("feed.xml")
    for one in list(storage.list("media/"))[:1]:
        storage.delete(one.key)
    manifest = json.loads(storage.get(MANIFEST))
    manifest["objects"] = {k: v for k, v in manifest["objects"].items() if "media/" not in k}
    storage.put(MANIFEST, json.dumps(manifest).encode())
    with pytest.raises(FeedError, match="not there"):
        publishing.rollback(workspace, settings(workspace), 1, now=NOW)
    assert storage.get("feed.xml") == new
