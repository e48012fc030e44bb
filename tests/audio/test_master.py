from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from nexus_audio.audio import flac, loudness, master
from nexus_audio.audio.measurement import measured
from nexus_audio.config import Audio
from nexus_audio.models import Loudness
from sounds import RATE, Samples, convert, noise, read, sine, speech, write_wav


def _master(
    tmp_path: Path, sound: Samples, settings: Audio | None = None, clipped: float = 0.0
) -> tuple[Path, Loudness, bool]:
    audio = convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "audio.flac")
    target = tmp_path / "master.flac"
    before = measured(audio)
    heard, met = master.condition(
        audio, target, settings or Audio(), before, clipped, lambda _: None
    )
    return target, heard, met


@pytest.mark.parametrize("level", [-45.0, -30.0, -22.0])
@pytest.mark.parametrize("wanted", [-16.0, -19.0, -23.0])
def test_speech_comes_to_its_loudness(tmp_path: Path, level: float, wanted: float) -> None:
    sound = speech(8, level=level)
    target, heard, met = _master(tmp_path, sound, Audio(loudness=wanted))
    assert met
    assert heard == loudness.measure(target)
    assert heard.integrated == pytest.approx(wanted, abs=0.31)
    assert heard.true_peak <= -1.5


def test_a_clap_does_not_make_the_rest_soft(tmp_path: Path) -> None:
    sound = speech(8, level=-35)
    sound[4 * RATE : 4 * RATE + 480] = 0.99
    _, heard, met = _master(tmp_path, sound)
    assert met
    assert heard.integrated == pytest.approx(-16, abs=0.31)


def _levels(path: Path, sound: Samples) -> list[float]:
    """The loudness of each half, by the meter."""
    halves = [
        write_wav(path / f"{n}.wav", half, bits=24) for n, half in enumerate(np.split(sound, 2))
    ]
    return [loudness.measure(half).integrated for half in halves]


STEP = np.concatenate([speech(30, level=-22), speech(30, level=-34, seed=2)])


@pytest.mark.parametrize("preset", ["clean", "studio", "noisy"])
def test_a_step_of_12_db_is_evened_out(tmp_path: Path, preset: str) -> None:
    settings = Audio.model_validate({"preset": preset})
    target, heard, met = _master(tmp_path, STEP + noise(60, level=-70), settings)
    first, second = _levels(tmp_path, read(target))
    assert abs(first - second) < 1.5
    assert met
    assert heard.range < 8


def test_off_changes_nothing_but_loudness(tmp_path: Path) -> None:
    sound = STEP + sine(60, level=-40, frequency=50)
    target, _, _ = _master(tmp_path, sound, Audio(preset="off", loudness=-35))
    after = read(target)
    gain = np.dot(after, sound) / np.dot(sound, sound)
    assert np.abs(after - gain * sound).max() < 1e-3


def test_hum_goes_down_by_20_db_against_the_speech(tmp_path: Path) -> None:
    sound = speech(24, level=-24) + noise(24, level=-75)
    for frequency, level in ((50, -35), (150, -45)):
        sound += sine(24, level=level, frequency=frequency)
    target, _, _ = _master(tmp_path, sound, Audio(loudness=-20))
    before, after = np.abs(np.fft.rfft(sound)), np.abs(np.fft.rfft(read(target)))
    speech_gain = np.median(after[480 * 24 : 500 * 24] / before[480 * 24 : 500 * 24])
    for frequency in (50, 150):
        assert after[frequency * 24] / before[frequency * 24] / speech_gain < 0.1


@pytest.mark.parametrize("preset", ["clean", "studio", "noisy"])
@pytest.mark.parametrize("floor", [-70.0, -50.0])
def test_speech_stands_no_less_over_its_pauses(tmp_path: Path, preset: str, floor: float) -> None:
    """Each pause against the syllables before it: on the whole no nearer than it was."""
    sound = STEP + noise(60, level=floor)
    gentle = {"preset": preset, "highpass": 0, "loudness": -23}  # neither rumble nor peaks count
    target, _, _ = _master(tmp_path, sound, Audio.model_validate(gentle))
    assert _ratio(read(target)) > _ratio(sound) - 0.3


