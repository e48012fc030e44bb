"""What nothing names any more is found and deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from nexus_audio import publishing
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.workspace import Workspace
from toy_publishing import NOW, change, publish, settings

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


def test_gc_deletes_what_nothing_names_after_the_grace_period(workspace: Workspace) -> None:
    publish(workspace)
    publishing.unpublish(workspace, settings(workspace), "2-a", now=NOW + timedelta(days=1))
    storage = publishing.place(workspace, settings(workspace))
    storage.put("somebody else's.txt", b"hands off")

    def garbage(days: int) -> publishing.Rubbish:
        now = datetime.now(UTC) + timedelta(days=days)
        grace = timedelta(days=30)
        return publishing.garbage(workspace, settings(workspace), now=now, grace=grace)

    assert garbage(2).stored.objects == ()
    found = garbage(40)
    gone = {one.key for one in found.stored.objects}
    assert {key.partition("/")[0] for key in gone} == {"media", "episodes", "history"}
    assert all("2-a" in key or key.startswith("history/") for key in gone)
    before = {one.key for one in storage.list()}
    publishing.sweep(workspace, settings(workspace), found)
    assert {one.key for one in storage.list()} == before - gone
    publishing.verify(workspace, settings(workspace))
    assert garbage(40).stored.objects == ()


def test_gc_prunes_the_store_here_and_keeps_what_builds_need(workspace: Workspace) -> None:
    publish(workspace)
    workspace.store.memos.put("ab" * 32, b"a passage of old")
    kept = set(workspace.store.keys())
    change(workspace)
    fresh = set(workspace.store.keys()) - kept
    assert fresh
    now = datetime.now(UTC) + timedelta(days=40)
    rubbish = publishing.garbage(workspace, settings(workspace), now=now, grace=timedelta(days=30))
    assert 0 < len(rubbish.artifacts) < len(kept)
    assert "ab" * 32 in rubbish.memos
    publishing.sweep(workspace, settings(workspace), rubbish)
    assert workspace.store.memos.get("ab" * 32) is None
    assert build(workspace, settings(workspace), workspace.episodes(), ignore).changed == ()


def test_a_damaged_artifact_is_found_and_made_again(workspace: Workspace) -> None:
    publish(workspace)
    (file,) = workspace.store.root.glob("*/*/feed.xml")
    file.chmod(0o644)
    file.write_text("spoilt")
    now = datetime.now(UTC)
    rubbish = publishing.garbage(workspace, settings(workspace), now=now, grace=timedelta(30))
    assert [why for why in rubbish.artifacts.values() if "damaged: feed.xml" in why]
    publishing.sweep(workspace, settings(workspace), rubbish)
    build(workspace, settings(workspace), workspace.episodes(), ignore)
    assert publish(workspace, 1).todo.replaces == {}
