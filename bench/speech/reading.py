"""The briefing of the benchmark, read aloud by synthetic voices, with the truth about it."""

from __future__ import annotations

import re
import wave
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BRIEFING = Path(__file__).parent / "briefing.md"
RATE = 16_000  # what Pico speaks at
VOICES = {"de": "de-DE", "en": "en-GB"}
NAMES = (
    *("Wiebke Harmsen", "Opalwerk", "Eckernförde", "Torben Oltmanns", "Gütersloh"),
    *("Marlies Achterberg", "Helionis", "Kaltenbach", "Veltronic", "Wangerooge", "Seeadler"),
    *("Annika Brodersen", "Harlesiel", "Küstenbote", "Kranich", "Quedlinburg"),
    *("Bogdan Wischnewski", "Tauberbischofsheim", "Quantaris", "Selma Yildirim"),
    *("Friedrich Pommerening", "Worpswede", "Teufelsmoor", "Lüneburg", "Ulrike Stegemann"),
    *("Zirbelkiefer", "Brennwerk", "Wolfratshausen", "Jolanda Fürstenberg", "Silberdistel"),
)


@dataclass(frozen=True)
class Sentence:
    """One sentence as it was spoken; times in milliseconds."""

    text: str
    language: str
    start: int
    end: int


def spoken() -> list[tuple[str, str, float]]:
    """Each sentence with its language and the pause before it in seconds, in order."""
    found: list[tuple[str, str, float]] = []
    for line in BRIEFING.read_text(encoding="utf-8").splitlines():
        text = line.lstrip("#> ").strip()
        if not text:
            continue
        language = "en" if line.startswith(">") else "de"
        pause = 0.9 if line.startswith("#") else 0.6
        for sentence in re.split(r"(?<=[.!?:]) (?=[A-ZÄÖÜ])", text):
            found.append((sentence, language, pause))
            pause = 0.35
    return found


def read_aloud(path: Path, sentences: int = 0) -> list[Sentence]:
    """Write the recording, or its first sentences, as WAV; give what is said when."""
    from ttspico import TtsEngine

    engines = {language: TtsEngine(voice) for language, voice in VOICES.items()}
    for engine in engines.values():
        engine.volume = 40  # it clips at its own default of 100
    chance = np.random.default_rng(1)
    truth: list[Sentence] = []
    parts: list[NDArray[np.float64]] = []
    clock = 0
    for text, language, pause in spoken()[: sentences or None]:
        silence = np.zeros(int(pause * RATE))
        sound = _trimmed(np.frombuffer(engines[language].speak(text), np.int16) / 32768)
        start = clock + len(silence)
        parts += [silence, sound]
        clock = start + len(sound)
        truth.append(Sentence(text, language, start * 1000 // RATE, clock * 1000 // RATE))
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
