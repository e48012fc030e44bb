from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio.errors import FeedError, StorageError
from nexus_audio.storages.manifest import MANIFEST, write_manifest
from nexus_audio.storages.plan import Plan, plan
from toy_storages import MemoryStorage, Watched, media_name, write_tree

EPISODES = {"erste-folge": b"one", "zweite-folge": b"two"}


@pytest.fixture
def public(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "public", EPISODES)


def todo_bytes(public: Path, key: str) -> bytes:
    source = plan(public, MemoryStorage()).sources[key]
    return source if isinstance(source, bytes) else source.read_bytes()


def fill(storage: MemoryStorage, public: Path) -> Plan:
    todo = plan(public, storage)
    for key in todo.tree:
        storage.put(key, todo.sources[key])
    write_manifest(storage, todo.tree, todo.token)
    return todo


def test_everything_is_new_to_an_empty_storage(public: Path) -> None:
    todo = plan(public, MemoryStorage())
    assert len(todo.new) == len(todo.tree) == 12
    assert (todo.changed, todo.unchanged, todo.gone) == ((), (), ())
    sizes = {path: path.stat().st_size for path in public.rglob("*") if path.is_file()}
    assert todo.bytes == sum(sizes.values()) + sizes[public / "feed.xml"]
    assert str(todo) == "12 new, 0 changed, 0 unchanged, 0 gone"


def test_what_is_named_goes_before_what_names_it(public: Path) -> None:
    keys = list(plan(public, MemoryStorage()).replaces)
    assert keys[:3] == [
        "assets/page-1.css",
        f"media/{media_name('erste-folge', b'one')}",
        f"media/{media_name('zweite-folge', b'two')}",
    ]
    assert all(key.endswith((".vtt", "chapters.json")) for key in keys[3:7])
    assert all(key.endswith(".html") for key in keys[7:10])
    assert keys[10].startswith("history/")
    assert todo_bytes(public, keys[10]) == (public / "feed.xml").read_bytes()
    assert keys[11:] == ["feed.xml"]


def test_nothing_to_do_is_found_out_with_three_questions(public: Path) -> None:
    storage = MemoryStorage()
    fill(storage, public)
    watched = Watched(storage)
    todo = plan(public, watched)
    assert todo.replaces == {}
    assert len(todo.unchanged) == 12
    assert watched.requests == [("head", MANIFEST), ("get", MANIFEST), ("head", "feed.xml")]


def test_changes_are_sorted_out(public: Path) -> None:
    storage = MemoryStorage()
    fill(storage, public)
    write_tree(public, {"erste-folge": b"one", "dritte-folge": b"three"}, words="Guten Abend!")
    todo = plan(public, storage)
    assert f"media/{media_name('dritte-folge', b'three')}" in todo.new
    assert set(todo.changed) == {
        "feed.xml",
        "episodes/erste-folge/index.html",
        "episodes/erste-folge/transcript.vtt",
    }
    assert set(todo.gone) == {
        f"media/{media_name('zweite-folge', b'two')}",
        "episodes/zweite-folge/chapters.json",
        "episodes/zweite-folge/index.html",
        "episodes/zweite-folge/transcript.vtt",
        *(key for key in todo.gone if key.startswith("history/")),
    }
    assert str(todo) == "5 new, 3 changed, 4 unchanged, 5 gone"


def test_without_a_manifest_the_storage_is_asked(public: Path) -> None:
    storage = MemoryStorage()
    fill(storage, public)
    storage.delete(MANIFEST)
    storage.put("index.html", b"other")
    todo = plan(public, storage)
    assert todo.changed == ("index.html",)
    assert todo.new == ()


def test_a_feed_that_somebody_else_replaced_is_seen(public: Path) -> None:
    storage = MemoryStorage()
    fill(storage, public)
    foreign = storage.put("feed.xml", b"<rss/>")
    assert plan(public, storage).replaces == {"feed.xml": foreign.token}


def test_hidden_files_stay_at_home(public: Path) -> None:
    for name in (".DS_Store", ".git/config", "media/.part", "episodes/.a/b.txt", MANIFEST):
        (public / name).parent.mkdir(parents=True, exist_ok=True)
        (public / name).write_bytes(b"")
    assert len(plan(public, MemoryStorage()).tree) == 12


def test_a_name_that_no_storage_can_hold_is_told(public: Path) -> None:
    (public / "a\\b.txt").write_bytes(b"")
    with pytest.raises(StorageError, match="not usable"):
        plan(public, MemoryStorage())


def test_a_file_that_cannot_be_read_is_named(public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path, mode: str = "r") -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FeedError, match="Permission denied") as caught:
        plan(public, MemoryStorage())
    assert str(public) in caught.value.subject


def test_an_empty_tree_plans_nothing(tmp_path: Path) -> None:
    assert plan(tmp_path / "nothing", MemoryStorage()).replaces == {}