def _ratio(heard: Samples) -> float:
    """The mean of the ratios of speech to pause in dB, over all the 3 s from pause to pause."""
    power = np.square(heard).reshape(-1, 3 * RATE)
    spoken = power[:, : round(2.4 * RATE)].mean(axis=1)
    paused = power[:, round(2.6 * RATE) : round(2.9 * RATE)].mean(axis=1)
    return float(np.mean(10 * np.log10(spoken / paused)))


# --- a voice in noise that is known -------------------------------------------

VOICE = Path(__file__).parents[2] / "episodes" / "301-beispiel" / "recording.opus"
FRAME = RATE // 2
GENTLE = {"highpass": 0, "loudness": -30}  # neither rumble nor peaks count


@pytest.fixture(scope="module")
def voice() -> Samples:
    """20 s of a voice without any noise."""
    return read(VOICE)[10 * RATE : 30 * RATE] / 2


def _room(count: int, kind: str) -> Samples:
    """Noise with an RMS of 1: hiss, a fan, a street whose cars come and go."""
    spectrum = np.fft.rfft(np.random.default_rng(3).standard_normal(count))
    if kind != "hiss":
        spectrum /= np.sqrt(np.maximum(np.fft.rfftfreq(count, 1 / RATE), 20))
    sound: Samples = np.fft.irfft(spectrum, count)
    if kind == "street":
        sound *= 1 + 0.8 * np.sin(2 * np.pi * np.arange(count) / RATE / 4)
    sound /= np.sqrt(np.mean(np.square(sound)))
    return sound


def _noisy(voice: Samples, kind: str, ratio: float) -> Samples:
    """The voice with noise so many dB under it."""
    level = float(np.sqrt(np.mean(np.square(voice)))) * 10 ** (-ratio / 20)
    return voice + level * _room(len(voice), kind)


def _likeness(sound: Samples, voice: Samples) -> float:
    """The segmental SI-SDR in dB: how much of each half second that is spoken is the voice.

    Scale-invariant (Le Roux et al., 2019), so that levelling changes nothing of it.
    """
    heard, said = sound.reshape(-1, FRAME), voice.reshape(-1, FRAME)
    power = np.square(said).sum(axis=1)
    heard, said = heard[power > power.max() / 300], said[power > power.max() / 300]
    part = ((heard * said).sum(axis=1) / np.square(said).sum(axis=1))[:, None] * said
    ratio = np.square(part).sum(axis=1) / np.square(heard - part).sum(axis=1)
    return float(np.mean(10 * np.log10(ratio)))


@pytest.mark.parametrize(
    ("kind", "ratio", "better"),
    [
        ("hiss", 10, 8),
        ("hiss", 25, 6),
        ("fan", 10, 2),
        ("fan", 25, 1),
        ("street", 10, 1),
        ("street", 25, 0),
    ],
)
def test_a_voice_in_noise_comes_out_clearer(
    tmp_path: Path, voice: Samples, kind: str, ratio: float, better: float
) -> None:
    sound = _noisy(voice, kind, ratio)
    settings = Audio.model_validate({"preset": "noisy", **GENTLE})
    target, _, _ = _master(tmp_path, sound, settings)
    assert _likeness(read(target), voice) > _likeness(sound, voice) + better


def _in_pauses(sound: Samples, target: Path, voice: Samples) -> list[NDArray[np.float64]]:
    """The gain in dB of each 50 ms of every pause of 300 ms at least, but for its edges."""
    step = RATE // 20
    power = [np.square(each).reshape(-1, step).mean(axis=1) for each in (sound, read(target))]
    gain = 10 * np.log10(power[1] / power[0])
    silent = np.square(voice).reshape(-1, step).mean(axis=1) < np.square(voice).mean() / 1e4
    edges = np.flatnonzero(np.diff(np.concatenate([[False], silent, [False]]).astype(np.int8)))
    pauses = [gain[a + 2 : b - 2] for a, b in edges.reshape(-1, 2) if b - a >= 6]
    assert len(pauses) > 4
    return pauses


