from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import toy_engine
from nexus_audio.config import Speech
from nexus_audio.engines import identity, open_engine
from nexus_audio.engines.base import Passage, failing_at
from nexus_audio.errors import ConfigError, EngineMissing, SpeechError


def test_an_engine_is_found_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.install(monkeypatch)
    assert isinstance(open_engine(toy_engine.SPEECH), toy_engine.ToyEngine)
    assert identity(Speech(engine="toy", model="groß", beam=3)) == "toy:groß:3"


def test_the_built_in_engine_is_offered_to_everybody() -> None:
    assert identity(Speech()).startswith("faster-whisper-")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("faster-wisper", "Did you mean 'faster-whisper'?"),
        ("töy", "Did you mean 'toy'?"),
        ("", "Did you mean 'faster-whisper' or 'toy'?"),
    ],
)
def test_an_unknown_engine_is_answered_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, asked: str, hint: str
) -> None:
    toy_engine.install(monkeypatch, **{"faster-whisper": "nowhere:Engine"})
    with pytest.raises(EngineMissing, match=f"no speech engine {asked!r}") as raised:
        open_engine(Speech(engine=asked))
    assert raised.value.hint == hint
    assert raised.value.subject == "speech.engine"


@pytest.mark.parametrize("value", ["not_installed:Engine", "toy_engine:NoSuchEngine"])
def test_a_broken_engine_is_named(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    toy_engine.install(monkeypatch, broken=value)
    with pytest.raises(EngineMissing, match="'broken' cannot be loaded"):
        open_engine(Speech(engine="broken"))


def test_an_english_model_is_refused_before_it_is_fetched() -> None:
    with pytest.raises(ConfigError, match=r"'small\.en' knows English alone, and de ") as raised:
        open_engine(Speech(model="small.en"))
    assert "'small'" in raised.value.hint
    with pytest.raises(ConfigError, match="and fr is spoken"):
        identity(Speech(model="base.en", language="en", quotes=["fr"]))
    assert identity(Speech(model="base.en", language="en", quotes=[]))


def test_an_identity_costs_neither_the_model_nor_its_library() -> None:
    heavy = ("faster_whisper", "ctranslate2", "numpy", "huggingface_hub")
    program = (
        "import sys\n"
        "from nexus_audio.config import Speech\n"
        "from nexus_audio.engines import identity\n"
        "print(identity(Speech(model='large-v3')))\n"
        f"print(sys.modules.keys() & {heavy})\n"
    )
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    said, loaded = done.stdout.splitlines()
    assert "69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1" in said
    assert loaded == "set()"


def test_an_engine_is_made_once_for_all_episodes(monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.install(monkeypatch)
    assert open_engine(Speech(engine="toy")) is open_engine(Speech(engine="toy"))
    assert open_engine(Speech(engine="toy")) is not open_engine(Speech(engine="toy", beam=2))


def test_auto_is_an_engine_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    toy_engine.install(
        monkeypatch, **{"faster-whisper": "toy_engine:ToyEngine", "openai-whisper": "x:y"}
    )
    assert isinstance(open_engine(Speech(engine="auto")), toy_engine.ToyEngine)


def test_what_a_runtime_gives_up_on_is_told_with_its_place() -> None:
    passage = Passage(start=61_400, pcm=np.zeros(16_000, np.float32), islands=())
    stopped = pytest.raises(SpeechError, match="stopped at 61 s: out of memory")
    with stopped as raised, failing_at(passage):
        raise RuntimeError("out of memory")
    assert "smaller model" in raised.value.hint
