"""Readings spoken by a synthetic voice, and heard by our own stages; kept in a cache.

The voice is SVOX Pico, from the package `ttspico`. What was heard, the first time and with the
text at hand, is kept under `.nexus/bench/alignment`, by the readings, the engine and the version of
the second hearing: only the first run takes long, about a third of the recordings' length.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
import wave
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from pathlib import Path
from random import Random

import numpy as np
from hosts import Host, Line
from numpy.typing import NDArray
from recordings import Recording, lines_for

from nexus_audio import codec
from nexus_audio.audio import master
from nexus_audio.audio.measurement import measured
from nexus_audio.audio.parts import take_in
from nexus_audio.config import Audio, Speech
from nexus_audio.engines import open_engine
from nexus_audio.engines.hearing import VERSION
from nexus_audio.models import Briefing, Span, Transcript
from nexus_audio.pipeline import Job
from nexus_audio.stages.graph import STAGES
from nexus_audio.stages.rehear import rehear
from nexus_audio.stages.transcribe import transcribe
from nexus_audio.store import Memos

Samples = NDArray[np.float64]

CACHE = Path(__file__).parents[2] / ".nexus" / "bench" / "alignment"
RATE = 16_000
VOICES = {"de": "de-DE", "en": "en-GB"}
_FRAME = RATE // 200
_AUDIBLE_DB = -40.0
_HEAD, _TAIL = 800, 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Sound:
    """How a host sounds."""

    pitch: int = 100
    rate: int = 100
    noise: float = -66.0
    """RMS of the room, in dB of full scale."""
    swing: float = 1.5
    """dB by which sections are louder or softer."""
    gain: float = -3.0


def record(name: str, briefing: Briefing, host: Host, seed: int, sound: Sound) -> Recording:
    """A recording of a reading, from the cache if it was made before."""
    lines = lines_for(briefing, host, seed)
    speech = Speech()
    facts = json.dumps(
        [
            [asdict(line) for line in lines],
            asdict(sound),
            seed,
            open_engine(speech).identity,
            VERSION,
            *(stage.version for stage in STAGES if stage.name == "rehear"),
        ],
        ensure_ascii=False,
    )
    file = CACHE / f"{name}-{hashlib.sha256(facts.encode()).hexdigest()[:16]}.json"
    if not file.exists():
        print(f"{name}: speaking and hearing it", file=sys.stderr, flush=True)
        file.parent.mkdir(parents=True, exist_ok=True)
        plain = _made(lines, briefing, sound, seed, speech)
        file.write_text(json.dumps(plain, ensure_ascii=False), "utf-8")
    kept = json.loads(file.read_text("utf-8"))
    return Recording(
        name=name,
        host=host.name,
        briefing=briefing,
        transcript=codec.from_plain(Transcript, kept["transcript"]),
        first=codec.from_plain(Transcript, kept["first"]),
        silences=tuple(Span(start=start, end=end) for start, end in kept["silences"]),
        lines=tuple(lines),
        spans=tuple(Span(start=start, end=end) for start, end in kept["spans"]),
    )


def _made(
    lines: Sequence[Line], briefing: Briefing, sound: Sound, seed: int, speech: Speech
) -> dict[str, object]:
    samples, spans = _speak_all(lines, sound, seed)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        _write(samples, path / "recording.wav")
        taken = take_in([path / "recording.wav"], path / "audio.flac", _quiet)
        measurement = measured(path / "audio.flac")
        master.condition(
            path / "audio.flac",
            path / "master.flac",
            Audio(),
            measurement,
            taken.clipped,
            _quiet,
        )
        first, second = _heard(path, briefing, speech)
    return {
        "first": codec.to_plain(first),
        "transcript": codec.to_plain(second),
        "silences": [(silence.start, silence.end) for silence in measurement.silences],
        "spans": spans,
    }


def _heard(folder: Path, briefing: Briefing, speech: Speech) -> tuple[Transcript, Transcript]:
    """What our own stages hear the first time, and with the text at hand."""
    outs = {name: folder / name for name in ("parse", "transcribe", "rehear")}
    for out in outs.values():
        out.mkdir()
    codec.write(briefing, outs["parse"])
    found = []
    for stage in (transcribe, rehear):
        name = stage.__name__
        stage(
            Job(
                stage=name,
                episode="bench",
                inputs={"condition": folder, **outs},
                values={"speech": codec.to_plain(speech)},
                out=outs[name],
                memos=Memos(CACHE / "memos"),
            )
        )
        found.append(codec.read(Transcript, outs[name]))
    return found[0], found[1]


def _quiet(done: float) -> None:
    """Nobody waits for this."""


def _speak_all(
    lines: Sequence[Line], sound: Sound, seed: int
) -> tuple[Samples, list[tuple[int, int]]]:
    """The recording, and the time of each line in milliseconds."""
    chance = Random(f"sound {seed}")
    pieces, spans, length = [_silence(_HEAD)], [], _HEAD * RATE // 1000
    for _, group in groupby(lines, key=lambda line: line.section):
        gain = sound.gain + chance.uniform(-sound.swing, sound.swing)
        for line in group:
            pause = _silence(round(line.pause * chance.uniform(0.7, 1.4)))
            spoken = _speak(line, sound) * 10 ** (gain / 20)
            start = length + len(pause)
            length = start + len(spoken)
            pieces += [pause, spoken]
            spans.append((round(start * 1000 / RATE), round(length * 1000 / RATE)))
    whole = np.concatenate([*pieces, _silence(_TAIL)])
    noise = np.random.default_rng(seed).standard_normal(len(whole))
    return whole + noise * 10 ** (sound.noise / 20), spans


def _speak(line: Line, sound: Sound) -> Samples:
    """One utterance, from its first audible frame to its last."""
    from ttspico import TtsEngine

    engine = TtsEngine(VOICES[line.language])
    engine.volume, engine.pitch, engine.rate = 40, sound.pitch, sound.rate
    samples = np.frombuffer(engine.speak(line.text), np.int16) / 32768
    frames = samples[: len(samples) // _FRAME * _FRAME].reshape(-1, _FRAME)
    loudness = np.sqrt(np.mean(frames**2, axis=1))
    (audible,) = np.nonzero(loudness > loudness.max() * 10 ** (_AUDIBLE_DB / 20))
    return frames[audible[0] : audible[-1] + 1].ravel()


def _silence(milliseconds: int) -> Samples:
    return np.zeros(milliseconds * RATE // 1000)


def _write(samples: Samples, path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
