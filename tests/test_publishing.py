"""A whole workspace published to a real object storage, as the command and the studio do it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest

import s3_servers
import toy_engine
import toy_workspace
from fault_proxy import Proxy, proxied
from nexus_audio import publishing
from nexus_audio.build import build
from nexus_audio.cli import main
from nexus_audio.config import Settings, load_settings
from nexus_audio.errors import FeedError, PublishConflict, StoreError, VerifyError
from nexus_audio.events import Event, ignore
from nexus_audio.publishing import Published
from nexus_audio.state import states
from nexus_audio.storages.ledger import read_ledger
from nexus_audio.storages.manifest import LEDGER, MANIFEST
from nexus_audio.workspace import Workspace
from s3_servers import BUCKET, KEY, SECRET, Server

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]
PREFIX = "publishing"
NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def proxy(seaweed: Server) -> Iterator[Proxy]:
    with proxied(seaweed.port) as one:
        yield one


@pytest.fixture(scope="module")
def built(
    seaweed: Server, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """A workspace with two episodes, built."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        toy_engine.install(monkeypatch)
        root = tmp_path_factory.mktemp("built") / "Schau"
        workspace = toy_workspace.make(root)
        place = s3_servers.settings(seaweed, PREFIX, proxy.endpoint)
        (root / "nexus.toml").write_text(
            f'{toy_workspace.TOML}\n[storage]\nkind = "s3"\nprovider = "other"\n'
            f'bucket = "{BUCKET}"\nprefix = "{PREFIX}"\nendpoint = "{place.endpoint}"\n'
            f'public_url = "{place.public_url}"\npatience = 0.2\n'
        )
        folders = [toy_workspace.add(workspace, f"{n}-a", number=n) for n in (1, 2)]
        build(workspace, load_settings(root).settings, folders, ignore)
        yield root


