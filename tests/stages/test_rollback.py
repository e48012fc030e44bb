from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from nexus_audio.errors import FeedError, PublishConflict
from nexus_audio.stages.publish import publish
from nexus_audio.stages.rollback import earlier, restore
from nexus_audio.stages.verify import problems
from nexus_audio.storages.ledger import read_ledger
from toy_storages import PUBLIC_URL, Crash, MemoryStorage, Watched, crash_at, write_tree

NOW = datetime(2026, 5, 4, 6, tzinfo=UTC)
ONE = {"erste": b"one"}
TWO = {"erste": b"one", "zweite": b"two"}


class Desk:
    """Two publications, the second of which went wrong."""

    def __init__(self, root: Path) -> None:
        self.public, self.ledger, self.storage = root / "public", root / "l", MemoryStorage()
        self.days = 0
        self.old, self.new = self.publish(ONE), self.publish(TWO)

    def publish(self, episodes: dict[str, bytes]) -> bytes:
        write_tree(self.public, episodes)
        self.days += 1
        now = NOW + timedelta(days=self.days)
        publish(self.public, self.storage, self.ledger, public_url=PUBLIC_URL, now=now)
        return (self.public / "feed.xml").read_bytes()

    def restore(self, steps: int = 1, storage: MemoryStorage | Watched | None = None) -> None:
        self.days += 1
        now = NOW + timedelta(days=self.days)
        one = storage or self.storage
        restore(one, self.ledger, steps, public_url=PUBLIC_URL, now=now)

    def problems(self) -> list[str]:
        return list(problems(self.storage, self.ledger, PUBLIC_URL))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_feed_before_goes_live_again_and_is_noted(desk: Desk) -> None:
    desk.restore()
    assert desk.storage.get("feed.xml") == desk.old
    assert desk.problems() == []
    assert [len(one.episodes) for one in read_ledger(desk.ledger)] == [1, 2, 1]


def test_another_one_undoes_it(desk: Desk) -> None:
    desk.restore()
    desk.restore()
    assert desk.storage.get("feed.xml") == desk.new
    assert desk.problems() == []


def test_the_feeds_are_listed_newest_first(desk: Desk) -> None:
    found = earlier(desk.storage, desk.ledger)
    assert [(past.steps, past.episodes) for past in found] == [(0, 2), (1, 1)]


@pytest.mark.parametrize("steps", [0, 2, 99])
def test_a_number_that_is_none_is_refused(desk: Desk, steps: int) -> None:
    with pytest.raises(
        FeedError, match=f"no earlier feed number {steps}; the storage knows 1"
    ) as caught:
        desk.restore(steps)
    assert "--list" in caught.value.hint
    assert desk.storage.get("feed.xml") == desk.new


def test_a_first_publication_has_none_before_it(tmp_path: Path) -> None:
    public, ledger, storage = tmp_path / "public", tmp_path / "l", MemoryStorage()
    write_tree(public, ONE)
    publish(public, storage, ledger, public_url=PUBLIC_URL, now=NOW)
    with pytest.raises(FeedError, match="nothing was published before"):
        restore(storage, ledger, 1, public_url=PUBLIC_URL, now=NOW)


@pytest.mark.parametrize("prefix", ["history/", "media/"])
def test_what_is_gone_is_not_made_live(desk: Desk, prefix: str) -> None:
    for one in list(desk.storage.list(prefix)):
        desk.storage.delete(one.key)
    # A garbage collection has taken it out of the manifest as well.
    desk.storage.delete("publication.json")
    with pytest.raises(FeedError):
        desk.restore()
    assert desk.storage.get("feed.xml") == desk.new


def test_a_damaged_history_is_not_made_live(desk: Desk) -> None:
    for one in list(desk.storage.list("history/")):
        desk.storage.put(one.key, b"<rss/>")
    with pytest.raises(FeedError, match="damaged"):
        desk.restore()


def test_somebody_who_publishes_meanwhile_wins(desk: Desk) -> None:
    def interfere(number: int, key: str) -> None:
        if key == "feed.xml":
            desk.storage.put("feed.xml", desk.new + b"<!-- theirs -->")

    with pytest.raises(PublishConflict):
        desk.restore(storage=Watched(desk.storage, before=interfere))
    assert desk.storage.get("feed.xml").endswith(b"<!-- theirs -->")


@pytest.mark.parametrize("number", range(4))
def test_a_crash_leaves_one_of_the_two_feeds(desk: Desk, number: int) -> None:
    with pytest.raises(Crash):
        desk.restore(storage=Watched(desk.storage, before=crash_at(number)))
    assert desk.storage.get("feed.xml") in (desk.old, desk.new)
    write_tree(desk.public, TWO)
    desk.publish(TWO)
    assert desk.problems() == []


def test_the_next_publication_brings_the_newer_feed_back(desk: Desk) -> None:
    desk.restore()
    desk.publish(TWO)
    assert desk.storage.get("feed.xml") == desk.new
    assert desk.problems() == []
