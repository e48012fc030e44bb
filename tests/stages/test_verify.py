from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nexus_audio.errors import VerifyError
from nexus_audio.events import Event
from nexus_audio.stages.publish import publish
from nexus_audio.stages.verify import verify
from nexus_audio.storages.base import Stored
from nexus_audio.storages.directory import DirectoryStorage
from nexus_audio.storages.manifest import LEDGER, MANIFEST
from toy_storages import PUBLIC_URL, MemoryStorage, Watched, keys, media_name, write_tree

NOW = datetime(2026, 5, 4, 6, tzinfo=UTC)
MEDIA = f"media/{media_name('folge-1', b'audio')}"


class Desk:
    """A publication that can be damaged."""

    def __init__(self, root: Path) -> None:
        self.public, self.ledger, self.storage = (
            root / "public",
            root / "log.jsonl",
            MemoryStorage(),
        )
        self.publish({"folge-1": b"audio"})

    def publish(self, episodes: dict[str, bytes], day: int = 0) -> None:
        write_tree(self.public, episodes)
        now = NOW + timedelta(days=day)
        publish(self.public, self.storage, self.ledger, public_url=PUBLIC_URL, now=now)

    def problems(self) -> list[str]:
        with pytest.raises(VerifyError) as caught:
            verify(self.storage, self.ledger, PUBLIC_URL)
        assert caught.value.hint
        assert caught.value.subject == "memory"
        return caught.value.message.splitlines()


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_what_was_published_is_verified(desk: Desk) -> None:
    watched = Watched(desk.storage)
    verify(watched, desk.ledger, PUBLIC_URL)
    assert {verb for verb, _ in watched.requests} == {"head", "get"}
    assert {key for _, key in watched.requests} == set(keys(desk.storage))


def test_progress_is_told_in_bytes(desk: Desk) -> None:
    events: list[Event] = []
    verify(desk.storage, desk.ledger, PUBLIC_URL, events.append)
    sizes = [path.stat().st_size for path in desk.public.rglob("*") if path.is_file()]
    total = sum(sizes) + (desk.public / "feed.xml").stat().st_size  # its history, too
    assert (events[-1].done, events[-1].total) == (total, total)
    assert {event.stage for event in events} == {"verify"}


@pytest.mark.parametrize("key", ["index.html", "episodes/folge-1/index.html", "assets/page-1.css"])
def test_a_missing_object_is_named(desk: Desk, key: str) -> None:
    desk.storage.delete(key)
    assert f"{key} is missing" in desk.problems()


def test_the_same_size_is_not_enough(desk: Desk) -> None:
    desk.storage.put(MEDIA, b"oidua")
    assert desk.problems() == [f"{MEDIA} has other bytes than were published"]


def test_missing_audio_is_named(desk: Desk) -> None:
    desk.storage.delete(MEDIA)
    assert f"{MEDIA} is missing" in desk.problems()


def test_an_object_that_only_the_feed_names_is_looked_for(desk: Desk) -> None:
    feed = desk.storage.get("feed.xml").replace(b"transcript.vtt", b"transcript.srt")
    desk.storage.put("feed.xml", feed)
    missing = "the feed names episodes/folge-1/transcript.srt, which is not there"
    assert missing in desk.problems()
    desk.storage.put("episodes/folge-1/transcript.srt", b"")
    assert missing not in desk.problems()


def test_a_wrong_length_is_named(desk: Desk) -> None:
    feed = desk.storage.get("feed.xml").replace(b'length="5"', b'length="6"')
    desk.storage.put("feed.xml", feed)
    assert any("5 bytes, but the feed says 6" in line for line in desk.problems())


def test_a_feed_that_is_none_is_told(desk: Desk) -> None:
    desk.storage.put("feed.xml", b"<rss>")
    assert any("not well-formed" in line for line in desk.problems())


def test_another_feed_than_the_ledger_s_is_told(desk: Desk) -> None:
    old = desk.storage.get("feed.xml")
    desk.publish({"folge-1": b"audio", "folge-2": b"more"}, day=7)
    desk.storage.put("feed.xml", old)
    day = "2026-05-11T06:00:00+00:00"
    assert f"the live feed is not the one that was published at {day}" in desk.problems()


def test_a_wrong_type_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    head = desk.storage.head

    def as_download(key: str) -> Stored | None:
        stored = head(key)
        if stored is None or key != MEDIA:
            return stored
        plain = "application/octet-stream"
        return Stored(
            key=key, size=stored.size, sha256=stored.sha256, content_type=plain, token=stored.token
        )

    monkeypatch.setattr(desk.storage, "head", as_download)
    assert desk.problems() == [f"{MEDIA} is served as application/octet-stream"]


def test_where_nothing_was_published_everything_is_missing(tmp_path: Path, desk: Desk) -> None:
    desk.storage, desk.ledger = MemoryStorage(), tmp_path / "none.jsonl"
    assert desk.problems() == [
        f"{MANIFEST} is missing: nothing was published here",
        "feed.xml is missing",
    ]


def test_a_publication_that_the_ledger_does_not_know_is_told(desk: Desk) -> None:
    desk.ledger.unlink()
    verify(desk.storage, desk.ledger, PUBLIC_URL)  # the copy tells
    desk.storage.delete(LEDGER)
    assert desk.problems() == ["the ledger knows of no publication in this storage"]


def test_a_later_publication_elsewhere_is_none_of_this_storage_s(desk: Desk) -> None:
    write_tree(desk.public, {"folge-1": b"audio", "folge-2": b"more"})
    elsewhere = DirectoryStorage(root=desk.public.with_name("live"), name="directory:live")
    publish(desk.public, elsewhere, desk.ledger, public_url=PUBLIC_URL, now=NOW)
    verify(desk.storage, desk.ledger, PUBLIC_URL)
    verify(elsewhere, desk.ledger, PUBLIC_URL)


def test_a_manifest_of_somebody_else_is_told(desk: Desk) -> None:
    desk.storage.put(MANIFEST, b'{"schema": 1, "objects": {}}')
    (line,) = desk.problems()
    assert line.startswith(f"{MANIFEST} is not the one of 2026-05-04")


def test_the_hint_leads_out(desk: Desk) -> None:
    desk.storage.put("index.html", b"damaged")
    desk.storage.delete(MEDIA)
    assert len(desk.problems()) == 2
    desk.storage.delete(MANIFEST)
    desk.publish({"folge-1": b"audio"})
    verify(desk.storage, desk.ledger, PUBLIC_URL)
