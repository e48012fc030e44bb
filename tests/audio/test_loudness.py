from __future__ import annotations

import re
import subprocess
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nexus_audio.audio import ffmpeg, loudness
from nexus_audio.audio.loudness import Approach, Level, Target
from nexus_audio.models import Loudness
from sounds import RATE, convert, noise, read, silence, sine, speech, write_wav

SUMMARY = """\
[info]   title: I: -99.0 LUFS
[Parsed_ebur128_0 @ 0x7f22a0001c00] [info] Summary:

  Integrated loudness:
    I:         {i} LUFS
    Threshold: {threshold} LUFS

  Loudness range:
    LRA:        {lra} LU
    Threshold: -37.0 LUFS
    LRA low:   -37.0 LUFS
    LRA high:  -17.0 LUFS

  True peak:
    Peak:        {peak} dBFS
"""


def _parsed(i: str, threshold: str, lra: str, peak: str) -> Loudness:
    log = SUMMARY.format(i=i, threshold=threshold, lra=lra, peak=peak)
    return loudness.parse(log.splitlines())


def test_parse_reads_the_summary() -> None:
    assert _parsed("-16.4", "-26.6", "20.0", "0.3") == Loudness(
        integrated=-16.4, range=20.0, true_peak=0.3, threshold=-26.6
    )


@pytest.mark.parametrize("nothing", ["-inf", "nan", "-nan"])
def test_parse_makes_nothing_a_number(nothing: str) -> None:
    assert _parsed("-70.0", nothing, nothing, nothing) == Loudness(
        integrated=-70.0, range=0.0, true_peak=-120.0, threshold=-120.0
    )


def test_parse_takes_no_summary_for_silence() -> None:
    assert loudness.parse([]).integrated == -120.0


@pytest.mark.parametrize("level", [-6.0, -23.0, -40.0])
def test_a_sine_measures_as_the_standard_says(tmp_path: Path, level: float) -> None:
    # BS.1770: a mono sine of 997 Hz with its peak at full scale measures -3.01 LKFS.
    path = write_wav(tmp_path / "a.wav", sine(3, level=level, frequency=997), bits=24)
    heard = loudness.measure(path)
    assert heard.integrated == pytest.approx(level - 3.01, abs=0.1)
    assert heard.true_peak == pytest.approx(level, abs=0.1)


def test_a_peak_between_the_samples_is_seen(tmp_path: Path) -> None:
    # A quarter of the sample rate, sampled 45 degrees off its crests: 3 dB lie between.
    times = np.arange(2 * RATE)
    tone = 0.5 * np.sin(np.pi / 2 * times + np.pi / 4) * np.hanning(2 * RATE)
    heard = loudness.measure(write_wav(tmp_path / "a.wav", tone))
    assert heard.true_peak == pytest.approx(20 * np.log10(0.5), abs=0.1)
    assert 20 * np.log10(np.abs(tone).max()) < heard.true_peak - 2.5


def test_silence_measures_as_silence(tmp_path: Path) -> None:
    heard = loudness.measure(write_wav(tmp_path / "a.wav", silence(2)))
    assert heard.integrated <= loudness.GATE
    assert heard.true_peak == -120.0


def _applied(tmp_path: Path, source: Path, level: Level) -> Path:
    options = ("-af", ",".join(level.filters), "-c:a", "pcm_f32le")
    return convert(source, tmp_path / "levelled.wav", *options)


@pytest.mark.parametrize("seconds", [2.0, 2.00035, 1.4444])
@pytest.mark.parametrize("ceiling", [2.0, -2.0])
def test_levelling_moves_nothing_in_time(tmp_path: Path, seconds: float, ceiling: float) -> None:
    sound = noise(seconds, level=-20)
    source = write_wav(tmp_path / "a.wav", sound, bits=32)
    after = read(_applied(tmp_path, source, Level(gain=2, ceiling=ceiling, peak=0)))
    assert len(after) == len(sound)
    lags = range(-300, 301)
    likeness = [np.dot(sound[2000:40_000], after[2000 + n : 40_000 + n]) for n in lags]
    assert lags[int(np.argmax(likeness))] == 0


@pytest.mark.parametrize(("peak", "limits"), [(-8.1, False), (-8, False), (-7.9, True)])
def test_the_limiter_is_left_out_where_it_has_nothing_to_do(peak: float, limits: bool) -> None:
    filters = Level(gain=6, ceiling=-2, peak=peak).filters
    assert any("alimiter" in part for part in filters) == limits
    assert filters[0] == "volume=6.00dB:precision=double"


@pytest.mark.parametrize("gain", [6, 14])
def test_hardly_a_true_peak_passes_the_limiter(tmp_path: Path, gain: float) -> None:
    source = write_wav(tmp_path / "a.wav", speech(6, level=-20), bits=32)
    assert loudness.measure(source).true_peak + gain > 2
    heard = loudness.measure(_applied(tmp_path, source, Level(gain=gain, ceiling=-2)))
    assert -2.2 <= heard.true_peak <= -1.6


