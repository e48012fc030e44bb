from __future__ import annotations

import hashlib
import signal
import subprocess
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from nexus_audio.errors import FeedError, PublishConflict, StorageError
from nexus_audio.events import Event, EventKind
from nexus_audio.stages.publish import plan, publish
from nexus_audio.stages.verify import problems
from nexus_audio.storages import Storage
from nexus_audio.storages.directory import DirectoryStorage
from nexus_audio.storages.ledger import Publication, read_ledger
from nexus_audio.storages.manifest import LEDGER, MANIFEST, history_key
from nexus_audio.storages.promise import read_promise
from toy_storages import (
    PUBLIC_URL,
    Crash,
    MemoryStorage,
    Watched,
    crash_at,
    keys,
    media_name,
    write_tree,
)

NOW = datetime(2026, 5, 4, 6, 0, 0, 123, tzinfo=timezone(timedelta(hours=2)))
OLD = {"erste folge": b"one", "zweite-größe": b"two" * 1000}
NEW = {"erste folge": b"one", "zweite-größe": b"two" * 1000, "dritte": b"three" * 1000}
WRITES = 14
"""What both the first publication of OLD and that of NEW after it, with other words, write."""


class Desk:
    """One publisher: a tree, a ledger, and the storage they go to."""

    def __init__(self, root: Path, storage: Storage) -> None:
        self.public, self.ledger, self.storage = root / "public", root / "log.jsonl", storage
        self.events: list[Event] = []

    def tree(self, episodes: dict[str, bytes], words: str = "Guten Tag!") -> Desk:
        write_tree(self.public, episodes, words=words)
        return self

    def publish(
        self,
        storage: Storage | None = None,
        *,
        now: datetime = NOW,
        dry_run: bool = False,
        replace_audio: bool = False,
        allow_removal: bool = False,
    ) -> Publication:
        return publish(
            self.public,
            storage or self.storage,
            self.ledger,
            public_url=PUBLIC_URL,
            now=now,
            emit=self.events.append,
            dry_run=dry_run,
            replace_audio=replace_audio,
            allow_removal=allow_removal,
        )

    def files(self) -> dict[str, bytes]:
        paths = (path for path in self.public.rglob("*") if path.is_file())
        return {path.relative_to(self.public).as_posix(): path.read_bytes() for path in paths}

    def beside(self) -> tuple[str, str, str]:
        """The keys of what is stored beside the tree."""
        feed = hashlib.sha256((self.public / "feed.xml").read_bytes()).hexdigest()
        return history_key(feed), LEDGER, MANIFEST

    def problems(self) -> tuple[str, ...]:
        return tuple(problems(self.storage, self.ledger, PUBLIC_URL))

    def is_live(self) -> bool:
        """Whether the storage holds this tree, whole, and says so."""
        files = self.files()
        there = all(self.storage.get(key) == data for key, data in files.items())
        return there and plan(self.public, self.storage).replaces == {} and self.problems() == ()


