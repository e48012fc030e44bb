from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import flac, jingles, loudness
from nexus_audio.config import Audio
from nexus_audio.errors import RecordingError
from nexus_audio.models import EditList, Jingle, Span
from sounds import RATE, Samples, convert, sine, stereo, write_wav


def _jingle(folder: Path, name: str, sound: Samples) -> Path:
    return write_wav(folder / name, sound, bits=24)


def test_files_are_found_by_their_names(tmp_path: Path) -> None:
    for name in ("before.mp3", "between.wav", "LIESMICH.txt", "zwischen.wav"):
        (tmp_path / name).touch()
    found = jingles.find_jingles(tmp_path)
    assert found == {"before": tmp_path / "before.mp3", "between": tmp_path / "between.wav"}


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "after.mp3").touch()
    (tmp_path / "after.wav").touch()
    with pytest.raises(RecordingError, match="second jingle 'after'"):
        jingles.find_jingles(tmp_path)


@pytest.mark.parametrize("level", [-6.0, -40.0])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("recorded", ["one channel", "two alike", "one of two"])
def test_a_jingle_is_as_loud_as_the_speech(
    tmp_path: Path, recorded: str, channels: int, level: float
) -> None:
    tone = sine(3, level=level)
    forms = {
        "one channel": tone,
        "two alike": stereo(tone, tone),
        "one of two": stereo(tone, tone * 0),
    }
    source = _jingle(tmp_path, "before.wav", forms[recorded])
    target = tmp_path / jingles.file_name("before")
    assert jingles.prepare(source, target, Audio(loudness=-18), channels) == 3000
    assert flac.channels(target) == channels
    assert loudness.measure(target).integrated == pytest.approx(-18, abs=0.2)


def test_a_gong_too_short_to_measure_is_left_as_it_is(tmp_path: Path) -> None:
    source = _jingle(tmp_path, "between.wav", sine(0.2, level=-12))
    assert jingles.prepare(source, tmp_path / "b.flac", Audio(), 1) == 200


def test_a_text_is_no_jingle(tmp_path: Path) -> None:
    (tmp_path / "before.wav").write_text("Ding dong")
    with pytest.raises(RecordingError, match="is a text"):
        jingles.prepare(tmp_path / "before.wav", tmp_path / "b.flac", Audio(), 1)


@pytest.mark.parametrize("channels", [1, 2])
def test_the_samples_are_whole_milliseconds_in_the_episodes_form(
    tmp_path: Path, channels: int
) -> None:
    tone = sine(1, level=-12)[: RATE // 2 + 17]
    convert(_jingle(tmp_path, "s.wav", stereo(tone, tone)), tmp_path / "jingle-between.flac")
    jingle = Jingle(name="between", before=0, duration=500)
    edits = EditList(kept=(Span(start=0, end=1),), jingles=(jingle, jingle))
    first, second = (b"".join(each) for each in jingles.sounds(tmp_path, edits, channels))
    assert first == second
    samples = np.frombuffer(first, "<i4").reshape(-1, channels)
    assert len(samples) == RATE // 2
    assert np.abs(samples[:, 0] / 2**31 - tone[: RATE // 2]).max() < 1e-6
