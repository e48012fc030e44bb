"""Make the recording of the sample episode, and the truth about it, from `reading.toml`.

    python tests/sample/make_sample.py

Writes `episodes/301-beispiel/recording.opus` and `tests/sample/truth.json`. The voice is synthetic:
SVOX Pico by the optional package `ttspico`, which needs a C compiler to install. The same reading
gives the same recording, because the voice starts afresh with each utterance and all chance is
seeded. All times in the truth are milliseconds from the start of the recording; a section lasts
from its first utterance to its last, without the sections below it.
"""

from __future__ import annotations

import json
import subprocess
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float64]

HERE = Path(__file__).parent
EPISODE = HERE.parents[1] / "episodes" / "301-beispiel"
RATE = 16_000  # what Pico speaks at
VOICES = {"de": "de-DE", "en": "en-GB"}
VOLUME = 40  # Pico clips at its own default of 100
GAIN_DB = -2.5  # puts the recording at -22 LUFS, so that a normaliser has work to do
NOISE_DB = -66.0  # RMS of a quiet room, dBFS
SILENCE_DB = -40.0  # below an utterance's loudest frame; Pico pads with near silence
FRAME = RATE // 200  # 5 ms
HEAD_MS, TAIL_MS = 800, 1000
HEADING_PAUSE_MS, PAUSE_MS = (700, 1200), (250, 500)
LEVEL_DB = (-1.5, 1.5)  # a host leans in and out from section to section


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One utterance of the reading, as it is spoken."""

    section: str | None
    kind: str
    language: str
    text: str
    pause_ms: int
    gain_db: float


def lines_of(parts: list[dict[str, Any]], chance: np.random.Generator) -> Iterator[Line]:
    """The utterances in order, each with the pause before it and its level."""
    for part in parts:
        gain = chance.uniform(*LEVEL_DB)
        for spoken in part["spoken"]:
            begins = spoken["kind"] in {"heading", "ad-lib"}
            yield Line(
                section=part.get("section"),
                kind=spoken["kind"],
                language=spoken.get("language", "de"),
                text=spoken["text"],
                pause_ms=int(chance.integers(*(HEADING_PAUSE_MS if begins else PAUSE_MS))),
                gain_db=gain,
            )


def speak(line: Line) -> Samples:
    """The sound of one utterance, from its first audible frame to its last."""
    from ttspico import TtsEngine

    engine = TtsEngine(VOICES[line.language])
    engine.volume = VOLUME
    sound = np.frombuffer(engine.speak(line.text), np.int16) / 32768
    frames = sound[: len(sound) // FRAME * FRAME].reshape(-1, FRAME)
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    (audible,) = np.nonzero(loudness > loudness.max() * 10 ** (SILENCE_DB / 20))
    return frames[audible[0] : audible[-1] + 1].ravel() * 10 ** ((GAIN_DB + line.gain_db) / 20)


def silence(milliseconds: int) -> Samples:
    """Nothing, for so long."""
    return np.zeros(milliseconds * RATE // 1000)


def record(lines: list[Line]) -> tuple[Samples, list[dict[str, Any]]]:
    """The whole recording without its noise, and when each line was spoken in it."""
    pieces, utterances, length = [silence(HEAD_MS)], [], HEAD_MS * RATE // 1000
    for index, line in enumerate(lines):
        pause = silence(line.pause_ms if index else 0)
        sound = speak(line)
        start = length + len(pause)
        length = start + len(sound)
        pieces += [pause, sound]
        utterances.append(
            {
                "section": line.section,
                "kind": line.kind,
                "language": line.language,
                "text": line.text,
                "start": round(start * 1000 / RATE),
                "end": round(length * 1000 / RATE),
            }
        )
    return np.concatenate([*pieces, silence(TAIL_MS)]), utterances


def truth_of(
    parts: list[dict[str, Any]], utterances: list[dict[str, Any]], duration: int
) -> dict[str, Any]:
    """Where every section, ad-lib and retake lies."""
    sections = []
    for part in parts:
        own = [u for u in utterances if u["section"] == part.get("section")]
        if "section" in part:
            sections.append(
                {
                    "id": part["section"],
                    "read": bool(own),
                    "start": own[0]["start"] if own else None,
                    "end": own[-1]["end"] if own else None,
                }
            )
    return {
        "duration": duration,
        "sections": sections,
        "utterances": utterances,
        "adlibs": [
            {key: u[key] for key in ("start", "end", "text")}
            for u in utterances
            if u["kind"] == "ad-lib"
        ],
        "retakes": [
            {
                "section": slip["section"],
                "superseded": [slip["start"], slip["end"]],
                "kept": [again["start"], again["end"]],
            }
            for slip, again in pairwise(utterances)
            if slip["kind"] == "retake"
        ],
    }


def encode(sound: Samples, path: Path) -> None:
    """Write a recording as Opus; bit-exact flags keep dates and versions out of the file."""
    pcm = (np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    source = ["-f", "s16le", "-ar", str(RATE), "-ac", "1", "-i", "-"]
    codec = ["-ar", "48000", "-c:a", "libopus", "-b:a", "26k", "-application", "voip"]
    exact = ["-flags", "+bitexact", "-fflags", "+bitexact", "-map_metadata", "-1"]
    program = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-y"]
    subprocess.run([*program, *source, *codec, *exact, str(path)], input=pcm, check=True)


def main() -> None:
    """Speak the reading and write both files."""
    chance = np.random.default_rng(301)
    parts = tomllib.loads((HERE / "reading.toml").read_text("utf-8"))["parts"]
    sound, utterances = record(list(lines_of(parts, chance)))
    noise = chance.standard_normal(len(sound)) * 10 ** (NOISE_DB / 20)
    encode(sound + noise, EPISODE / "recording.opus")
    truth = truth_of(parts, utterances, round(len(sound) * 1000 / RATE))
    text = json.dumps(truth, ensure_ascii=False, indent=1) + "\n"
    (HERE / "truth.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