@pytest.fixture(params=["memory", "directory"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    directory = DirectoryStorage(root=tmp_path / "live", name="directory:live")
    storage: Storage = MemoryStorage() if request.param == "memory" else directory
    return Desk(tmp_path / "desk", storage).tree(OLD)


def assert_live_feed_is_whole(storage: Storage, *trees: dict[str, bytes]) -> None:
    """The live feed is that of one of the trees, and all that it names is there, whole."""
    if storage.head("feed.xml") is None:
        return
    feed = storage.get("feed.xml")
    assert feed in [tree["feed.xml"] for tree in trees]
    promise = read_promise(feed, "feed.xml")
    for key in promise.keys(PUBLIC_URL):
        assert storage.get(key) in [tree[key] for tree in trees if key in tree]
    sizes = {key: len(storage.get(key)) for key in promise.keys(PUBLIC_URL)}
    assert list(promise.broken(PUBLIC_URL, sizes.get)) == []


def test_the_whole_tree_goes_live(desk: Desk) -> None:
    desk.publish()
    assert set(keys(desk.storage)) == {*desk.files(), *desk.beside()}
    assert desk.is_live()


def test_the_feed_goes_after_all_that_it_names_was_read_back(desk: Desk) -> None:
    watched = Watched(desk.storage)
    desk.publish(watched)
    feed = watched.requests.index(("put", "feed.xml"))
    for key in desk.files():
        if key != "feed.xml":
            sent = watched.requests.index(("put", key))
            assert sent < watched.requests.index(("head", key), sent) < feed
    assert watched.requests[feed + 1 :] == [
        ("head", "feed.xml"),
        ("head", LEDGER),
        ("put", LEDGER),
        ("put", MANIFEST),
    ]


def test_only_what_changed_is_sent(desk: Desk) -> None:
    desk.publish()
    desk.tree(NEW)
    watched = Watched(desk.storage)
    desk.publish(watched)
    assert watched.written == [
        MANIFEST,
        f"media/{media_name('dritte', b'three' * 1000)}",
        "episodes/dritte/chapters.json",
        "episodes/dritte/transcript.vtt",
        "episodes/dritte/index.html",
        "index.html",
        desk.beside()[0],
        "feed.xml",
        LEDGER,
        MANIFEST,
    ]
    assert desk.is_live()


def test_a_changed_page_leaves_the_feed_alone(desk: Desk) -> None:
    desk.publish()
    desk.tree(OLD, words="Guten Abend!")
    watched = Watched(desk.storage)
    desk.publish(watched)
    assert "feed.xml" not in watched.written
    assert desk.is_live()
    assert len(read_ledger(desk.ledger)) == 2


def test_publishing_again_does_next_to_nothing(desk: Desk) -> None:
    desk.publish()
    before = desk.ledger.read_bytes()
    watched = Watched(desk.storage)
    desk.publish(watched, now=NOW + timedelta(days=1))
    assert len(watched.requests) <= 3
    assert watched.written == []
    assert desk.ledger.read_bytes() == before


def test_what_is_gone_stays_stored(desk: Desk) -> None:
    desk.publish()
    old = desk.files()
    desk.tree({"zweite-größe": b"two" * 1000})
    desk.publish(allow_removal=True)
    assert all(desk.storage.get(key) == old[key] for key in old if "erste" in key)
    assert desk.events[-1].message.endswith("5 gone")
    assert desk.is_live()


def test_a_dry_run_writes_nothing(desk: Desk) -> None:
    desk.publish()
    desk.tree(NEW)
    before = desk.ledger.read_bytes()
    watched = Watched(desk.storage)
    would_be = desk.publish(watched, dry_run=True)
    assert {verb for verb, _ in watched.requests} <= {"head", "get"}
    assert desk.ledger.read_bytes() == before
    assert would_be == desk.publish()


def test_a_dry_run_on_nothing_makes_nothing(tmp_path: Path) -> None:
    storage = DirectoryStorage(root=tmp_path / "live", name="directory:live")
    desk = Desk(tmp_path, storage).tree(OLD)
    desk.publish(dry_run=True)
    assert [path.name for path in tmp_path.iterdir()] == ["public"]


def test_the_ledger_notes_what_went_live(desk: Desk) -> None:
    publication = desk.publish()
    (noted,) = read_ledger(desk.ledger)
    assert noted == publication
    assert noted.at == "2026-05-04T06:00:00+02:00"
    assert noted.storage == desk.storage.name
    assert set(noted.objects) == {
        "feed.xml",
        *(f"media/{media_name(slug, audio)}" for slug, audio in OLD.items()),
    }
    assert noted.objects["feed.xml"].sha256 == noted.feed_sha256
    assert [episode.length for episode in noted.episodes.values()] == [3, 3000]


def test_a_publication_that_was_not_noted_is_noted_by_the_next(desk: Desk) -> None:
    desk.publish()
    desk.ledger.unlink()
    desk.publish()
    assert len(read_ledger(desk.ledger)) == 1


def test_a_torn_line_in_the_ledger_is_mended(desk: Desk) -> None:
    publication = desk.publish()
    desk.ledger.write_bytes(desk.ledger.read_bytes()[:-30])
    desk.publish()
    assert read_ledger(desk.ledger) == (publication,)


def test_progress_is_told_in_bytes(desk: Desk) -> None:
    desk.publish()
    files = desk.files()
    total = sum(map(len, files.values())) + len(files["feed.xml"])
    kinds = [event.kind for event in desk.events]
    assert kinds == [EventKind.STARTED, *[EventKind.PROGRESS] * 12, EventKind.FINISHED]
    done = [event.done for event in desk.events]
    assert done == sorted(done)
    assert (done[0], done[-1]) == (0, total)
    assert {(event.stage, event.total) for event in desk.events} == {("publish", total)}


# --- what is refused ----------------------------------------------------------


def refused(desk: Desk, *, replace_audio: bool = False) -> FeedError:
    """The error of a publication that must not begin."""
    watched = Watched(desk.storage)
    with pytest.raises(FeedError) as caught:
        desk.publish(watched, replace_audio=replace_audio)
    assert watched.written == []
    assert caught.value.hint
    return caught.value


def test_without_a_built_feed_there_is_nothing_to_publish(desk: Desk) -> None:
    (desk.public / "feed.xml").unlink()
    assert "no feed" in str(refused(desk))


@pytest.mark.parametrize("name", ["transcript.vtt", "chapters.json", "index.html"])
def test_a_feed_that_names_what_is_not_built_is_refused(desk: Desk, name: str) -> None:
    (desk.public / "episodes" / "zweite-größe" / name).unlink()
    assert f"episodes/zweite-größe/{name}" in str(refused(desk))


def test_a_feed_that_names_missing_audio_is_refused(desk: Desk) -> None:
    name = media_name("erste folge", b"one")
    (desk.public / "media" / name).unlink()
    assert name in str(refused(desk))


def test_audio_of_another_length_is_refused(desk: Desk) -> None:
    (desk.public / "media" / media_name("erste folge", b"one")).write_bytes(b"o")
    assert "1 bytes, but the feed says 3" in str(refused(desk))


def test_other_audio_for_a_published_guid_needs_the_host_s_word(desk: Desk) -> None:
    desk.publish()
    desk.tree({**OLD, "erste folge": b"better"})
    error = refused(desk)
    assert "erste folge" in str(error)
    assert "--replace-audio" in error.hint
    desk.publish(replace_audio=True)
    assert desk.is_live()
    desk.publish()


def test_a_published_episode_does_not_vanish_by_accident(desk: Desk) -> None:
    desk.publish()
    desk.tree({"erste folge": b"one"})
    error = refused(desk)
    assert "zweite-größe" in str(error)
    assert "erste folge" not in str(error)
    assert "--allow-removal" in error.hint
    desk.publish(allow_removal=True)
    assert desk.is_live()
    desk.publish()


def test_published_media_are_never_overwritten_with_other_bytes(desk: Desk) -> None:
    desk.publish()
    (desk.public / "media" / media_name("erste folge", b"one")).write_bytes(b"eno")
    assert "other bytes" in str(refused(desk, replace_audio=True))


def test_a_rehearsal_at_another_address_binds_nobody(desk: Desk, tmp_path: Path) -> None:
    rehearsal = DirectoryStorage(root=tmp_path / "rehearsal", name="directory:rehearsal")
    desk.publish(rehearsal)
    elsewhere = PUBLIC_URL.replace("example.org", "example.net")
    noted = desk.ledger.read_text("utf-8").replace(PUBLIC_URL, elsewhere)
    desk.ledger.write_text(noted, "utf-8")
    desk.tree({**OLD, "erste folge": b"better"})
    desk.publish()
    assert desk.is_live()


def test_the_same_address_binds_through_whatever_storage(desk: Desk, tmp_path: Path) -> None:
    desk.publish(DirectoryStorage(root=tmp_path / "moved", name="directory:moved"))
    desk.tree({**OLD, "erste folge": b"better"})
    assert "--replace-audio" in refused(desk).hint


def test_a_new_machine_goes_on_with_the_ledger_s_copy(desk: Desk, tmp_path: Path) -> None:
    desk.publish()
    fresh = Desk(tmp_path / "new machine", desk.storage).tree(OLD)
    fresh.tree({"erste folge": b"one"})
    assert "zweite-größe" in str(refused(fresh))
    fresh.tree(NEW).publish(now=NOW + timedelta(days=2))
    assert fresh.is_live()
    assert len(read_ledger(fresh.ledger)) == 2
    desk.tree(NEW).publish(now=NOW + timedelta(days=3))
    assert desk.ledger.read_bytes() == fresh.ledger.read_bytes()


def test_the_ledger_s_copy_tells_nothing_of_this_machine(desk: Desk) -> None:
    desk.publish()
    copy = desk.storage.get(LEDGER).decode()
    assert desk.storage.name not in copy
    assert "erste%20folge" in copy


def test_a_feed_that_is_built_anew_meanwhile_is_refused(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"<!-- as it was -->")
    with pytest.raises(FeedError, match="built anew"):
        desk.publish()


# --- what goes wrong ----------------------------------------------------------


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", range(WRITES))
def test_a_crash_at_any_write_leaves_a_whole_feed_and_is_made_good(
    desk: Desk, number: int, when: str
) -> None:
    desk.publish()
    old = desk.files()
    new = desk.tree(NEW, words="Guten Abend!").files()
    crashing = Watched(desk.storage, **{when: crash_at(number)})
    with pytest.raises(Crash):
        desk.publish(crashing)
    assert_live_feed_is_whole(desk.storage, old, new)
    desk.publish()
    assert desk.is_live()
    assert len(read_ledger(desk.ledger)) == 2


@pytest.mark.parametrize("number", range(WRITES))
def test_a_crash_in_the_first_publication_shows_no_feed_or_a_whole_one(
    desk: Desk, number: int
) -> None:
    with pytest.raises(Crash):
        desk.publish(Watched(desk.storage, before=crash_at(number)))
    assert (desk.storage.head("feed.xml") is not None) == (number > 11)
    assert_live_feed_is_whole(desk.storage, desk.files())
    desk.publish()
    assert desk.is_live()


@pytest.mark.parametrize("number", range(WRITES))
def test_what_is_taken_back_after_a_crash_does_not_stay_live(desk: Desk, number: int) -> None:
    desk.publish()
    desk.tree(NEW, words="Versprecher")
    with pytest.raises(Crash):
        desk.publish(Watched(desk.storage, before=crash_at(number)))
    desk.tree(OLD).publish(allow_removal=True)
    assert desk.is_live()


def test_the_crashes_above_cover_every_write(desk: Desk) -> None:
    for tree, words in ((OLD, "Guten Tag!"), (NEW, "Guten Abend!")):
        watched = Watched(desk.storage)
        desk.tree(tree, words).publish(watched)
        assert len(watched.written) == WRITES


def test_the_feed_is_whole_after_every_single_write(desk: Desk) -> None:
    trees: list[dict[str, bytes]] = []

    def look(number: int, key: str) -> None:
        assert_live_feed_is_whole(desk.storage, *trees)

    for episodes, words in ((OLD, "eins"), (NEW, "zwei"), ({"dritte": b"three" * 1000}, "drei")):
        trees.append(desk.tree(episodes, words).files())
        desk.publish(Watched(desk.storage, before=look, after=look), allow_removal=True)
    assert desk.is_live()


KILLED = """
import os, signal, sys
from datetime import datetime, timezone
from pathlib import Path
from nexus_audio.stages.publish import publish
from nexus_audio.storages.directory import DirectoryStorage
root, left, replace = Path(sys.argv[1]), int(sys.argv[2]), Path.replace
def dying(path, target):
    global left
    left -= 1
    if left < 0: os.kill(os.getpid(), signal.SIGKILL)
    return replace(path, target)
Path.replace = dying
storage = DirectoryStorage(root=root / "live", name="directory:live")
publish(root / "desk" / "public", storage, root / "desk" / "log.jsonl",
        public_url=sys.argv[3], now=datetime.now(timezone.utc))
"""


@pytest.mark.parametrize("number", [0, 1, 5, 10, 11, 12, 13])
def test_kill_9_leaves_a_whole_feed_and_is_made_good(tmp_path: Path, number: int) -> None:
    storage = DirectoryStorage(root=tmp_path / "live", name="directory:live")
    desk = Desk(tmp_path / "desk", storage).tree(OLD)
    desk.publish()
    old = desk.files()
    new = desk.tree(NEW, words="Guten Abend!").files()
    command = [sys.executable, "-c", KILLED, str(tmp_path), str(number), PUBLIC_URL]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert_live_feed_is_whole(storage, old, new)
    desk.publish()
    assert desk.is_live()


@pytest.mark.parametrize("same_words", [False, True])
@pytest.mark.parametrize("number", range(WRITES))
def test_of_two_publishers_one_wins(
    desk: Desk, tmp_path: Path, number: int, same_words: bool
) -> None:
    desk.publish()
    old = desk.files()
    first = desk.tree(NEW, words="Guten Abend!")
    second = Desk(tmp_path / "second", desk.storage)
    second.tree({**OLD, "vierte": b"four"}, words="Guten Tag!" if same_words else "Grüezi!")
    assert old["feed.xml"] != first.files()["feed.xml"] != second.files()["feed.xml"]

    def interfere(current: int, key: str) -> None:
        if current == number:
            second.publish(allow_removal=True)

    watched = Watched(desk.storage, before=interfere)
    if number < 12:
        with pytest.raises(PublishConflict):
            first.publish(watched)
    else:  # the feed went live before the other publisher looked: they came one after the other
        first.publish(watched)
        assert first.events[-2].kind == EventKind.REVIEW
    assert desk.storage.get("feed.xml") == second.files()["feed.xml"]
    assert_live_feed_is_whole(desk.storage, old, first.files(), second.files())
    for again in (second, first):
        again.publish(allow_removal=True)
        assert again.is_live()


def test_what_is_not_stored_as_it_was_sent_keeps_the_feed_back(desk: Desk) -> None:
    desk.publish()
    old = desk.storage.get("feed.xml")
    desk.tree(NEW)
    key = "episodes/dritte/transcript.vtt"

    def spoil(number: int, written: str) -> None:
        if written == key:
            desk.storage.put(key, b"spoilt")

    with pytest.raises(StorageError, match=key) as caught:
        desk.publish(Watched(desk.storage, after=spoil))
    assert "again" in caught.value.hint
    assert desk.storage.get("feed.xml") == old
    desk.publish()
    assert desk.is_live()


def test_a_page_is_read_back_even_if_the_feed_stays(desk: Desk) -> None:
    desk.publish()
    desk.tree(OLD, words="Guten Abend!")
    key = "episodes/zweite-größe/index.html"

    def spoil(number: int, written: str) -> None:
        if written == key:
            desk.storage.put(key, b"spoilt")

    with pytest.raises(StorageError, match=key):
        desk.publish(Watched(desk.storage, after=spoil))
    desk.publish()
    assert desk.is_live()


def test_what_vanished_keeps_the_feed_back_and_is_sent_again(desk: Desk) -> None:
    desk.publish()
    key = f"media/{media_name('erste folge', b'one')}"
    desk.storage.delete(key)
    desk.tree(NEW)
    with pytest.raises(StorageError, match="erste folge"):
        desk.publish()
    desk.publish()
    assert desk.is_live()


def test_a_storage_that_refuses_leaves_the_old_feed(tmp_path: Path) -> None:
    (tmp_path / "live").write_bytes(b"a file")
    storage = DirectoryStorage(root=tmp_path / "live", name="directory:live")
    desk = Desk(tmp_path / "desk", storage).tree(OLD)
    with pytest.raises(StorageError, match="a file is where a folder should be"):
        desk.publish()
    assert not desk.ledger.exists()


def test_a_show_without_episodes_goes_live_too(desk: Desk) -> None:
    desk.tree({})
    assert desk.publish().episodes == {}
    assert desk.is_live()


def archived(desk: Desk, *, words: str = "Guten Tag!") -> Desk:
    """A tree whose older episode lies in an archive."""
    desk.tree(OLD, words=words)
    feed = (desk.public / "feed.xml").read_text("utf-8")
    item = feed[feed.index("<item>") : feed.index("</item>") + len("</item>")]
    older = f'<atom:link rel="prev-archive" href="{PUBLIC_URL}archive-1.xml"/>'
    newest = feed.replace(item, "").replace("<description>", f"{older}<description>")
    rest = feed[feed.index("</item>") + len("</item>") : feed.rindex("</channel>")]
    (desk.public / "feed.xml").write_text(newest, "utf-8")
    (desk.public / "archive-1.xml").write_text(feed.replace(rest, ""), "utf-8")
    return desk


def test_an_episode_that_went_to_an_archive_is_still_published(desk: Desk) -> None:
    desk.publish()
    watched = Watched(desk.storage)
    archived(desk).publish(watched)
    assert [key for key in watched.written if "history" not in key] == [
        MANIFEST,
        "archive-1.xml",
        "feed.xml",
        LEDGER,
        MANIFEST,
    ]
    assert set(read_ledger(desk.ledger)[-1].episodes) == set(read_ledger(desk.ledger)[0].episodes)
    assert desk.is_live()


def test_what_an_archive_names_must_be_there(desk: Desk) -> None:
    archived(desk)
    (desk.public / "media" / media_name("erste folge", b"one")).unlink()
    assert media_name("erste folge", b"one") in str(refused(desk))


def test_an_archive_that_is_not_built_is_refused(desk: Desk) -> None:
    (archived(desk).public / "archive-1.xml").unlink()
    assert "archive-1.xml" in str(refused(desk))


@pytest.mark.parametrize("number", range(16))
def test_a_crash_before_any_write_leaves_archives_that_name_what_is_there(
    desk: Desk, number: int
) -> None:
    archived(desk)
    with pytest.raises(Crash):
        desk.publish(Watched(desk.storage, before=crash_at(number)))
    there = set(keys(desk.storage))
    for key in {"archive-1.xml", "feed.xml"} & there:
        named = read_promise(desk.storage.get(key), key).keys(PUBLIC_URL)
        assert set(named) - {"feed.xml"} <= there
    desk.publish()
    assert desk.is_live()
