"""What every storage promises."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import s3_servers
from nexus_audio import config
from nexus_audio.errors import PublishConflict, StorageError
from nexus_audio.storages import Storage, Stored, open_storage
from nexus_audio.storages.base import Expected
from toy_storages import MemoryStorage, keys

KINDS: dict[str, Callable[[Path], Storage]] = {
    "directory": lambda root: open_storage(config.Storage(kind="directory", path="live"), root),
    "memory": lambda root: MemoryStorage(),
}
ODD_KEYS = (
    "media/Grüße aus Köln-3f2a.mp3",
    "episodes/🎙️ Folge 7/transcript.vtt",
    "a b/c+d=e&f?g#h%20.txt",
    "“Zitat” 'einfach' \"doppelt\".html",
    "日本/漢字.txt",
    "-rf",
    "a/..b/c..d.txt",
    "x" * 200 + ".txt",
)
BAD_KEYS = (
    "",
    "/etc/passwd",
    "../up",
    "a/../b",
    "a/./b",
    "a//b",
    "a/",
    "a\\b",
    "a\0b",
    "a\nb",
    "\udcff",
)


pytestmark = pytest.mark.xdist_group("s3")  # one server for all tests


@pytest.fixture(params=[*KINDS, "seaweed"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    if request.param in KINDS:
        return KINDS[str(request.param)](tmp_path)
    return on_server(request, "seaweed", tmp_path)


@pytest.fixture(params=[*KINDS, "seaweed", "rclone"])
def any_storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    """Also one that keeps no conditions when many write at once, and not every name."""
    if request.param in KINDS:
        return KINDS[str(request.param)](tmp_path)
    return on_server(request, str(request.param), tmp_path)


def on_server(request: pytest.FixtureRequest, name: str, root: Path) -> Storage:
    server = request.getfixturevalue(name)
    request.getfixturevalue("keys_of_the_tests")
    return s3_servers.folder_in(server, root.name, root)


def test_what_is_put_comes_back(any_storage: Storage) -> None:
    stored = any_storage.put("episodes/a/chapters.json", b"{}")
    assert any_storage.get("episodes/a/chapters.json") == b"{}"
    assert any_storage.head("episodes/a/chapters.json") == stored
    assert stored == Stored(
        key="episodes/a/chapters.json",
        size=2,
        sha256=hashlib.sha256(b"{}").hexdigest(),
        content_type="application/json+chapters",
        token=stored.token,
    )


@pytest.mark.parametrize("size", [0, 1, 5 * 1024 * 1024 + 1])
def test_files_of_every_size(any_storage: Storage, tmp_path: Path, size: int) -> None:
    source = tmp_path / "recording"
    source.write_bytes(bytes(range(256)) * (size // 256) + b"!" * (size % 256))
    stored = any_storage.put("media/a.mp3", source)
    assert stored.size == size
    assert any_storage.get("media/a.mp3") == source.read_bytes()
    assert stored.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()


def test_nothing_is_where_nothing_was_put(any_storage: Storage) -> None:
    any_storage.put("folder/object", b"1")
    for key in ("feed.xml", "folder", "folder/object/below"):
        assert any_storage.head(key) is None
    with pytest.raises(StorageError):
        any_storage.get("feed.xml")


@pytest.mark.parametrize("key", ODD_KEYS)
def test_odd_keys_are_kept_as_they_are(storage: Storage, key: str) -> None:
    storage.put(key, key.encode())
    assert storage.get(key) == key.encode()
    assert keys(storage) == [key]


@pytest.mark.parametrize("key", BAD_KEYS)
def test_keys_that_not_every_storage_can_hold_are_refused(storage: Storage, key: str) -> None:
    operations: list[Callable[[], object]] = [
        lambda: storage.put(key, b""),
        lambda: storage.get(key),
        lambda: storage.head(key),
        lambda: storage.delete(key),
    ]
    for operation in operations:
        with pytest.raises(StorageError) as caught:
            operation()
        assert caught.value.hint
    assert keys(storage) == []


def test_composed_and_decomposed_umlauts_are_two_keys(storage: Storage) -> None:
    composed, decomposed = (unicodedata.normalize(form, "für.txt") for form in ("NFC", "NFD"))
    storage.put(composed, b"composed")
    storage.put(decomposed, b"decomposed")
    assert storage.get(composed) == b"composed"
    assert storage.get(decomposed) == b"decomposed"


def test_an_object_is_made_only_where_none_is(any_storage: Storage) -> None:
    first = any_storage.put("feed.xml", b"first", expected=None)
    with pytest.raises(PublishConflict):
        any_storage.put("feed.xml", b"second", expected=None)
    assert any_storage.head("feed.xml") == first


def test_an_object_is_replaced_only_in_the_expected_version(any_storage: Storage) -> None:
    first = any_storage.put("feed.xml", b"first")
    second = any_storage.put("feed.xml", b"second", expected=first.token)
    with pytest.raises(PublishConflict):
        any_storage.put("feed.xml", b"third", expected=first.token)
    assert any_storage.get("feed.xml") == b"second"
    assert second.token != first.token


def test_a_version_that_is_gone_is_not_replaced(any_storage: Storage) -> None:
    first = any_storage.put("feed.xml", b"first")
    any_storage.delete("feed.xml")
    with pytest.raises(PublishConflict):
        any_storage.put("feed.xml", b"second", expected=first.token)
    assert any_storage.head("feed.xml") is None


def test_an_unconditional_write_always_wins(any_storage: Storage) -> None:
    any_storage.put("a", b"1")
    any_storage.put("a", b"2")
    assert any_storage.get("a") == b"2"


@pytest.mark.parametrize("there", [False, True])
def test_of_twenty_writers_at_once_exactly_one_wins(storage: Storage, there: bool) -> None:
    expected: Expected = storage.put("feed.xml", b"old").token if there else None

    def write(number: int) -> int | None:
        try:
            storage.put("feed.xml", f"feed {number}".encode(), expected=expected)
        except PublishConflict:
            return None
        return number

    with ThreadPoolExecutor(20) as pool:
        winners = [number for number in pool.map(write, range(20)) if number is not None]
    assert len(winners) == 1
    assert storage.get("feed.xml") == f"feed {winners[0]}".encode()


def test_writers_of_different_objects_do_not_disturb_each_other(any_storage: Storage) -> None:
    with ThreadPoolExecutor(20) as pool:
        list(pool.map(lambda n: any_storage.put(f"media/{n}.mp3", bytes([n]) * 10_000), range(20)))
    for number in range(20):
        assert any_storage.get(f"media/{number}.mp3") == bytes([number]) * 10_000


def test_the_list_is_sorted_and_begins_with_the_prefix(any_storage: Storage) -> None:
    for key in ("media/b.mp3", "feed.xml", "media/a.mp3", "media-2/c.mp3", "episodes/ä/index.html"):
        any_storage.put(key, b"")
    assert keys(any_storage) == [
        "episodes/ä/index.html",
        "feed.xml",
        "media-2/c.mp3",
        "media/a.mp3",
        "media/b.mp3",
    ]
    assert keys(any_storage, "media/") == ["media/a.mp3", "media/b.mp3"]
    assert keys(any_storage, "media") == ["media-2/c.mp3", "media/a.mp3", "media/b.mp3"]
    assert keys(any_storage, "nothing/") == []


def test_deleting_twice_is_no_error(any_storage: Storage) -> None:
    any_storage.put("a/b", b"1")
    any_storage.put("a/c", b"2")
    any_storage.delete("a/b")
    any_storage.delete("a/b")
    assert any_storage.head("a/b") is None
    assert keys(any_storage) == ["a/c"]