@pytest.fixture
def workspace(
    built: Path, seaweed: Server, proxy: Proxy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Workspace:
    """The same, in a folder of its own, before anything was published."""
    toy_engine.install(monkeypatch)
    s3 = s3_servers.client(seaweed).s3
    for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/").get("Contents", ()):
        s3.delete_object(Bucket=BUCKET, Key=one["Key"])
    proxy.fault = lambda request: ""
    return Workspace(shutil.copytree(built, tmp_path / "Schau"))


def settings(workspace: Workspace) -> Settings:
    return load_settings(workspace.root).settings


def publish(workspace: Workspace, days: int = 0, *, removal: bool = False) -> Published:
    now = NOW + timedelta(days=days)
    return publishing.publish(workspace, settings(workspace), now=now, allow_removal=removal)


def change(workspace: Workspace) -> None:
    """Change what only the feed says."""
    file = workspace.root / "feed" / "show.toml"
    file.write_text(file.read_text("utf-8") + 'type = "serial"\n', "utf-8")
    build(workspace, settings(workspace), workspace.episodes(), ignore)


def test_everything_goes_live_and_is_reached(workspace: Workspace) -> None:
    done = publish(workspace)
    assert done.doubts == ()
    assert done.todo.changed == ()
    assert publishing.verify(workspace, settings(workspace)).startswith("s3:")
    assert {one.name for one in states(workspace, settings(workspace))} == {"published"}


def test_publishing_again_takes_three_requests(workspace: Workspace, proxy: Proxy) -> None:
    publish(workspace)
    proxy.requests.clear()
    assert publish(workspace, 1).todo.replaces == {}
    assert len(proxy.requests) <= 3
    assert len(read_ledger(workspace.ledger)) == 1


def test_a_plan_says_how_much_and_how_long_and_writes_nothing(
    workspace: Workspace, proxy: Proxy
) -> None:
    proxy.requests.clear()
    planned = publishing.plan(workspace, settings(workspace), now=NOW)
    assert {one.verb for one in proxy.requests} <= {"GET", "HEAD"}
    assert planned.todo.bytes > 10_000
    assert planned.seconds is None
    publish(workspace)
    slow = with_storage(workspace, bandwidth=0.001)
    for file in workspace.public.glob("episodes/*/notes.txt"):
        file.write_text("Andere Worte.")
    again = publishing.plan(workspace, slow, now=NOW)
    assert again.seconds == pytest.approx(again.todo.bytes / 125)
    change(workspace)
    assert publishing.plan(workspace, settings(workspace), now=NOW).todo.changed == ("feed.xml",)


def test_a_new_machine_goes_on(workspace: Workspace, tmp_path: Path) -> None:
    publish(workspace)
    fresh = Workspace(shutil.copytree(workspace.root, tmp_path / "new machine"))
    shutil.rmtree(fresh.root / ".nexus")
    fresh.ledger.unlink()
    publishing.verify(fresh, settings(fresh))
    shutil.rmtree(fresh.public / "media")
    with pytest.raises(FeedError):
        publish(fresh)
    shutil.copytree(workspace.public / "media", fresh.public / "media")
    assert publish(fresh, 1).todo.replaces == {}
    assert fresh.ledger.read_bytes() == workspace.ledger.read_bytes()


def test_a_changed_text_is_not_published_yet(workspace: Workspace) -> None:
    publish(workspace)
    page = workspace.public / "episodes" / "1-a" / "notes.txt"
    page.write_text("Andere Worte.")
    found = {one.slug: one for one in states(workspace, settings(workspace))}
    assert (found["1-a"].name, found["1-a"].next) == ("changed since", "nexus-audio publish")
    assert found["2-a"].name == "published"


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


def test_a_bucket_that_nobody_may_read_is_told(workspace: Workspace) -> None:
    unread = settings(workspace).model_copy(
        update={
            "storage": settings(workspace).storage.model_copy(
                update={"prefix": "elsewhere"}  # the public address leads to where nothing is
            )
        }
    )
    events: list[Event] = []
    done = publishing.publish(workspace, unread, now=NOW, emit=events.append)
    assert done.doubts
    assert "cannot be had by listeners" in done.doubts[0]
    assert any("cannot be had" in event.message for event in events)
    with pytest.raises(VerifyError, match="at the public address"):
        publishing.verify(workspace, unread)


def test_a_workspace_that_may_not_be_written_is_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path, *_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(Path, "mkdir", refuse)  # by its mode would not do: tests may be root
    with pytest.raises(StoreError, match="cannot be written") as caught:
        publish(workspace)
    assert "right to write" in caught.value.hint


def test_one_publication_at_a_time(workspace: Workspace) -> None:
    with publishing._alone(workspace), pytest.raises(PublishConflict, match="already"):
        publish(workspace)


# --- telling the world --------------------------------------------------------


@pytest.fixture
def hub() -> Iterator[tuple[str, list[dict[str, list[str]]]]]:
    """A WebSub hub, and what it was told."""
    told: list[dict[str, list[str]]] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            told.append(parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Hub)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", told
    server.shutdown()
    server.server_close()


def with_storage(workspace: Workspace, **values: object) -> Settings:
    loaded = settings(workspace)
    return loaded.model_copy(update={"storage": loaded.storage.model_copy(update=values)})


def test_the_hub_is_told_once_and_only_when_asked_for(
    workspace: Workspace, hub: tuple[str, list[dict[str, list[str]]]]
) -> None:
    address, told = hub
    file = workspace.root / "feed" / "show.toml"
    file.write_text(file.read_text("utf-8") + f'hub = "{address}"\n', "utf-8")
    build(workspace, settings(workspace), workspace.episodes(), ignore)
    publish(workspace)
    assert told == []
    change(workspace)
    asked = with_storage(workspace, ping_hub=True)
    for days in (1, 2):
        done = publishing.publish(workspace, asked, now=NOW + timedelta(days=days))
        assert done.doubts == ()
    feed = settings(workspace).storage.public_url + "feed.xml"
    assert told == [{"hub.mode": ["publish"], "hub.url": [feed]}]


def test_a_hub_that_is_not_there_costs_nothing_but_a_word(workspace: Workspace) -> None:
    done = publishing.publish(workspace, with_storage(workspace, ping_hub=True), now=NOW)
    assert done.doubts == ("show.toml names no hub to tell",)
    publishing.verify(workspace, settings(workspace))


def test_the_host_s_own_command_gets_the_address(workspace: Workspace, tmp_path: Path) -> None:
    out = tmp_path / "told.txt"
    script = f"import sys; open({str(out)!r}, 'w').write(sys.argv[-1])"
    command = f'{sys.executable} -c "{script}"'
    asked = with_storage(workspace, after_publish=command)
    assert publishing.publish(workspace, asked, now=NOW).doubts == ()
    assert out.read_text() == settings(workspace).storage.public_url + "feed.xml"


@pytest.mark.parametrize(
    ("command", "words"), [("no-such-command", "could not be run"), ("false", "ended with 1")]
)
def test_a_command_that_fails_is_told(workspace: Workspace, command: str, words: str) -> None:
    asked = with_storage(workspace, after_publish=command)
    (doubt,) = publishing.publish(workspace, asked, now=NOW).doubts
    assert words in doubt


# --- keys ---------------------------------------------------------------------


def test_keys_are_shown_and_kept_nowhere(
    workspace: Workspace,
    seaweed: Server,
    proxy: Proxy,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def said(*arguments: str) -> int:
        with pytest.raises(SystemExit) as caught:
            main([*arguments, "-C", str(workspace.root), "-vv"])
        return int(caught.value.code or 0)

    runs: list[Callable[[], int]] = [
        lambda: said("publish", "--json"),
        lambda: said("publish", "--dry-run"),
        lambda: said("publish", "--probe", "--json"),
        lambda: said("verify", "--json"),
        lambda: said("doctor", "--online"),
        lambda: said("gc"),
        lambda: said("rollback", "--list"),
    ]
    codes = [run() for run in runs]
    assert codes[0] == codes[1] == codes[2] == codes[3] == codes[5] == codes[6] == 0
    assert said("unpublish", "2-a") in (0, 3)
    assert said("gc", "--grace", "0", "--yes") == 0
    assert said("verify") == 0
    proxy.always("cut", "HEAD")
    assert said("publish") == 40
    proxy.fault = lambda request: ""
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET + "x")
    assert said("publish", "--probe") == 40
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY + "x")
    assert said("publish", "--json") == 40
    output = "".join(capsys.readouterr())
    assert "trying again" in output or "cannot be reached" in output
    assert SECRET not in output
    assert KEY not in output
    files = [path for path in workspace.root.rglob("*") if path.is_file()]
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []
    assert [path for path in files if KEY.encode() in path.read_bytes()] == []
    s3 = s3_servers.client(seaweed).s3
    for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/")["Contents"]:
        answer = s3.get_object(Bucket=BUCKET, Key=one["Key"])
        assert SECRET.encode() not in answer["Body"].read()
        assert KEY not in str(answer["Metadata"])
    assert LEDGER in {
        one["Key"].partition("/")[2]
        for one in s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/")["Contents"]
    }