@pytest.mark.parametrize(
    ("preset", "kind", "rise"),
    [("studio", "fan", 0.5), ("clean", "hiss", 1.5), ("noisy", "hiss", 2.5), ("clean", "fan", 3.5)],
)
def test_the_room_never_pumps(
    tmp_path: Path, voice: Samples, preset: str, kind: str, rise: float
) -> None:
    """Under the limiter at -16 LUFS a steady noise stays steady, in a pause and from one to the
    next. Where noise is lowered it flutters by what is left of it, and never comes back up."""
    sound = _noisy(voice, kind, 25)
    settings = Audio.model_validate({"preset": preset, "highpass": 0})
    target, _, _ = _master(tmp_path, sound, settings)
    pauses = _in_pauses(sound, target, voice)
    assert max(float((each - np.minimum.accumulate(each)).max()) for each in pauses) < rise
    assert np.abs(np.diff([each.mean() for each in pauses])).max() < max(1.5, rise)


@pytest.mark.parametrize("preset", ["off", "studio", "clean", "noisy"])
def test_speech_from_the_first_to_the_last_sample_stays_whole(
    tmp_path: Path, voice: Samples, preset: str
) -> None:
    """It starts in a vowel and ends in one; each 20 ms is as it was but for the gain."""
    loud = np.flatnonzero(np.abs(voice) > np.abs(voice).max() / 3)
    sound = voice[loud[0] : loud[-1] + 1]
    settings = Audio.model_validate({"preset": preset, **GENTLE})
    target, _, _ = _master(tmp_path, sound, settings)
    after = read(target)
    assert len(after) == len(sound)
    gains = []
    for edge in (slice(0, 960), slice(960, 4_800), slice(-4_800, -960), slice(-960, None)):
        gain = np.dot(after[edge], sound[edge]) / np.dot(sound[edge], sound[edge])
        off = np.square(after[edge] - gain * sound[edge]).sum()
        assert off < np.square(gain * sound[edge]).sum() / 200
        gains.append(20 * np.log10(gain))
    assert abs(gains[0] - gains[1]) < 0.3
    assert abs(gains[-1] - gains[-2]) < 0.3


def test_clipped_bursts_are_rounded_off(tmp_path: Path) -> None:
    voice = speech(8, level=-20)
    level = np.abs(voice).max() / 3
    clipped = np.clip(voice, -level, level)
    flat, _, _ = _master(tmp_path, clipped, Audio(loudness=-23))
    flat_peak = np.abs(read(flat)).max()
    target, _, _ = _master(tmp_path, clipped, Audio(loudness=-23), clipped=float(level))
    assert np.abs(read(target)).max() > 1.1 * flat_peak


@pytest.mark.parametrize("count", [3 * RATE, 3 * RATE + 17, 100_003])
def test_it_is_on_the_recordings_clock_to_the_sample(tmp_path: Path, count: int) -> None:
    sound = noise(4, level=-30)[:count]
    sound[: count // 2] *= 0.1
    target, _, _ = _master(tmp_path, sound, Audio(highpass=0, preset="noisy"))
    assert flac.samples(target) == count
    after = read(target)
    window = slice(count // 2 - 5_000, count // 2 + 5_000)
    lags = range(-50, 51)
    likeness = [np.dot(sound[window], after[window.start + n : window.stop + n]) for n in lags]
    assert lags[int(np.argmax(likeness))] == 0


@pytest.mark.parametrize(("highpass", "left"), [(60, 0.2), (0, 0.95)])
def test_rumble_goes_where_it_should(tmp_path: Path, highpass: int, left: float) -> None:
    """20 Hz beside a voice at 400 Hz: a second-order high-pass at 60 Hz leaves a ninth."""
    sound = sine(4, level=-20, frequency=400) + sine(4, level=-20, frequency=20)
    target, _, _ = _master(tmp_path, sound, Audio(highpass=highpass, loudness=-23))
    spectrum = np.abs(np.fft.rfft(read(target)))
    rumble, voice = spectrum[20 * 4], spectrum[400 * 4]
    assert (rumble / voice < left) == (highpass > 0)
