from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nexus_audio.errors import FeedError
from nexus_audio.events import Event
from nexus_audio.stages.gc import Garbage, find_garbage, sweep
from nexus_audio.stages.publish import publish
from nexus_audio.stages.verify import problems
from toy_storages import PUBLIC_URL, MemoryStorage, Watched, keys, write_tree

BEGIN = datetime(2026, 5, 4, 6, tzinfo=UTC)
DAY = timedelta(days=1)


class Desk:
    """Three weeks of a show; each week an older episode leaves the feed."""

    def __init__(self, root: Path) -> None:
        self.public, self.ledger, self.storage = root / "public", root / "l", MemoryStorage()
        for week, slugs in enumerate((("eins", "zwei"), ("zwei", "drei"), ("drei", "vier"))):
            write_tree(self.public, {slug: slug.encode() for slug in slugs})
            publish(
                self.public,
                self.storage,
                self.ledger,
                public_url=PUBLIC_URL,
                now=BEGIN + 7 * week * DAY,
                allow_removal=True,
            )

    def garbage(self, days: int) -> Garbage:
        """What is garbage so many days after the last publication."""
        now = BEGIN + (14 + days) * DAY
        return find_garbage(self.storage, self.ledger, PUBLIC_URL, now=now)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def slugs(garbage: Garbage) -> set[str]:
    return {
        slug
        for one in garbage.objects
        for slug in ("eins", "zwei", "drei", "vier")
        if f"/{slug}" in one.key
    }


@pytest.mark.parametrize(
    ("days", "gone"), [(0, set()), (22, set()), (24, {"eins"}), (31, {"eins", "zwei"})]
)
def test_an_episode_is_garbage_a_grace_period_after_it_left(
    desk: Desk, days: int, gone: set[str]
) -> None:
    assert slugs(desk.garbage(days)) == gone


def test_what_is_live_stays_however_long(desk: Desk) -> None:
    found = desk.garbage(10_000)
    assert slugs(found) == {"eins", "zwei"}
    assert found.bytes == sum(one.size for one in found.objects)
    events: list[Event] = []
    sweep(desk.storage, found, events.append)
    assert (events[-1].done, events[-1].total) == (len(found.objects), len(found.objects))
    assert list(problems(desk.storage, desk.ledger, PUBLIC_URL)) == []
    assert desk.garbage(10_000) == Garbage()


def test_what_publishing_did_not_put_there_is_never_touched(desk: Desk) -> None:
    others = ["index.php", "backup/media/a.mp3", "archive-x.xml", "robots.txt", "probe-me"]
    for key in others:
        desk.storage.put(key, b"1")
    named = {one.key for one in desk.garbage(10_000).objects}
    assert not named & set(others)


def test_looking_deletes_nothing(desk: Desk) -> None:
    before, watched = keys(desk.storage), Watched(desk.storage)
    find_garbage(watched, desk.ledger, PUBLIC_URL, now=BEGIN + 999 * DAY)
    assert {verb for verb, _ in watched.requests} <= {"head", "get", "list"}
    assert keys(desk.storage) == before


@pytest.mark.parametrize("feed", [None, b"<rss>"])
def test_without_a_readable_feed_nothing_is_garbage(desk: Desk, feed: bytes | None) -> None:
    desk.storage.delete("feed.xml")
    if feed:
        desk.storage.put("feed.xml", feed)
    with pytest.raises(FeedError) as caught:
        desk.garbage(999)
    assert caught.value.hint
