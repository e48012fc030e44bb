"""Saving: in one step, comments kept, and never over what somebody else wrote."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomlkit

from nexus_audio.errors import ConfigError
from nexus_audio.studio.saving import Stale, rows, save, version


def put(document: tomlkit.TOMLDocument) -> None:
    table = tomlkit.table()
    table["heard"] = "ä"
    rows(document, "word").append(table)


def test_a_file_is_made_and_changed(tmp_path: Path) -> None:
    file, lock = tmp_path / "a.toml", tmp_path / "x" / "lock"
    assert version(file) == ""
    seen = save(file, "", put, lock)
    assert seen == version(file)
    save(file, seen, put, lock)
    assert file.read_text(encoding="utf-8").count("[[word]]") == 2
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_comments_stay(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("# mine\n[[word]]  # first\nheard = 'x' # why\n")
    save(file, version(file), put, tmp_path / "lock")
    text = file.read_text(encoding="utf-8")
    for comment in ("# mine", "# first", "# why"):
        assert comment in text


@pytest.mark.parametrize("seen", ["", "0" * 64])
def test_a_stale_save_is_refused_with_what_is_there(tmp_path: Path, seen: str) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = 1\n")
    with pytest.raises(Stale) as caught:
        save(file, seen, put, tmp_path / "lock")
    assert caught.value.text == "a = 1\n"
    assert file.read_text() == "a = 1\n"


def test_a_file_that_vanished_is_stale_too(tmp_path: Path) -> None:
    with pytest.raises(Stale):
        save(tmp_path / "a.toml", "0" * 64, put, tmp_path / "lock")


def test_what_is_no_toml_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "a.toml"
    file.write_text("a = = 1\n")
    with pytest.raises(ConfigError):
        save(file, version(file), put, tmp_path / "lock")
    assert file.read_text() == "a = = 1\n"
