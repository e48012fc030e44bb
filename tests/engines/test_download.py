from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

import toy_hub
from nexus_audio.config import Models
from nexus_audio.engines.download import download
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError

DATA = bytes(range(256)) * 100
SHA = hashlib.sha256(DATA).hexdigest()


@pytest.fixture
def hub() -> Iterator[toy_hub.Hub]:
    with toy_hub.serve() as hub:
        hub.files["some/model.bin"] = DATA
        yield hub


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "model.bin"


def fetch(hub: toy_hub.Hub, target: Path, sha256: str = SHA) -> list[tuple[float, float, str]]:
    told: list[tuple[float, float, str]] = []
    url = f"{hub.address}some/model.bin"
    download(url, target, Models(), lambda *now: told.append(now), sha256=sha256)
    return told


def test_a_file_arrives_whole(hub: toy_hub.Hub, target: Path) -> None:
    told = fetch(hub, target)
    assert target.read_bytes() == DATA
    assert told[-1] == (len(DATA), len(DATA), "fetching")
    assert [path.name for path in target.parent.iterdir()] == ["model.bin"]


def test_a_line_that_breaks_is_taken_up_again(hub: toy_hub.Hub, target: Path) -> None:
    hub.breaks_after = [10_000, 5_000]
    fetch(hub, target)
    assert target.read_bytes() == DATA
    assert hub.bodies("model.bin") == ["", "bytes=10000-", "bytes=15000-"]


def test_what_a_killed_process_fetched_is_not_fetched_again(hub: toy_hub.Hub, target: Path) -> None:
    target.with_name("model.bin.part").write_bytes(DATA[:20_000])
    fetch(hub, target)
    assert target.read_bytes() == DATA
    assert hub.bodies("model.bin") == ["bytes=20000-"]


def test_a_file_that_was_whole_already_is_only_renamed(hub: toy_hub.Hub, target: Path) -> None:
    target.with_name("model.bin.part").write_bytes(DATA)
    fetch(hub, target)
    assert target.read_bytes() == DATA


def test_a_server_without_ranges_begins_anew(hub: toy_hub.Hub, target: Path) -> None:
    hub.ranges = False
    target.with_name("model.bin.part").write_bytes(b"x" * 20_000)
    fetch(hub, target)
    assert target.read_bytes() == DATA


def test_wrong_bytes_are_refused_and_not_kept(hub: toy_hub.Hub, target: Path) -> None:
    with pytest.raises(ModelCorrupt, match="published digest"):
        fetch(hub, target, sha256="0" * 64)
    assert list(target.parent.iterdir()) == []


def test_a_line_that_brings_nothing_gives_up_and_keeps_what_came(
    hub: toy_hub.Hub, target: Path
) -> None:
    hub.breaks_after = [10_000, *[0] * 9]
    with pytest.raises(ModelMissing, match="the line broke"):
        fetch(hub, target)
    assert target.with_name("model.bin.part").stat().st_size == 10_000


def test_a_file_that_is_not_there_is_missing(hub: toy_hub.Hub, target: Path) -> None:
    hub.files.clear()
    with pytest.raises(ModelMissing, match="404"):
        fetch(hub, target)


def test_nobody_answers(target: Path) -> None:
    with pytest.raises(ModelMissing, match="refused"):
        download("http://127.0.0.1:9/model.bin", target, Models(), lambda *told: None)


def test_the_disk_is_looked_at_before_anything_is_written(
    monkeypatch: pytest.MonkeyPatch, hub: toy_hub.Hub, target: Path
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=100))
    with pytest.raises(StoreError, match="are free"):
        fetch(hub, target)
    assert list(target.parent.iterdir()) == []


def test_the_proxy_of_the_settings_is_asked(hub: toy_hub.Hub, target: Path) -> None:
    hub.files["m/model.bin"] = DATA
    settings = Models(proxy=hub.address)
    download("http://elsewhere.invalid/m/model.bin", target, settings, lambda *told: None)
    assert target.read_bytes() == DATA


def test_the_proxy_of_the_environment_is_asked(
    monkeypatch: pytest.MonkeyPatch, hub: toy_hub.Hub, target: Path
) -> None:
    hub.files["m/model.bin"] = DATA
    monkeypatch.setenv("http_proxy", hub.address)
    monkeypatch.delenv("no_proxy", raising=False)
    download("http://elsewhere.invalid/m/model.bin", target, Models(), lambda *told: None)
    assert target.read_bytes() == DATA
