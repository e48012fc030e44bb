from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.config import Speech
from nexus_audio.engines.faster_whisper import FasterWhisper, join_pieces
from nexus_audio.errors import ConfigError, ModelCorrupt, ModelMissing, SpeechError

SECOND = np.zeros(16_000, np.float32)


@dataclass
class Piece:
    word: str
    start: float
    end: float
    probability: float = 0.9


def pieces_of(*texts: str) -> list[Piece]:
    return [Piece(text, number, number + 1) for number, text in enumerate(texts)]


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ((" Guten", " Morgen,"), ["Guten", "Morgen,"]),
        ((" KI", "-Blase", " platzt."), ["KI-Blase", "platzt."]),
        ((" Foxconn", "-White", "-Label"), ["Foxconn-White-Label"]),
        ((" 2", ",80", " Euro"), ["2,80", "Euro"]),
        (("Anfang", " ohne", " Lücke"), ["Anfang", "ohne", "Lücke"]),
        ((" Also", "…", " gut"), ["Also…", "gut"]),
        ((" Montag", " - also", " morgen"), ["Montag", "also", "morgen"]),
        ((" –", " Ja"), ["Ja"]),
        ((" ", "", "\n"), []),
        ((" Ja", "", " ", " nein"), ["Ja", "nein"]),
        (("-so",), ["-so"]),
    ],
)
def test_pieces_become_whole_words(pieces: tuple[str, ...], words: list[str]) -> None:
    joined = join_pieces(pieces_of(*pieces), earliest=0, latest=99_000)
    assert [word.text for word in joined] == words


def test_a_joined_word_spans_its_pieces_and_is_as_sure_as_the_least_sure() -> None:
    pieces = [Piece(" KI", 1.0004, 1.2, 0.9), Piece("-Blase", 1.2, 1.6666, 0.25)]
    (word,) = join_pieces(pieces, earliest=0, latest=9000)
    assert (word.start, word.end, word.probability) == (1000, 1667, 0.25)


moments = st.floats(-1, 12, allow_nan=False)
texts = st.text(alphabet=" -,.aÄß1🔥\n", max_size=5)


@given(st.lists(st.builds(Piece, texts, moments, moments, st.floats(0, 1))), st.integers(0, 10_000))
def test_words_follow_one_another_inside_the_audio(pieces: list[Piece], earliest: int) -> None:
    words = join_pieces(pieces, earliest=earliest, latest=10_000)
    times = [earliest, *(time for word in words for time in (word.start, word.end)), 10_000]
    assert times == sorted(times)
    assert all(word.text == word.text.strip() != "" for word in words)
    said = "".join(piece.word for piece in pieces)
    assert sum(map(str.isalnum, said)) == sum(
        map(str.isalnum, "".join(word.text for word in words))
    )


@dataclass
class FakeModel:
    """Stands in for faster-whisper's model and notes how it was called."""

    segments: list[Any] = field(default_factory=list)
    error: Exception | None = None
    made: list[tuple[Any, Any]] = field(default_factory=list)
    options: dict[str, Any] = field(default_factory=dict)
    supported_languages: tuple[str, ...] = ("de", "en")

    def __call__(self, *given: Any, **named: Any) -> FakeModel:
        self.made.append((given, named))
        return self

    def transcribe(self, pcm: Any, **options: Any) -> tuple[Iterator[Any], Any]:
        self.options = options
        return self._heard(), SimpleNamespace(language=options["language"])

    def _heard(self) -> Iterator[Any]:
        yield from self.segments
        if self.error:
            raise self.error


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> FakeModel:
    fake = FakeModel()
    monkeypatch.setattr("faster_whisper.WhisperModel", fake)
    return fake


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A model of one's own, whose bytes are anything."""
    folder = tmp_path / "mein Modell 🎙"
    folder.mkdir()
    for name in ("model.bin", "config.json", "tokenizer.json"):
        (folder / name).write_text("{}")
    return folder


def test_the_model_is_loaded_for_a_cpu_without_a_network(model: FakeModel, folder: Path) -> None:
    model.segments = [SimpleNamespace(words=pieces_of(" Hallo"))]
    engine = FasterWhisper(Speech(model=str(folder), beam=3))
    assert model.made == []
    for _ in range(2):
        (segment,) = engine.transcribe(SECOND, language="de", progress=lambda done, total: None)
    assert (segment.text, segment.language, segment.end) == ("Hallo", "de", 1000)
    ((given, named),) = model.made
    assert given == (str(folder),)
    assert named["local_files_only"] is True
    assert (named["device"], named["compute_type"]) == ("cpu", "int8")
    assert named["cpu_threads"] == max(1, (os.cpu_count() or 1) // 2)
    assert model.options == {"language": "de", "beam_size": 3, "word_timestamps": True}


def test_words_are_drawn_from_one_seed_set_before_the_model_begins(
    monkeypatch: pytest.MonkeyPatch, model: FakeModel, folder: Path
) -> None:
    seeds: list[tuple[int, int]] = []
    monkeypatch.setattr(
        "ctranslate2.set_random_seed", lambda seed: seeds.append((seed, len(model.made)))
    )
    engine = FasterWhisper(Speech(model=str(folder)))
    list(engine.transcribe(SECOND, language="de", progress=lambda done, total: None))
    assert seeds == [(0, 0)]


def test_segments_without_words_are_left_out_and_later_ones_do_not_overlap(
    model: FakeModel, folder: Path
) -> None:
    model.segments = [
        SimpleNamespace(words=[Piece(" eins", 0, 0.5)]),
        SimpleNamespace(words=None),
        SimpleNamespace(words=[Piece(" –", 0.4, 0.5)]),
        SimpleNamespace(words=[Piece(" zwei", 0.3, 0.9)]),
    ]
    engine = FasterWhisper(Speech(model=str(folder)))
    heard = list(engine.transcribe(SECOND, language="de", progress=lambda done, total: None))
    assert [(s.text, s.start, s.end) for s in heard] == [("eins", 0, 500), ("zwei", 500, 900)]


def test_no_samples_need_no_model(model: FakeModel) -> None:
    engine = FasterWhisper(Speech(model="base"))
    nothing = np.zeros(0, np.float32)
    assert list(engine.transcribe(nothing, language="de", progress=lambda d, t: None)) == []
    assert model.made == []


def test_an_unknown_language_is_a_wrong_setting(model: FakeModel, folder: Path) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(ConfigError, match="'deutsch'") as raised:
        list(engine.transcribe(SECOND, language="deutsch", progress=lambda done, total: None))
    assert raised.value.subject == "speech.language"


def test_a_failure_says_how_far_it_came(model: FakeModel, folder: Path) -> None:
    model.segments = [SimpleNamespace(words=pieces_of(" eins"))]
    model.error = RuntimeError("out of memory")
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(SpeechError, match="stopped after 1 s: out of memory") as raised:
        list(engine.transcribe(SECOND, language="de", progress=lambda done, total: None))
    assert raised.value.exit_code == 20


def test_a_folder_that_holds_no_model_is_corrupt(folder: Path) -> None:
    engine = FasterWhisper(Speech(model=str(folder)))
    with pytest.raises(ModelCorrupt, match="cannot be loaded") as raised:
        list(engine.transcribe(SECOND, language="de", progress=lambda done, total: None))
    assert raised.value.subject == str(folder)


def test_a_model_that_is_not_here_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NEXUS_CACHE", str(tmp_path))
    engine = FasterWhisper(Speech(model="base"))
    with pytest.raises(ModelMissing, match="not on this machine"):
        list(engine.transcribe(SECOND, language="de", progress=lambda done, total: None))


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
