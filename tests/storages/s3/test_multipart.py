"""Large uploads to a real server go on where they stopped."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import s3_servers
from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.storages.s3.digests import MIB
from s3_lines import LARGE, Line, parts_sent
from s3_servers import BUCKET, Server
from toy_storages import keys

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


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
