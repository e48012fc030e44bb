"""The same key means the same result; tasks come after what they need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.errors import InputError
from nexus_audio.pipeline import File, in_order, missing
from nexus_audio.store import Store
from toy_runs import do
from toy_stages import task


@pytest.mark.parametrize(
    "other",
    [
        {"values": {"word": "z"}},
        {"version": 2},
        {"identity": "engine 2"},
        {"inputs": {"x": task("join")}},
        {"inputs": {"y": task("join", values={"word": "b"})}},
    ],
    ids=str,
)
def test_the_key_changes_with_all_that_the_result_depends_on(other: dict[str, Any]) -> None:
    base: dict[str, Any] = {"inputs": {"x": task("join", values={"word": "b"})}, "values": {}}
    assert task("join", **base).key != task("join", **base | other).key


def test_the_key_does_not_change_with_the_episode_that_asks() -> None:
    assert task("join", episode="one").key == task("join", episode="two").key


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=6,
)


@given(values=st.dictionaries(st.text(max_size=4), json_values, max_size=4))
def test_the_key_does_not_depend_on_the_order_of_values(values: dict[str, Any]) -> None:
    turned = dict(reversed(values.items()))
    assert task("join", values=values).key == task("join", values=turned).key


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    first, second = tmp_path / "a.wav", tmp_path / "b.wav"
    first.write_bytes(b"same")
    second.write_bytes(b"same")
    assert File(path=first).key == File(path=second).key
    second.write_bytes(b"other")
    assert File(path=first).key != File(path=second).key


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read") as caught:
        _ = File(path=tmp_path / "x" / "y.wav").key
    assert caught.value.exit_code == 10


def test_a_folder_is_known_by_names_and_contents(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a" / "x").write_text("1")
    (tmp_path / "b" / "y").write_text("1")
    assert File(path=tmp_path / "a").key != File(path=tmp_path / "b").key


def test_tasks_come_after_what_they_need_and_once() -> None:
    first = task("join", values={"word": "a"})
    left = task("join", {"x": first}, {"word": "l"})
    right = task("join", {"x": first}, {"word": "r"})
    last = task("join", {"l": left, "r": right})
    ordered = in_order([last, left])
    assert [found.key for found in ordered] == [first.key, left.key, right.key, last.key]


def test_a_finished_task_hides_what_only_it_needed(store: Store) -> None:
    first = task("join", values={"word": "a"})
    second = task("join", {"x": first}, {"word": "b"})
    third = task("join", {"x": second}, {"word": "c"})
    do([second], store)
    store.discard(first.key)
    assert [found.key for found in missing([third], store)] == [third.key]


def test_being_wide_changes_no_result() -> None:
    assert task("wide", wide=True).key == task("wide").key
