from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.engines import load_pcm
from nexus_audio.engines.base import RATE
from nexus_audio.engines.voice import FRAME, FRAME_MS, Voice, islands

RECORDING = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"


def frames(*lengths: int) -> list[float]:
    """Silence and speech in turn, so many frames of each."""
    return [float(turn % 2) for turn, length in enumerate(lengths) for _ in range(length)]


@pytest.mark.parametrize(
    ("lengths", "count"),
    [
        ((), 0),
        ((50,), 0),
        ((0, 50), 1),
        ((10, 2, 10), 0),  # a click
        ((10, 20, 4, 20, 10), 1),  # a stop inside a word
        ((10, 20, 5, 20, 10), 2),
    ],
)
def test_islands_are_what_lies_between_pauses(lengths: tuple[int, ...], count: int) -> None:
    assert len(islands(frames(*lengths))) == count


def test_an_island_keeps_a_little_of_the_silence_around_it() -> None:
    (island,) = islands(frames(10, 20, 10))
    assert (island.start, island.end) == (round(8 * FRAME_MS), round(32 * FRAME_MS))


@given(st.lists(st.floats(0, 1, width=32), max_size=300))
def test_islands_are_apart_and_in_order(voice: list[float]) -> None:
    found = islands(voice)
    edges = [time for island in found for time in (island.start, island.end)]
    assert edges == sorted(edges)
    assert len(set(edges)) == len(edges)
    assert all(0 <= time <= len(voice) * FRAME_MS for time in edges)


@pytest.mark.slow
def test_a_stream_is_looked_at_as_the_whole_is() -> None:
    pcm = load_pcm(RECORDING)[: 30 * RATE // FRAME * FRAME]
    whole = Voice()(pcm)
    look = Voice()
    parts = np.concatenate(
        [look(pcm[at : at + 100 * FRAME]) for at in range(0, len(pcm), 100 * FRAME)]
    )
    assert np.abs(whole - parts).max() < 1e-4
    assert 0.6 < (whole > 0.5).mean() < 0.95


@pytest.mark.slow
@pytest.mark.parametrize("what", ["silence", "hiss", "music"])
def test_nobody_speaks_in_silence_hiss_or_music(what: str) -> None:
    time = np.arange(20 * RATE) / RATE
    chance = np.random.default_rng(1)
    chord = sum(np.sin(2 * np.pi * tone * time) for tone in (220, 277.2, 329.6))
    beat = 0.5 + 0.5 * (np.mod(time, 0.5) < 0.3)
    pcm = {
        "silence": np.zeros(len(time)),
        "hiss": chance.normal(0, 0.02, len(time)),
        "music": 0.1 * chord * beat,
    }[what]
    assert islands(Voice()(pcm.astype(np.float32))) == ()
