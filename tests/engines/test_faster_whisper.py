from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ctranslate2
import numpy as np
import pytest

from nexus_audio.config import Speech
from nexus_audio.engines import Wording
from nexus_audio.engines.faster_whisper import FasterWhisper
from nexus_audio.errors import ConfigError, ModelCorrupt, ModelMissing, SpeechError
from toy_engine import passage

GERMAN = {"de": 1.0}
ONE = passage((0, 1_000))


@dataclass
class FakeModel:
    """Stands in for faster-whisper's model and notes how it was called; hears what it is told."""

    said: str = "Hallo"
    others: tuple[str, ...] = ()
    """What it takes for less likely."""
    language: Mapping[str, float] = field(default_factory=lambda: {"de": 0.99, "en": 0.01})
    scores: list[float] = field(default_factory=lambda: [-0.2])
    silent: float = 0.0
    error: Exception | None = None
    made: list[tuple[Any, Any]] = field(default_factory=list)
    encoded: list[int] = field(default_factory=list)
    asked: list[dict[str, Any]] = field(default_factory=list)
    prompts: list[str | None] = field(default_factory=list)
    supported_languages: tuple[str, ...] = ("de", "en")
    max_length: int = 448

    def __post_init__(self) -> None:
        self.model, self.hf_tokenizer, self.is_multilingual = self, None, True

    def __call__(self, *given: Any, **named: Any) -> FakeModel:
        self.made.append((given, named))
        return self

    def feature_extractor(self, pcm: Any) -> Any:
        return np.zeros((80, 3000), np.float32)

    def encode(self, features: Any) -> Any:
        self.encoded.append(features.shape[1])
        return ctranslate2.StorageView.from_array(
            np.zeros((1, features.shape[1] // 2, 4), np.float32)
        )

    def detect_language(self, sound: Any) -> Any:
        return [[(f"<|{code}|>", share) for code, share in self.language.items()]]

    def get_prompt(
        self,
        tokenizer: Any,
        before: Sequence[int],
        hotwords: str | None = None,
        without_timestamps: bool = False,
    ) -> Any:
        self.prompts.append(hotwords)
        return [1]

    def generate(self, sound: Any, prompts: Any, **options: Any) -> Any:
        if self.error:
            raise self.error
        self.asked.append(options)
        score = self.scores[min(len(self.asked), len(self.scores)) - 1]
        count = min(options["num_hypotheses"], 1 + len(self.others))
        return [
            SimpleNamespace(
                sequences_ids=[[7 + number] * 9 for number in range(count)],
                scores=[score - 0.1 * number for number in range(count)],
                no_speech_prob=self.silent,
            )
        ]

    def decode(self, tokens: Sequence[int]) -> str:
        return (self.said, *self.others)[tokens[0] - 7]

    def align(self, sound: Any, prompt: Any, texts: Any, frames: int) -> Any:
        if self.error:
            raise self.error
        return [SimpleNamespace(text_token_probs=text) for text in texts]

    def find_alignment(self, tokenizer: Any, tokens: Any, sound: Any, frames: int) -> Any:
        words = self.decode(tokens[0]).split()
        return [
            [
                {"word": f" {word}", "start": 0.1 * n, "end": 0.1 * n + 0.1, "probability": 0.9}
                for n, word in enumerate(words)
            ]
        ]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    fake = FakeModel()
    tokenizer = SimpleNamespace(
        eot=100, decode=fake.decode, encode=lambda text: [0.5 for _ in text.split()]
    )
    monkeypatch.setattr("faster_whisper.WhisperModel", fake)
    monkeypatch.setattr("faster_whisper.tokenizer.Tokenizer", lambda *given, **named: tokenizer)
    monkeypatch.setattr(
        "faster_whisper.transcribe.get_suppressed_tokens", lambda tokenizer, tokens: (1, 2)
    )
    return fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of one's own, whose bytes are anything."""
    folder = tmp_path / "mein Modell 🎙"
    folder.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (folder / name).write_text("{}")
    return folder


def test_the_model_is_loaded_once_for_a_cpu_without_a_network(
    model: FakeModel, folder: Path
) -> None:
    engine = FasterWhisper(Speech(model=str(folder), beam=3))
    assert model.made == []
    for _ in range(2):
        (segment,) = engine.hear(ONE, GERMAN)
    assert (segment.text, segment.language, segment.end) == ("Hallo", "de", 100)
    ((given, named),) = model.made
    assert given == (str(folder),)
    assert named["local_files_only"] is True
    assert (named["device"], named["compute_type"]) == ("cpu", "int8")
    assert (named["cpu_threads"], named["num_workers"]) == (1, os.cpu_count())
    assert {options["beam_size"] for options in model.asked} == {3}


def test_an_nvidia_card_hears_in_half_precision(
    monkeypatch: pytest.MonkeyPatch, model: FakeModel, folder: Path
) -> None:
    on_cpu = FasterWhisper(Speech(model=str(folder))).identity
    monkeypatch.setattr("nexus_audio.engines.hardware.cuda_cards", lambda: 1)
    engine = FasterWhisper(Speech(model=str(folder)))
    engine.hear(ONE, GERMAN)
    assert (model.made[0][1]["device"], model.made[0][1]["compute_type"]) == ("cuda", "float16")
    assert engine.identity != on_cpu


def test_no_more_is_encoded_than_there_is_to_hear(model: FakeModel, folder: Path) -> None:
    FasterWhisper(Speech(model=str(folder))).hear(passage((0, 9_000)), GERMAN)
    assert model.encoded == [1100]


def test_names_are_a_hint(model: FakeModel, folder: Path) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    engine.hear(ONE, GERMAN)
    engine.hear(ONE, GERMAN, ("Falkenried", "Juna"))
    assert model.prompts == [None, "Falkenried, Juna, Falkenried, Juna"]


@pytest.mark.parametrize(
    ("names", "heard"),
    [
        ((), "Julia falten Ried"),
        (("Juna Falkenried",), "Juna Falkenried"),
        (("Juna",), "Juna falten Ried"),
        (("Hamburg",), "Julia falten Ried"),
    ],
)
def test_of_what_was_heard_that_with_the_most_names_is_taken(
    model: FakeModel, folder: Path, names: tuple[str, ...], heard: str
) -> None:
    model.said = "Julia falten Ried"
    model.others = ("Juna falten Ried", "Juna Falkenried", "Falkenried Falkenried " * 50)
    (segment,) = FasterWhisper(Speech(model=str(folder))).hear(ONE, GERMAN, names)
    assert segment.text == heard


@pytest.mark.parametrize(("said", "scores"), [("so " * 200, [-0.1, -0.2]), ("Hallo", [-1.5, -0.9])])
def test_a_loop_or_a_doubt_is_heard_again_with_a_longer_look(
    model: FakeModel, folder: Path, said: str, scores: list[float]
) -> None:
    model.said, model.scores = said, scores
    FasterWhisper(Speech(model=str(folder))).hear(ONE, GERMAN)
    assert model.encoded == [300, 3000]
    assert [options.get("no_repeat_ngram_size") for options in model.asked] == [None, 4]


def test_what_the_model_itself_takes_for_silence_has_no_words(
    model: FakeModel, folder: Path
) -> None:
    model.silent, model.scores = 0.9, [-1.5]
    engine = FasterWhisper(Speech(model=str(folder)))
    assert engine.hear(ONE, GERMAN) == ()
    model.scores = [-0.3]  # sure of its words: it is speech all the same
    assert engine.hear(ONE, GERMAN) != ()


def test_a_passage_in_another_language_is_heard_in_it(model: FakeModel, folder: Path) -> None:
    model.language = {"en": 0.98, "de": 0.02}
    (segment,) = FasterWhisper(Speech(model=str(folder))).hear(ONE, {"de": 0.8, "en": 0.2})
    assert segment.language == "en"


def test_where_nobody_speaks_no_model_is_needed(model: FakeModel) -> None:
    assert FasterWhisper(Speech(model="base")).hear(passage(), GERMAN) == ()
    assert model.made == []


def test_words_are_as_likely_as_all_their_tokens_together(model: FakeModel, folder: Path) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    wordings = [
        Wording(text="ein Wal"),
        Wording(text=""),
        Wording(text="Wal", names=("Wal", "Kiel")),
    ]
    weigh = engine.weigher(ONE, "de")
    assert [weigh(one) for one in wordings] == [2 * log(0.5), 0.0, log(0.5)]
    assert model.prompts == [None, None, "Wal, Kiel, Wal, Kiel"]
    assert len(model.encoded) == 1


def test_weighing_fails_as_hearing_does(model: FakeModel, folder: Path) -> None:
    model.error = RuntimeError("out of memory")
    with pytest.raises(SpeechError, match="0 s: out of memory"):
        FasterWhisper(Speech(model=str(folder))).weigher(ONE, "de")(Wording(text="Wal"))
    with pytest.raises(ConfigError, match="'xx'"):
        FasterWhisper(Speech(model=str(folder))).weigher(ONE, "xx")


@pytest.mark.parametrize(
    ("languages", "subject"),
    [({"deutsch": 1.0}, "speech.language"), ({"de": 0.8, "xx": 0.2}, "speech.quotes")],
)
def test_an_unknown_language_is_a_wrong_setting(
    model: FakeModel, folder: Path, languages: dict[str, float], subject: str
) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(ConfigError, match="does not know the language") as raised:
        engine.hear(ONE, languages)
    assert raised.value.subject == subject


def test_a_failure_says_where_it_stopped(model: FakeModel, folder: Path) -> None:
    model.error = RuntimeError("out of memory")
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(SpeechError, match="stopped at 61 s: out of memory") as raised:
        engine.hear(passage((0, 1_000), start=61_000), GERMAN)
    assert raised.value.exit_code == 20


def test_a_folder_that_holds_no_model_is_corrupt(folder: Path) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(ModelCorrupt, match="cannot be loaded") as raised:
        engine.hear(ONE, GERMAN)
    assert raised.value.subject == str(folder)


def test_a_model_that_is_not_here_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEXUS_CACHE", str(tmp_path))
    engine = FasterWhisper(Speech(model="base"))
    with pytest.raises(ModelMissing, match="not on this machine"):
        engine.hear(ONE, GERMAN)


def test_identity_changes_with_all_that_changes_the_words(folder: Path) -> None:
    own = str(folder)
    settings = [Speech(), Speech(beam=1), Speech(model="small"), Speech(model=own)]
    first = [FasterWhisper(speech).identity for speech in settings]
    assert len(set(first)) == len(settings)
    assert first == [FasterWhisper(speech).identity for speech in settings]
    (folder / "model.bin").write_text("other weights")
    assert FasterWhisper(Speech(model=own)).identity not in first


def test_identity_does_not_depend_on_where_a_model_lies(folder: Path, tmp_path: Path) -> None:
    moved = folder.rename(tmp_path / "moved")
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in moved.iterdir():
        (copy / path.name).write_bytes(path.read_bytes())
    assert (
        FasterWhisper(Speech(model=str(copy))).identity
        == FasterWhisper(Speech(model=str(moved))).identity
    )
