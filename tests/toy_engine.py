"""Small engines for tests: one hears a word in each second of sound, one what it is told to."""

from __future__ import annotations

import dataclasses
import wave
from collections.abc import Callable, Sequence
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from nexus_audio import plugins
from nexus_audio.config import Speech
from nexus_audio.engines import base
from nexus_audio.engines.base import Languages, Passage
from nexus_audio.engines.words import segment_of
from nexus_audio.models import Segment, Span, Word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from nexus_audio.engines.base import Pcm

SPEECH = Speech(engine="toy")


@dataclasses.dataclass
class ToyEngine:
    """Made from the settings alone, like every engine."""

    speech: Speech

    @property
    def identity(self) -> str:
        return f"toy:{self.speech.model}:{self.speech.beam}"

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        words = []
        for start in range(0, passage.duration, 1000):
            end = min(start + 1000, passage.duration)
            sound = passage.pcm[base.samples(start) : base.samples(end)]
            if len(sound) and abs(sound).max() > 0.001:
                words.append(Word(text="Größe", start=start, end=end, probability=0.5))
        language = max(languages, key=lambda code: languages[code])
        return (segment_of(words, language),) if words else ()


Script = Callable[[Passage, Languages, Sequence[str]], Sequence[Segment]]


@dataclasses.dataclass
class Scripted:
    """Hears what its script says, and keeps what it was asked."""

    script: Script
    asked: list[tuple[Passage, Languages, tuple[str, ...]]] = dataclasses.field(
        default_factory=list
    )
    identity: str = "scripted"

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        self.asked.append((passage, languages, tuple(names)))
        return tuple(self.script(passage, languages, names))


class LoudIsVoice:
    """Takes every sound for speech."""

    def __call__(self, block: Pcm) -> NDArray[np.float32]:
        frames = np.pad(block, (0, -len(block) % 512)).reshape(-1, 512)
        loud: NDArray[np.float32] = (np.abs(frames).max(axis=1) > 0.001).astype(np.float32)
        return loud


def said(
    text: str, start: int = 0, each: int = 400, language: str = "de", probability: float = 0.9
) -> Segment:
    """A segment of words that take so many milliseconds each."""
    words = [
        Word(text=word, start=start + each * n, end=start + each * (n + 1), probability=probability)
        for n, word in enumerate(text.split())
    ]
    return segment_of(words, language)


def sound(*spans: tuple[int, int], duration: int = 0) -> Pcm:
    """Noise in these milliseconds, and silence elsewhere."""
    length = max([duration, *(end for _, end in spans)])
    pcm = np.zeros(base.samples(length), np.float32)
    noise = np.random.default_rng(1).uniform(-0.5, 0.5, len(pcm)).astype(np.float32)
    for start, end in spans:
        at = slice(base.samples(start), base.samples(end))
        pcm[at] = noise[at]
    return pcm


def passage(*spans: tuple[int, int], start: int = 0) -> Passage:
    """A passage in which these milliseconds are speech."""
    islands = tuple(Span(start=one, end=other) for one, other in spans)
    return Passage(start=start, pcm=sound(*spans), islands=islands)


def record(folder: Path, *spans: tuple[int, int]) -> None:
    """The conditioned recording below a folder, with noise in these milliseconds for speech."""
    with wave.open(str(folder / "condition" / "master.flac"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        pcm = sound(*spans, duration=14_000)
        file.writeframes((pcm * 32767).astype("<i2").tobytes())


def all_is_voice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every sound count as speech: noise is no voice for the real model."""
    monkeypatch.setattr("nexus_audio.engines.cutting.Voice", LoudIsVoice)


def install(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Offer the toy, and whatever else is given, as if packages had brought them."""
    points = {"toy": "toy_engine:ToyEngine", **values}
    found = [EntryPoint(name, value, base.GROUP) for name, value in points.items()]

    def offered(*, group: str) -> Any:
        return found if group == base.GROUP else entry_points(group=group)

    monkeypatch.setattr(plugins, "entry_points", offered)
    base.open_engine.cache_clear()
    all_is_voice(monkeypatch)
