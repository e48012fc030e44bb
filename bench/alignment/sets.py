"""What is tuned on and what is reported: other texts, other seeds, other voices.

Nothing of the held-out part may be looked at while the aligner is changed. The seeds of both
parts, and the briefings that are spoken in them, have nothing in common.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hosts import HALTING, HARD, HASTY, NORMAL, VERBATIM, Host
from recordings import Recording
from simulated import hear
from spoken import Sound, record
from texts import generated, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of the benchmark."""

    name: str
    texts: tuple[str, ...]
    spoken: tuple[tuple[str, Host, int, Sound], ...]
    seeds: range
    """Of the simulated recordings."""
    more: range = range(0)
    """Of those on which we are measured alone: rare errors show in many only."""


_SOFT = Sound(pitch=108, rate=104, noise=-60)
_DEEP = Sound(pitch=88, rate=96, noise=-62, swing=2.5)
_NOISY = Sound(pitch=95, rate=108, noise=-48, swing=5)
_BRISK = Sound(pitch=112, rate=114, noise=-52, swing=4)
_CALM = Sound(pitch=96, rate=94, noise=-58, swing=3)
_BRIGHT = Sound(pitch=110, rate=102, noise=-54, swing=4)
_VOICES = (Sound(), _SOFT, _DEEP, _NOISY, _BRISK, _CALM, _BRIGHT)
_FITTED = ("werkbank", "hafenpost", "seekarte", "taktgeber", "zaunkoenig")
"""Texts to tune on, most of them full of names; some are of the benchmark of speech."""

TUNING = Part(
    name="tuning",
    texts=("werkbank", "seekarte"),
    spoken=(
        ("werkbank", NORMAL, 1, Sound()),
        ("seekarte", NORMAL, 2, _DEEP),
        ("seekarte", HARD, 3, _NOISY),
        ("werkbank", HARD, 4, _SOFT),
        *(
            (text, host, seed, _VOICES[seed % len(_VOICES)])
            for host, seeds in ((NORMAL, range(101, 111)), (HARD, range(111, 121)))
            for text, seed in zip(2 * _FITTED, seeds, strict=True)
        ),
    ),
    seeds=range(1000, 1120),
)
HELD_OUT = Part(
    name="held out",
    texts=("feldpost", "nachtzug"),
    spoken=(
        ("feldpost", VERBATIM, 51, _SOFT),
        ("nachtzug", NORMAL, 52, Sound(pitch=92, rate=102, noise=-58, swing=3)),
        ("feldpost", NORMAL, 53, Sound(pitch=104, rate=98, noise=-64)),
        ("nachtzug", NORMAL, 54, _BRISK),
        ("nachtzug", HARD, 55, Sound(pitch=99, rate=106, noise=-50, swing=5)),
        ("feldpost", HARD, 56, _BRISK),
        ("nachtzug", HARD, 57, Sound(pitch=90, rate=100, noise=-54, swing=4)),
        ("feldpost", HARD, 58, Sound(pitch=106, rate=110, noise=-47, swing=6)),
    ),
    seeds=range(5000, 5010),
    more=range(5010, 5210),
)
NOISE = (0.1, 0.2, 0.3, 0.4)
"""The shares of wrong words in simulated transcripts."""


def spoken_recordings(part: Part) -> Iterator[Recording]:
    """The recordings that the real engine heard."""
    for text, host, seed, sound in part.spoken:
        yield record(f"{host.name}-{text}-{seed}", written(text), host, seed, sound)


def simulated_recordings(part: Part, seeds: range | None = None) -> Iterator[Recording]:
    """The recordings that were heard by simulation, at each level of noise."""
    for seed in part.seeds if seeds is None else seeds:
        for number, host in enumerate((NORMAL, HARD)):
            text = part.texts[seed % 2]
            briefing = generated(seed, 900) if (seed + number) % 3 == 0 else written(text)
            for noise in NOISE:
                yield hear(briefing, host, noise, seed)


def recordings_to_fit() -> Iterator[Recording]:
    """What weights are fitted to, with hosts who pause amid sentences, and who hardly pause."""
    for seed in range(2000, 2200):
        text = written(_FITTED[seed % len(_FITTED)])
        for number, host in enumerate((NORMAL, HARD, HALTING, HASTY)):
            briefing = generated(seed, 900) if (seed + number) % 6 == 0 else text
            for noise in NOISE[seed // 5 % 2 :: 2]:
                yield hear(briefing, host, noise, seed)
