"""The store keeps its promises: whole or absent, never made twice, safe against death."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_audio.errors import StoreError
from nexus_audio.store import FACTS, Memos, Store, digest

KEY = "ab" + "0" * 62
OTHER = "cd" + "1" * 62
names = st.text(
    st.characters(codec="utf-8", exclude_characters="/\\\x00", exclude_categories=["Cs"]),
    min_size=1,
    max_size=20,
).filter(lambda name: name not in (".", "..", FACTS) and len(name.encode()) < 100)


def make(store: Store, key: str, files: dict[str, bytes]) -> None:
    with store.make(key) as folder:
        assert folder is not None
        for name, content in files.items():
            (folder / name).write_bytes(content)


@settings(max_examples=50, deadline=None)
@given(files=st.dictionaries(names, st.binary(max_size=200), max_size=5))
def test_an_artifact_holds_what_was_written(
    tmp_path_factory: pytest.TempPathFactory, files: dict[str, bytes]
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    make(store, KEY, files)
    found = {path.name: path.read_bytes() for path in store.path(KEY).iterdir()}
    found.pop(FACTS)
    assert found == files
    assert store.facts(KEY)["files"] == {name: digest(store.path(KEY) / name) for name in files}
    assert store.damaged(KEY) == ()


@settings(max_examples=50, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.sampled_from(["make", "break", "discard"]), st.integers(0, 3)), max_size=12
    )
)
def test_a_store_is_what_its_history_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    store = Store(tmp_path_factory.mktemp("store"))
    expected: dict[str, bytes] = {}
    for turn, (step, number) in enumerate(steps):
        key = f"{number:02x}" + "f" * 62
        if step == "discard":
            store.discard(key)
            expected.pop(key, None)
            continue
        content = str(turn).encode()
        try:
            with store.make(key) as folder:
                assert (folder is None) == (key in expected)
                if folder:
                    (folder / "result").write_bytes(content)
                    if step == "break":
                        raise InterruptedError
                    expected[key] = content
        except InterruptedError:
            pass
        assert store.keys() == tuple(sorted(expected))
        for known, held in expected.items():
            assert (store.path(known) / "result").read_bytes() == held


def test_an_artifact_cannot_be_seen_while_it_is_made(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with store.make(KEY) as folder:
        assert folder is not None
        (folder / "half").write_bytes(b"half")
        assert not store.has(KEY)
        assert store.keys() == ()
    assert store.has(KEY)


def test_a_block_that_fails_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(KeyboardInterrupt), store.make(KEY) as folder:
        assert folder is not None
        (folder / "half").write_bytes(b"half")
        raise KeyboardInterrupt
    assert not store.has(KEY)
    assert list((tmp_path / "making").iterdir()) == []


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make(store, KEY, {"a": b"first"})
    with store.make(KEY) as folder:
        assert folder is None
    assert (store.path(KEY) / "a").read_bytes() == b"first"


def test_artifacts_are_read_only(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make(store, KEY, {"a": b"1"})
    assert not (store.path(KEY) / "a").stat().st_mode & 0o222


def test_facts_added_while_making_are_kept(tmp_path: Path) -> None:
    store = Store(tmp_path)
    facts: dict[str, object] = {"stage": "sing"}
    with store.make(KEY, facts):
        facts["seconds"] = 1.5
    assert store.facts(KEY)["stage"] == "sing"
    assert store.facts(KEY)["seconds"] == 1.5


def test_damage_is_found(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make(store, KEY, {"a": b"1", "b": b"2", "c": b"3"})
    (store.path(KEY) / "a").chmod(0o644)
    (store.path(KEY) / "a").write_bytes(b"x")
    (store.path(KEY) / "b").unlink()
    assert store.damaged(KEY) == ("a", "b")


def test_an_artifact_without_its_facts_says_what_to_do(tmp_path: Path) -> None:
    store = Store(tmp_path)
    make(store, KEY, {})
    (store.path(KEY) / FACTS).unlink()
    with pytest.raises(StoreError, match=r"cannot be read") as caught:
        store.facts(KEY)
    assert "build again" in caught.value.hint


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(StoreError, match="disk is full") as caught, store.make(KEY) as folder:
        assert folder is not None
        (folder / "half").write_bytes(b"half")
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert caught.value.exit_code == 60
    assert "Free some space" in caught.value.hint
    assert list((tmp_path / "making").iterdir()) == []


def test_other_troubles_pass_through_unchanged(tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(FileNotFoundError), store.make(KEY):
        raise FileNotFoundError(errno.ENOENT, "gone", "recording.wav")


def run_python(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(code), *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )


SLOW_MAKER = """
    import sys, time
    from pathlib import Path
    from nexus_audio.store import Store
    with Store(Path(sys.argv[1])).make(sys.argv[2]) as folder:
        if folder:
            (folder / "half").write_bytes(b"half")
            print("making", flush=True)
            time.sleep(float(sys.argv[3]))
            (folder / "half").rename(folder / "whole")
        else:
            print("there", flush=True)
"""


def test_a_killed_maker_leaves_no_artifact_and_no_lock(tmp_path: Path) -> None:
    maker = run_python(SLOW_MAKER, str(tmp_path), KEY, "60")
    assert maker.stdout is not None
    assert maker.stdout.readline() == "making\n"
    maker.send_signal(signal.SIGKILL)
    maker.communicate()
    store = Store(tmp_path)
    assert not store.has(KEY)
    make(store, KEY, {"a": b"again"})
    assert [path.name for path in store.path(KEY).iterdir() if path.name != FACTS] == ["a"]


def test_two_processes_make_an_artifact_once(tmp_path: Path) -> None:
    makers = [run_python(SLOW_MAKER, str(tmp_path), KEY, "0.3") for _ in range(2)]
    said = sorted(maker.communicate()[0].strip() for maker in makers)
    assert said == ["making", "there"]
    assert (Store(tmp_path).path(KEY) / "whole").is_file()


def test_different_artifacts_do_not_wait_for_each_other(tmp_path: Path) -> None:
    slow = run_python(SLOW_MAKER, str(tmp_path), KEY, "60")
    try:
        assert slow.stdout is not None
        slow.stdout.readline()
        make(Store(tmp_path), OTHER, {"a": b"1"})
        assert Store(tmp_path).keys() == (OTHER,)
    finally:
        slow.kill()
        slow.communicate()


def test_discarding_what_is_not_there_is_no_error(tmp_path: Path) -> None:
    Store(tmp_path).discard(KEY)
    assert Store(tmp_path).keys() == ()


def test_a_memo_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    memos = Memos(tmp_path / "Größe 🎙")
    assert memos.get(KEY) is None
    memos.put(KEY, b"part")
    memos.put(KEY, b"part")
    assert memos.get(KEY) == b"part"
    assert memos.get(OTHER) is None
    assert [path.name for path in (tmp_path / "Größe 🎙").rglob("*") if path.is_file()] == [KEY]


def test_a_full_disk_keeps_no_half_memo(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def full(path: Path, data: bytes) -> None:
        path.touch()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(StoreError, match="the disk is full"):
        Store(tmp_path).memos.put(KEY, b"part")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_memos_are_no_artifacts(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.memos.put(KEY, b"part")
    assert store.keys() == ()
    assert not store.has(KEY)