def test_the_limiter_does_not_pump(tmp_path: Path) -> None:
    """A tenth of a second after a loud clap, the speech is as loud as without it."""
    plain = speech(3, level=-30)
    clap = np.zeros(len(plain))
    clap[RATE : RATE + 480] = 2.0
    after = {}
    for name, sound in {"plain": plain, "clapped": plain + clap}.items():
        source = write_wav(tmp_path / f"{name}.wav", sound, bits=32)
        after[name] = read(_applied(tmp_path, source, Level(gain=0, ceiling=-2)))
    rest = slice(RATE + 480 + RATE // 10, None)
    assert np.abs(after["clapped"] - after["plain"])[rest].max() < 1e-3
    assert np.abs(after["clapped"]).max() < 10 ** (-1.5 / 20)


def _heard(integrated: float, true_peak: float) -> Loudness:
    return Loudness(integrated=integrated, range=3, true_peak=true_peak)


TARGET = Target(integrated=-16, tolerance=0.3, true_peak=-1)
START = Level(gain=5, ceiling=-1)


class _Voice:
    """A sound to level: how loud each level makes it, and what was tried."""

    def __init__(self, *answers: Loudness) -> None:
        self.answers = answers
        self.tried: list[Level] = []

    def __call__(self, level: Level) -> Loudness:
        self.tried.append(level)
        return self.answers[min(len(self.tried), len(self.answers)) - 1]


def test_reach_stops_when_it_is_right() -> None:
    voice = _Voice(_heard(-16.3, -1.0))
    assert loudness.reach(TARGET, START, voice) == (_heard(-16.3, -1.0), True)
    assert voice.tried == [START]


def test_reach_corrects_gain_and_ceiling() -> None:
    voice = _Voice(_heard(-17, -0.5), _heard(-16.1, -1.2))
    assert loudness.reach(TARGET, START, voice) == (_heard(-16.1, -1.2), True)
    assert voice.tried[1].gain == pytest.approx(6)
    assert voice.tried[1].ceiling == pytest.approx(-1.6)


def test_reach_minds_what_the_limiter_takes() -> None:
    voice = _Voice(_heard(-18, -1), _heard(-17, -1), _heard(-16, -1))
    assert loudness.reach(TARGET, START, voice) == (_heard(-16, -1), True)
    # Two dB of gain made it one louder, so that the last one needs two more.
    assert [level.gain for level in voice.tried] == pytest.approx([5, 7, 9])


def test_an_approach_waits_to_hear_and_then_is_done() -> None:
    approach = Approach(TARGET, START)
    assert not approach.met
    assert not approach.done
    approach.hear(_heard(-16, -1))
    assert approach.met
    assert approach.done
    assert approach.level == START


def test_reach_gives_up_after_three_rounds_and_says_so() -> None:
    voice = _Voice(_heard(-30, -1))
    assert loudness.reach(TARGET, START, voice) == (_heard(-30, -1), False)
    assert len(voice.tried) == 3


@given(integrated=st.floats(-60, -5), crest=st.floats(8, 22), yielded=st.floats(0.5, 1))
def test_reach_finds_what_a_gain_and_a_limit_can_do(
    integrated: float, crest: float, yielded: float
) -> None:
    """A limiter that takes a share of all gain above where it begins to work."""

    def apply(level: Level) -> Loudness:
        over = max(0.0, integrated + crest + level.gain - level.ceiling)
        louder = level.gain - over * (1 - yielded) / 4
        return _heard(integrated + louder, min(level.ceiling, integrated + crest + level.gain))

    _, met = loudness.reach(TARGET, Level(gain=-16 - integrated, ceiling=-1), apply)
    assert met


@pytest.mark.parametrize("gain", [-6.0, 4.5])
def test_the_meter_passes_the_sound_on(tmp_path: Path, gain: float) -> None:
    """One pass both writes a file and measures what it writes."""
    source = write_wav(tmp_path / "a.wav", speech(4, level=-28), bits=24)
    target = tmp_path / "b.flac"
    filters = ",".join((*Level(gain=gain, ceiling=9, peak=0).filters, loudness.METER))
    log = ffmpeg.run(
        *(*ffmpeg.source(source), "-af", filters, "-sample_fmt", "s32", ffmpeg.address(target)),
        about=source,
    )
    assert loudness.parse(log) == loudness.measure(target)


def test_the_measurement_agrees_with_a_plain_call(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "a.wav", speech(6), bits=24)
    command = [
        ffmpeg.executable(),
        "-nostdin",
        "-i",
        str(path),
        "-af",
        "ebur128",
        "-f",
        "null",
        "-",
    ]
    log = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    assert loudness.measure(path).integrated == float(re.findall(r"I: +(\S+) LUFS", log)[-1])
