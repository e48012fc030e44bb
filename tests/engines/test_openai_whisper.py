from __future__ import annotations

import importlib.util
import os
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from nexus_audio.config import Speech
from nexus_audio.engines import Weighing, Wording, listen, load_pcm, open_engine
from nexus_audio.engines.base import RATE, Passage
from nexus_audio.engines.openai_whisper import OpenaiWhisper, _Named
from nexus_audio.engines.weights import fetch
from nexus_audio.errors import ConfigError, EngineMissing
from nexus_audio.models import Span
from toy_engine import passage

RECORDING = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"
HERE = importlib.util.find_spec("whisper") is not None
installed = pytest.mark.skipif(
    not HERE and os.environ.get("CI") != "true",
    reason="openai-whisper is not installed: it brings several gigabytes",
)


def test_without_the_package_the_host_is_told_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr("nexus_audio.engines.openai_whisper.version", missing)
    with pytest.raises(EngineMissing, match="not installed") as raised:
        _ = OpenaiWhisper(Speech(engine="openai-whisper")).identity
    assert "pip install 'nexus-audio[openai-whisper]'" in raised.value.hint


def test_where_nobody_speaks_nothing_is_loaded() -> None:
    assert OpenaiWhisper(Speech(model="base")).hear(passage(), {"de": 1.0}) == ()


@installed
def test_identity_tells_a_checkpoint_from_converted_weights(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEXUS_CACHE", str(tmp_path))
    converted = OpenaiWhisper(Speech(model="base")).identity
    assert "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9" in converted
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "base.pt").write_bytes(b"any")
    assert "ed3a0b6b1c0edf879ad9b11b1af5a0e6ab5db9205f891f668f8b0e6c6326e34e" in (
        OpenaiWhisper(Speech(model="base")).identity
    )


@installed
@pytest.mark.slow
def test_both_engines_hear_the_same_words() -> None:
    fetch("base")
    pcm = load_pcm(RECORDING)[int(8.4 * RATE) : int(20.4 * RATE)]
    texts = []
    for engine in ("faster-whisper", "openai-whisper"):
        heard = listen(open_engine(Speech(engine=engine, beam=1)), [pcm], {"de": 1.0})
        words = " ".join(segment.text for segment in heard).lower().split()
        texts.append([word.strip(".,") for word in words])
    same = sum(one == other for one, other in zip(*texts, strict=False))
    assert same >= 0.8 * max(map(len, texts)), texts


@installed
@pytest.mark.slow
def test_both_engines_weigh_words_alike() -> None:
    fetch("base")
    pcm = load_pcm(RECORDING)[int(8.4 * RATE) : int(12.4 * RATE)]
    spoken = Passage(start=0, pcm=pcm, islands=(Span(start=0, end=4_000),))
    text = open_engine(Speech()).hear(spoken, {"de": 1.0})[0].text
    asked = [
        Wording(text=text),
        Wording(text=f"{text} Marmelade"),
        Wording(text=text, names=("Marmelade",)),
    ]
    one, other = (
        list(map(cast("Weighing", open_engine(Speech(engine=name))).weigher(spoken, "de"), asked))
        for name in ("faster-whisper", "openai-whisper")
    )
    # of short sounds 8-bit integers are a little off
    assert other == pytest.approx(one, rel=0.25)


class Likeliest:
    """Ranks by likelihood alone."""

    def rank(self, tokens: Sequence[Any], likely: Sequence[Sequence[float]]) -> list[int]:
        assert [len(row) for row in tokens] == [len(row) for row in likely]
        return [max(range(len(row)), key=lambda index: row[index]) for row in likely]


def test_of_what_was_heard_that_with_the_most_names_is_taken() -> None:
    texts = ["Julia falten Ried", "Juna falten Ried", "Juna Falkenried", "Jona Falkenried"]
    tokenizer = SimpleNamespace(decode=lambda tokens: texts[tokens[0]])
    tokens: Any = [[np.array([number]) for number in range(len(texts))]]

    def best(*names: str, likely: Sequence[float] = (-0.1, -0.2, -0.4, -0.3)) -> str:
        (index,) = _Named(Likeliest(), tokenizer, names).rank(tokens, [likely])
        return texts[index]

    assert best("Hamburg") == "Julia falten Ried"
    assert best("Juna Falkenried") == "Juna Falkenried"
    assert best("Falkenried") == "Jona Falkenried"  # as many names: the likelier
    assert best("Falkenried", likely=(-0.1, -0.2, -0.3, -0.4)) == "Juna Falkenried"


@installed
@pytest.mark.slow
def test_each_island_tells_its_language() -> None:
    fetch("base")
    engine = OpenaiWhisper(Speech(engine="openai-whisper", beam=1))
    spoken = load_pcm(RECORDING)[int(8.4 * RATE) : int(12.4 * RATE)]
    heard = engine.hear(
        Passage(
            start=0,
            pcm=spoken,
            islands=(Span(start=0, end=2_300), Span(start=2_500, end=4_000)),
        ),
        {"de": 0.5, "en": 0.5},
    )
    assert {segment.language for segment in heard} == {"de"}
    assert heard[0].words


@installed
@pytest.mark.slow
def test_an_unknown_language_is_a_wrong_setting() -> None:
    fetch("base")
    with pytest.raises(ConfigError, match="'xx'"):
        open_engine(Speech(engine="openai-whisper", beam=1)).hear(
            passage((0, 900)), {"de": 0.8, "xx": 0.2}
        )
