"""What a real server refuses, each with its way out, and what it is asked."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import s3_servers
from nexus_audio.errors import StorageError
from nexus_audio.storages.base import Stored
from nexus_audio.storages.s3 import open_s3
from nexus_audio.storages.s3.digests import MIB
from nexus_audio.storages.s3.outage import Patience
from s3_lines import Line, hurried
from s3_servers import BUCKET, SECRET, Server

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


def refused(open_it: Callable[[], object]) -> StorageError:
    with pytest.raises(StorageError) as caught:
        open_it()
    assert caught.value.hint
    assert SECRET not in str(caught.value) + caught.value.hint
    return caught.value


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("AWS_ACCESS_KEY_ID", "AKOTHER", "does not know this access key"),
        ("AWS_SECRET_ACCESS_KEY", "wrong", "does not belong to the access key"),
    ],
)
def test_wrong_keys(
    seaweed: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
    value: str,
    words: str,
) -> None:
    monkeypatch.setenv(variable, value)
    storage = open_s3(s3_servers.settings(seaweed, "a"), tmp_path)
    for operation in (storage.traits, lambda: storage.head("a"), lambda: list(storage.list())):
        error = refused(operation)
        assert words in str(error)
        assert "AKOTHER" not in str(error) + error.hint


def test_no_keys(seaweed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    error = refused(open_s3(s3_servers.settings(seaweed, "a"), tmp_path).traits)
    assert "there are no keys" in str(error)
    assert "AWS_ACCESS_KEY_ID" in error.hint


def test_a_profile_that_is_not_there(seaweed: Server, tmp_path: Path) -> None:
    settings = s3_servers.settings(seaweed, "a", profile="nobody")
    error = refused(lambda: open_s3(settings, tmp_path))
    assert "no such AWS profile" in str(error)


def test_keys_of_a_profile(
    seaweed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "credentials"
    file.write_text(
        f"[host]\naws_access_key_id = {s3_servers.KEY}\naws_secret_access_key = {SECRET}\n"
    )
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(file))
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
    settings = s3_servers.settings(seaweed, tmp_path.name, profile="host")
    assert open_s3(settings, tmp_path).put("a", b"1").size == 1


def test_a_wrong_bucket(seaweed: Server, tmp_path: Path) -> None:
    settings = s3_servers.settings(seaweed, "a").model_copy(update={"bucket": "another"})
    error = refused(open_s3(settings, tmp_path).traits)
    assert "there is no such bucket" in str(error)
    assert "another" in error.subject


def test_a_bucket_that_is_gone_since(seaweed: Server, tmp_path: Path) -> None:
    storage = s3_servers.folder_in(seaweed, tmp_path.name, tmp_path)
    gone = replace(storage, client=replace(storage.client, bucket="gone"))
    for operation in (
        lambda: gone.put("a", b"1"),
        lambda: gone.put("a", b"1", expected=None),
        lambda: gone.delete("a"),
        lambda: list(gone.list()),
    ):
        assert "there is no such bucket" in str(refused(operation))


def test_a_wrong_address_is_told_at_once(tmp_path: Path, seaweed: Server) -> None:
    (port,) = s3_servers.free_ports(1)
    settings = s3_servers.settings(seaweed, "a", f"http://127.0.0.1:{port}")
    begun = time.monotonic()
    error = refused(open_s3(settings, tmp_path).traits)
    assert "cannot be reached" in str(error)
    assert "endpoint" in error.hint
    assert time.monotonic() - begun < 40


@pytest.mark.parametrize("minutes", [-20, 20])
def test_a_clock_that_is_wrong(
    seaweed: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, minutes: int
) -> None:
    from datetime import timedelta

    from botocore import auth

    real = auth.get_current_datetime
    monkeypatch.setattr(
        auth,
        "get_current_datetime",
        lambda *given, **named: real(*given, **named) + timedelta(minutes=minutes),
    )
    storage = open_s3(s3_servers.settings(seaweed, "a"), tmp_path)
    for operation in (storage.traits, lambda: storage.head("a"), lambda: list(storage.list())):
        error = refused(operation)
        assert "clock" in str(error)
        assert "Set the clock" in error.hint


def test_a_server_whose_disk_is_full(tmp_path: Path, large: Path, seaweed: Server) -> None:
    """A real one, whose files may not grow: to it and to us that is a full disk."""
    limited = s3_servers.running(lambda folder: s3_servers.seaweed(folder, limit=2 * MIB))
    with limited as server:
        storage = open_s3(s3_servers.settings(server, "a"), tmp_path)
        storage.traits()
        error = refused(lambda: hurried(storage, 3).put("media/a.mp3", large))
        assert "full" in str(error)
        assert "publish again" in error.hint


def test_507_says_full(line: Line) -> None:
    line.proxy.always("507", "PUT", "feed.xml")
    assert "full" in str(refused(lambda: line.storage.put("feed.xml", b"1")))
    assert len([one for one in line.proxy.requests if "feed.xml" in one.path]) == 1


def test_what_somebody_else_stored_has_no_hash(line: Line) -> None:
    key = line.direct.target.prefix + "a"
    line.direct.client.s3.put_object(Bucket=BUCKET, Key=key, Body=b"1")
    stored = line.storage.head("a")
    assert isinstance(stored, Stored)
    assert stored.sha256 == ""
    assert line.storage.get("a") == b"1"


def test_bandwidth_is_kept(line: Line) -> None:
    from nexus_audio.storages.s3.body import Pace

    slow = replace(line.storage.client, pace=Pace(1_000_000))
    begun = time.monotonic()
    replace(line.storage, client=slow).put("a", bytes(1_500_000))
    assert time.monotonic() - begun > 1.2


def test_patience_is_what_the_settings_say(seaweed: Server, tmp_path: Path) -> None:
    storage = open_s3(
        s3_servers.settings(seaweed, "a").model_copy(update={"patience": 5}), tmp_path
    )
    assert isinstance(storage.client.patience, Patience)
    assert storage.client.patience.seconds == 300
