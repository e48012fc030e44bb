"""A small engine for tests: hears one word in each second of sound, and none in silence."""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

import pytest

from nexus_audio import plugins
from nexus_audio.config import Speech
from nexus_audio.engines import base
from nexus_audio.models import Segment, Word

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm, Progress

SPEECH = Speech(engine="toy")


@dataclasses.dataclass
class ToyEngine:
    """Made from the settings alone, like every engine."""

    speech: Speech

    @property
    def identity(self) -> str:
        return f"toy:{self.speech.model}:{self.speech.beam}"

    def transcribe(
        self, pcm: Pcm, *, language: str, progress: Progress
    ) -> Generator[Segment, None, None]:
        duration = base.duration_of(pcm)
        for start in range(0, duration, 1000):
            end = min(start + 1000, duration)
            progress(end, duration)
            if abs(pcm[start * base.RATE // 1000 : end * base.RATE // 1000]).max() > 0.001:
                word = Word(text="Größe", start=start, end=end, probability=0.5)
                yield Segment(
                    start=start, end=end, text=word.text, language=language, words=(word,)
                )
        progress(duration, duration)


def install(monkeypatch: pytest.MonkeyPatch, **values: str) -> None:
    """Offer the toy, and whatever else is given, as if packages had brought them."""
    points = {"toy": "toy_engine:ToyEngine", **values}
    found = [EntryPoint(name, value, base.GROUP) for name, value in points.items()]

    def offered(*, group: str) -> Any:
        return found if group == base.GROUP else entry_points(group=group)

    monkeypatch.setattr(plugins, "entry_points", offered)
