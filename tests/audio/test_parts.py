from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import flac
from nexus_audio.audio.parts import take_in
from nexus_audio.errors import RecordingError
from nexus_audio.models import Recording
from sounds import RATE, convert, noise, read, speech, stereo, write_wav


def _take(target: Path, *files: Path) -> Recording:
    return take_in(files, target, lambda _: None)


def test_several_files_follow_each_other_without_a_gap(tmp_path: Path) -> None:
    sounds = [noise(seconds, seed=seed) for seed, seconds in enumerate((1.5, 2.123, 1))]
    files = [write_wav(tmp_path / f"{n}.wav", sound, bits=24) for n, sound in enumerate(sounds)]
    recording = _take(tmp_path / "all.flac", *files)
    assert recording.duration == 4623
    whole = np.concatenate([read(file) for file in files])
    assert np.array_equal(read(tmp_path / "all.flac"), whole)
    assert sorted(path.name for path in tmp_path.glob("*.flac")) == ["all.flac"]


def test_files_of_other_forms_come_to_one(tmp_path: Path) -> None:
    voice = speech(2)
    first = write_wav(tmp_path / "1.wav", voice, bits=24)
    both = write_wav(tmp_path / "s.wav", stereo(voice, noise(2)), bits=24)
    second = convert(both, tmp_path / "2.flac", "-ar", "44100")
    recording = _take(tmp_path / "all.flac", first, second)
    assert recording.channels == flac.channels(tmp_path / "all.flac") == 2
    assert recording.codec == "pcm_s24le"
    assert np.abs(read(tmp_path / "all.flac", channels=2)[: 2 * RATE, 1] - voice).max() < 1e-6


def test_what_was_cured_is_told_with_its_file(tmp_path: Path) -> None:
    first = write_wav(tmp_path / "1.wav", speech(2))
    second = write_wav(tmp_path / "2.wav", speech(2, level=-30) + 0.1)
    [sentence] = _take(tmp_path / "all.flac", first, second).cured
    assert sentence == "2.wav: A constant offset (DC) of 10.0 % was taken out."


def test_a_broken_file_among_them_is_named(tmp_path: Path) -> None:
    first = write_wav(tmp_path / "1.wav", speech(2))
    (tmp_path / "2.wav").touch()
    with pytest.raises(RecordingError) as caught:
        _take(tmp_path / "all.flac", first, tmp_path / "2.wav")
    assert caught.value.subject == str(tmp_path / "2.wav")


def test_progress_goes_on_over_the_files(tmp_path: Path) -> None:
    files = [write_wav(tmp_path / f"{n}.wav", noise(3)) for n in range(2)]
    told: list[float] = []
    take_in(files, tmp_path / "all.flac", told.append)
    assert told == sorted(told)
    assert told[-1] == 6
