"""A whole workspace published to a real object storage, as the command and the studio do it."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import s3_servers
from fault_proxy import Proxy
from nexus_audio import publishing
from nexus_audio.build import build
from nexus_audio.cli import main
from nexus_audio.errors import FeedError, StoreError, VerifyError
from nexus_audio.events import Event, ignore
from nexus_audio.state import states
from nexus_audio.storages.ledger import read_ledger
from nexus_audio.storages.manifest import LEDGER
from nexus_audio.workspace import Workspace
from s3_servers import BUCKET, KEY, SECRET, Server
from toy_listener import Heard, listening
from toy_publishing import NOW, PREFIX, change, publish, settings, with_storage

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


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


# --- telling the world --------------------------------------------------------


@pytest.fixture
def listener() -> Iterator[Heard]:
    with listening() as one:
        yield one


def test_the_hub_is_told_once_and_only_when_asked_for(
    workspace: Workspace, listener: Heard
) -> None:
    file = workspace.root / "feed" / "show.toml"
    file.write_text(file.read_text("utf-8") + f'hub = "{listener.address}"\n', "utf-8")
    build(workspace, settings(workspace), workspace.episodes(), ignore)
    publish(workspace)
    assert listener.asked == []
    change(workspace)
    asked = with_storage(workspace, ping_hub=True)
    for days in (1, 2):
        done = publishing.publish(workspace, asked, now=NOW + timedelta(days=days))
        assert done.doubts == ()
    feed = settings(workspace).storage.public_url + "feed.xml"
    assert listener.asked == [{"hub.mode": ["publish"], "hub.url": [feed]}]


def test_podping_is_told_with_a_token_that_stands_nowhere(
    workspace: Workspace, listener: Heard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PODPING_TOKEN", SECRET)
    asked = with_storage(workspace, podping=listener.address)
    for days in (1, 2):
        done = publishing.publish(workspace, asked, now=NOW + timedelta(days=days))
        assert done.doubts == ()
    feed = settings(workspace).storage.public_url + "feed.xml"
    assert listener.asked == [{"url": [feed], "reason": ["update"], "medium": ["podcast"]}]
    assert listener.tokens == [SECRET]
    files = (path for path in workspace.root.rglob("*") if path.is_file())
    assert [path for path in files if SECRET.encode() in path.read_bytes()] == []


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
