from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nexus_audio.audio.envelope import RATE, STEP, Envelope, envelope, outline, silences
from nexus_audio.models import Span
from sounds import Samples


def _noise(seconds: float, level: float, seed: int = 1) -> Samples:
    samples = np.random.default_rng(seed).standard_normal(round(seconds * RATE))
    return 10 ** (level / 20) * samples


def _course(*sounds: Samples, block: int = 10 * RATE) -> Envelope:
    sound = np.concatenate(sounds)
    data = np.clip(np.rint(sound * 32_768), -32_768, 32_767).astype("<i2").tobytes()
    return envelope(data[at : at + 2 * block] for at in range(0, len(data), 2 * block))


def _silences(*sounds: Samples) -> tuple[Span, ...]:
    return silences(_course(*sounds), sum(len(sound) for sound in sounds) * 1000 // RATE)


def test_silences_are_where_nothing_is_said() -> None:
    nothing = np.zeros(RATE // 2)
    found = _silences(nothing, _noise(1, -20), nothing, _noise(1.2, -25), nothing)
    assert found == (
        Span(start=0, end=500),
        Span(start=1500, end=2000),
        Span(start=3200, end=3700),
    )


@pytest.mark.parametrize("room", [-50, -60, -70])
@pytest.mark.parametrize("voice", [-12, -24])
def test_silence_is_relative_to_the_speech(voice: float, room: float) -> None:
    speech, pause = _noise(1, voice), _noise(0.4, room)
    found = _silences(speech, pause, speech, pause, speech)
    assert found == (Span(start=1000, end=1400), Span(start=2400, end=2800))


def test_a_noisy_room_is_silent_too() -> None:
    found = _silences(_noise(2, -20), _noise(1, -42), _noise(2, -20))
    assert found == (Span(start=2000, end=3000),)


def test_softer_speech_is_not_silence() -> None:
    assert _silences(_noise(2, -20), _noise(1, -30), _noise(2, -20)) == ()


@pytest.mark.parametrize(("milliseconds", "count"), [(240, 0), (250, 1)])
def test_a_short_pause_is_none(milliseconds: int, count: int) -> None:
    pause = np.zeros(RATE * milliseconds // 1000)
    assert len(_silences(_noise(1, -20), pause, _noise(1, -20))) == count


def test_a_silence_ends_with_the_recording() -> None:
    found = _silences(_noise(1, -20), np.zeros(RATE // 2 + 77))
    assert found == (Span(start=1000, end=1504),)


def test_no_sound_at_all() -> None:
    course = envelope([])
    assert silences(course, 0) == ()
    assert outline(course) == ((), 50)


def test_levels_and_peaks_of_known_samples() -> None:
    course = _course(np.full(RATE // 100, 0.5), np.zeros(RATE // 100))
    assert course.levels == pytest.approx([20 * np.log10(0.5), -120])
    assert course.peaks == pytest.approx([0.5, 0])


def test_blocks_do_not_show() -> None:
    sound = _noise(3.21, -20)
    one, many = _course(sound), _course(sound, block=RATE // 100 * 7)
    assert np.array_equal(one.levels, many.levels)
    assert np.array_equal(one.peaks, many.peaks)


def test_the_outline_shows_the_highest_sample_of_each_interval() -> None:
    course = _course(np.zeros(RATE), np.full(1, -1.0), np.full(RATE - 1, 0.25))
    peaks, interval = outline(course)
    assert interval == 50
    assert peaks == (*[0] * 20, 127, *[32] * 19)


@given(steps=st.integers(1, 3 * 3600 * 1000 // STEP))
@settings(max_examples=50, deadline=None)
def test_the_outline_covers_everything_in_few_values(steps: int) -> None:
    course = Envelope(np.zeros(steps, np.float32), np.full(steps, 0.5, np.float32))
    peaks, interval = outline(course)
    assert len(peaks) <= 10_000
    assert interval % 50 == 0
    assert len(peaks) * interval >= steps * STEP > (len(peaks) - 1) * interval
    assert set(peaks) == {64}
