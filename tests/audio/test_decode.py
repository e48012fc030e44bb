from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import flac
from nexus_audio.audio.decode import decode
from nexus_audio.errors import RecordingError, SilentRecording
from nexus_audio.models import Recording
from sounds import RATE, Samples, convert, noise, read, silence, sine, stereo, write_wav

Decode = Callable[[Path], Recording]


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.flac"


@pytest.fixture
def take(target: Path) -> Decode:
    return lambda path: decode(path, target, lambda _: None)


@pytest.mark.parametrize("bits", [8, 16, 24])
@pytest.mark.parametrize("channels", [1, 2])
def test_whole_samples_arrive_bit_for_bit(
    tmp_path: Path, target: Path, take: Decode, bits: int, channels: int
) -> None:
    sound: Samples = noise(2)
    if channels == 2:
        sound = stereo(sound, noise(2, seed=2))
    path = write_wav(tmp_path / "a.wav", sound, bits=bits)
    recording = take(path)
    assert recording == Recording(
        duration=2000, codec=recording.codec, rate=RATE, channels=channels
    )
    assert flac.channels(target) == channels
    assert np.array_equal(read(target, channels=channels), read(path, channels=channels))


def test_the_file_is_48_khz_with_24_bits(tmp_path: Path, target: Path, take: Decode) -> None:
    take(write_wav(tmp_path / "a.wav", noise(1), rate=44_100))
    header = target.read_bytes()[18:22]
    assert int.from_bytes(header[:3], "big") >> 4 == RATE
    assert (int.from_bytes(header[2:4], "big") >> 4 & 0b11111) + 1 == 24


FORMS = {
    "a.flac": (),
    "a.mp3": ("-b:a", "128k"),
    "a.m4a": (),
    "a.ogg": ("-c:a", "libvorbis"),
    "a.opus": ("-c:a", "libopus"),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_keeps_its_clock(tmp_path: Path, target: Path, take: Decode, name: str) -> None:
    sound = np.concatenate([silence(1.2), noise(0.8)])
    path = convert(write_wav(tmp_path / "s.wav", sound), tmp_path / name, *FORMS[name])
    recording = take(path)
    assert recording.cured == ()
    assert recording.duration == pytest.approx(2000, abs=30)
    onset = np.argmax(np.abs(read(target)) > 0.02) / RATE
    assert onset == pytest.approx(1.2, abs=0.005)


def test_more_than_two_channels_are_mixed_alike(tmp_path: Path, target: Path, take: Decode) -> None:
    tracks = [np.zeros(RATE)] * 3 + [sine(1, level=-6)]
    path = write_wav(tmp_path / "a.wav", np.stack(tracks, axis=1))
    recording = take(path)
    assert recording.channels == 4
    assert recording.cured == ("Its 4 channels were mixed to one, all alike.",)
    assert flac.channels(target) == 1
    assert np.abs(read(target)).max() == pytest.approx(10 ** (-6 / 20) / 4, rel=0.01)


def test_what_goes_over_full_scale_is_turned_down(
    tmp_path: Path, target: Path, take: Decode
) -> None:
    loud = sine(1, level=6)
    recording = take(write_wav(tmp_path / "a.wav", loud, bits=32))
    assert recording.cured == ("It went 6.0 dB over full scale and was turned down by as much.",)
    assert np.abs(read(target) - loud / 10 ** (6 / 20)).max() < 1e-5


def test_a_wrong_ending_is_named(tmp_path: Path, take: Decode) -> None:
    path = convert(write_wav(tmp_path / "s.wav", sine(1)), tmp_path / "a.mp3")
    recording = take(path.rename(tmp_path / "a.WAV"))
    assert recording.codec == "mp3"
    assert recording.cured == ("The file is named .wav, but it is mp3.",)


def test_a_broken_off_file_keeps_what_is_there(tmp_path: Path, take: Decode) -> None:
    path = write_wav(tmp_path / "a.wav", sine(6))
    path.write_bytes(path.read_bytes()[: 44 + 2 * RATE * 2])
    recording = take(path)
    assert recording.duration == 2000


def test_a_wrong_duration_is_named(tmp_path: Path, take: Decode) -> None:
    path = convert(write_wav(tmp_path / "s.wav", sine(6)), tmp_path / "a.mp3", "-b:a", "96k")
    path.write_bytes(path.read_bytes()[:30_000])
    recording = take(path)
    assert 2000 < recording.duration < 3000
    assert any("lasts 2." in sentence for sentence in recording.cured)


def test_damage_is_named(tmp_path: Path, take: Decode) -> None:
    path = convert(write_wav(tmp_path / "s.wav", noise(6)), tmp_path / "a.m4a")
    data = bytearray(path.read_bytes())
    middle = slice(len(data) // 2, len(data) // 2 + 5_000)
    data[middle] = np.random.default_rng(1).bytes(5_000)
    path.write_bytes(data)
    recording = take(path)
    assert 5000 < recording.duration < 6000
    assert any(sentence.startswith("Damaged passages") for sentence in recording.cured)


def test_no_samples(tmp_path: Path, take: Decode) -> None:
    with pytest.raises(RecordingError, match=r"no sound that can be decoded|not a sound file"):
        take(write_wav(tmp_path / "a.wav", silence(0)))


@pytest.mark.parametrize("sound", [silence(2), sine(2, level=-80)], ids=["digital", "faint"])
def test_silence(tmp_path: Path, take: Decode, sound: Samples) -> None:
    path = write_wav(tmp_path / "stille.wav", sound, bits=24)
    with pytest.raises(SilentRecording, match="nothing can be heard") as caught:
        take(path)
    assert caught.value.subject == str(path)
    assert "microphone" in caught.value.hint
