"""Briefings of invented news, read aloud by synthetic voices, with the truth about them."""

from __future__ import annotations

import re
import wave
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

TEXTS = Path(__file__).parent / "texts"
RATE = 16_000  # what Pico speaks at
VOICES = {"de": "de-DE", "en": "en-GB"}


@dataclass(frozen=True)
class Sentence:
    """One sentence as it was spoken; times in milliseconds."""

    text: str
    language: str
    start: int
    end: int


@dataclass(frozen=True)
class Text:
    """A briefing `<name>.md` with the names that it holds, one a line in `<name>.names`."""

    name: str

    @property
    def briefing(self) -> Path:
        """Where it lies."""
        return TEXTS / f"{self.name}.md"

    @property
    def names(self) -> tuple[str, ...]:
        """People, firms and places in it, each once."""
        lines = self.briefing.with_suffix(".names").read_text(encoding="utf-8")
        return tuple(lines.splitlines())

    def sentences(self, *, quotes: bool = False) -> Iterator[tuple[str, str, float]]:
        """Each sentence with its language and the pause before it in seconds, in order.

        With `quotes`, those topics alone in which somebody is quoted.
        """
        topics = re.split(r"^(?=#)", self.briefing.read_text(encoding="utf-8"), flags=re.M)
        for line in "".join(one for one in topics if "\n> " in one or not quotes).splitlines():
            text = line.lstrip("#> ").strip()
            if not text:
                continue
            language = "en" if line.startswith(">") else "de"
            pause = 0.9 if line.startswith("#") else 0.6
            for sentence in re.split(r"(?<=[.!?:]) (?=[A-ZÄÖÜ])", text):
                yield sentence, language, pause
                pause = 0.35


def read_aloud(text: Text, path: Path, *, quotes: bool = False) -> list[Sentence]:
    """Write the recording of a text, or of its quotes, as WAV; give what is said when."""
    from ttspico import TtsEngine

    engines = {language: TtsEngine(voice) for language, voice in VOICES.items()}
    for engine in engines.values():
        engine.volume = 40  # it clips at its own default of 100
    chance = np.random.default_rng(1)
    truth: list[Sentence] = []
    parts: list[NDArray[np.float64]] = []
    clock = 0
    for said, language, pause in text.sentences(quotes=quotes):
        silence = np.zeros(int(pause * RATE))
        sound = _trimmed(np.frombuffer(engines[language].speak(said), np.int16) / 32768)
        start = clock + len(silence)
        parts += [silence, sound]
        clock = start + len(sound)
        truth.append(Sentence(said, language, start * 1000 // RATE, clock * 1000 // RATE))
    parts.append(np.zeros(RATE))
    whole = np.concatenate(parts)
    whole += chance.normal(0, 10 ** (-66 / 20), len(whole))  # the noise of a quiet room
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(whole, -1, 1) * 32767).astype("<i2").tobytes())
    return truth


def _trimmed(sound: NDArray[np.float64]) -> NDArray[np.float64]:
    """Without the silence that the voice puts before and after."""
    frames = sound[: len(sound) // 80 * 80].reshape(-1, 80)
    loud = np.sqrt(np.mean(frames**2, axis=1))
    (audible,) = np.nonzero(loud > loud.max() * 0.01)
    return sound[audible[0] * 80 : (audible[-1] + 1) * 80]
