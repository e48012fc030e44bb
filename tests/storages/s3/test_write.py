"""Writes to a real server, over a line that breaks in every way."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

import s3_servers
from nexus_audio.errors import NexusError, PublishConflict, StorageError
from s3_lines import Line, hurried
from s3_servers import Server

pytestmark = [pytest.mark.xdist_group("s3"), pytest.mark.usefixtures("keys_of_the_tests")]


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
    storage = replace(line.storage, checksum="md5")
    send = line.storage.client.s3.put_object

    def without(**arguments: object) -> object:
        return send(**{name: one for name, one in arguments.items() if name != "ContentMD5"})

    monkeypatch.setattr(line.storage.client.s3, "put_object", without)
    line.proxy.once("flip", "PUT", "a.txt")
    storage.put("a.txt", b"whole")
    assert line.direct.get("a.txt") == b"whole"
    line.proxy.always("flip", "PUT", "a.txt")
    with pytest.raises(StorageError, match="damaged"):
        storage.put("a.txt", b"other")
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
