from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from nexus_audio import config, plugins
from nexus_audio.errors import ConfigError
from nexus_audio.storages import Storage, base, open_storage
from nexus_audio.storages.base import Tell
from toy_storages import MemoryStorage, keys


def open_memory(settings: config.Storage, root: Path, tell: Tell) -> Storage:
    return MemoryStorage()


def install(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    entries = (EntryPoint(name, value, base.GROUP),)
    monkeypatch.setattr(plugins, "entry_points", lambda *, group: entries)


def test_a_relative_path_starts_at_the_workspace(tmp_path: Path) -> None:
    storage = open_storage(config.Storage(kind="directory", path="live"), tmp_path)
    storage.put("a", b"1")
    assert (tmp_path / "live" / "a").read_bytes() == b"1"
    assert storage.name == "directory:live"


def test_an_absolute_path_stays(tmp_path: Path) -> None:
    settings = config.Storage(kind="directory", path=str(tmp_path / "elsewhere"))
    open_storage(settings, tmp_path / "workspace").put("a", b"1")
    assert (tmp_path / "elsewhere" / "a").read_bytes() == b"1"


def test_opening_touches_nothing(tmp_path: Path) -> None:
    storage = open_storage(config.Storage(), tmp_path)
    assert storage.head("feed.xml") is None
    assert keys(storage) == []
    storage.delete("feed.xml")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["directroy", "Directory", "zzz", ""])
def test_an_unknown_kind_names_the_nearest(kind: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        open_storage(config.Storage(kind=kind), tmp_path)
    assert repr(kind) in str(caught.value)
    assert "'directory'" in caught.value.hint


def test_a_plug_in_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    install(monkeypatch, "memory", "toy_storages:MemoryStorage")
    monkeypatch.setattr("toy_storages.MemoryStorage", open_memory)
    assert open_storage(config.Storage(kind="memory"), tmp_path).name == "memory"


@pytest.mark.parametrize("value", ["no_such_package:open", "toy_storages:no_such_name"])
def test_a_broken_plug_in_is_named(
    value: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    install(monkeypatch, "tape", value)
    with pytest.raises(ConfigError, match="tape"):
        open_storage(config.Storage(kind="tape"), tmp_path)
