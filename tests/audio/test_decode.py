from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio import flac
from nexus_audio.audio.decode import decode
from nexus_audio.errors import RecordingError, SilentRecording
from nexus_audio.models import Recording
from sounds import RATE, Samples, convert, noise, read, silence, sine, speech, stereo, write_wav

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


TRUNCATED = {"a.wav": (), "a.mp3": ("-b:a", "96k"), "a.flac": (), "a.aiff": ()}
TRUNCATED |= {"a.ogg": ("-c:a", "libvorbis"), "a.opus": ("-c:a", "libopus"), "a.caf": ()}
TRUNCATED |= {"a.wma": ("-c:a", "wmav2")}
TRUNCATED |= {"a.m4a": ("-movflags", "faststart"), "a.mkv": ("-c:a", "flac")}


@pytest.mark.parametrize("name", TRUNCATED)
def test_a_file_that_breaks_off_is_refused(tmp_path: Path, take: Decode, name: str) -> None:
    source = write_wav(tmp_path / "s.wav", noise(6))
    path = convert(source, tmp_path / name, *TRUNCATED[name])
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 5])
    with pytest.raises(RecordingError, match=r"is not whole: it breaks off after [12]\.\d s") as it:
        take(path)
    assert "Copy it again" in it.value.hint


def test_an_end_that_is_not_marked_is_told(tmp_path: Path, take: Decode) -> None:
    source = write_wav(tmp_path / "s.wav", noise(6))
    path = convert(source, tmp_path / "a.opus", "-c:a", "libopus")
    path.write_bytes(path.read_bytes()[: path.read_bytes().rindex(b"OggS")])
    [told] = take(path).cured
    assert told.startswith("Its end is not marked, so a part may be missing; it lasts")


@pytest.mark.parametrize("stated", [0, 0xFFFF_FFFF, 2 * RATE * 2])
def test_a_wrong_length_in_the_header_is_cured(tmp_path: Path, take: Decode, stated: int) -> None:
    path = write_wav(tmp_path / "a.wav", noise(6))
    data = bytearray(path.read_bytes())
    data[40:44] = stated.to_bytes(4, "little")
    path.write_bytes(data)
    recording = take(path)
    assert recording.duration == 6000
    assert len(recording.cured) == 1
    assert "it lasts 6.0 s" in recording.cured[0]


def test_a_dead_channel_is_left_out(tmp_path: Path, target: Path, take: Decode) -> None:
    voice = speech(4)
    path = write_wav(tmp_path / "a.wav", stereo(noise(4, level=-75), voice), bits=24)
    recording = take(path)
    assert recording.cured == ("Its left channel was dead, so the other one was taken alone.",)
    assert np.abs(read(target) - voice).max() < 1e-6


def test_a_channel_upside_down_is_turned(tmp_path: Path, target: Path, take: Decode) -> None:
    voice = speech(4)
    recording = take(write_wav(tmp_path / "a.wav", stereo(voice, -voice), bits=24))
    assert recording.cured[0].startswith("One of its channels was upside down")
    assert np.abs(read(target, channels=2) - stereo(voice, voice)).max() < 1e-6


def test_an_offset_is_taken_out(tmp_path: Path, target: Path, take: Decode) -> None:
    voice = speech(4, level=-30)
    recording = take(write_wav(tmp_path / "a.wav", voice + 0.05, bits=24))
    assert recording.cured == ("A constant offset (DC) of 5.0 % was taken out.",)
    assert abs(read(target).mean()) < 1e-5


@pytest.mark.parametrize("rate", [RATE, 44_100])
def test_what_is_no_number_is_silenced(
    tmp_path: Path, target: Path, take: Decode, rate: int
) -> None:
    voice = speech(4)
    voice[10_000:10_003] = np.nan, np.inf, -np.inf
    path = write_wav(tmp_path / "a.wav", voice, bits=32, rate=rate)
    recording = take(path)
    assert len(recording.cured) == 1
    assert "were not numbers" in recording.cured[0]
    assert np.abs(read(target)).max() <= 1
    if rate == RATE:
        rest = np.r_[0:10_000, 10_003 : len(voice)]
        assert np.abs(read(target)[rest] - voice[rest]).max() < 1e-6
        assert not read(target)[10_000:10_003].any()


def test_clipped_peaks_are_noted(tmp_path: Path, take: Decode) -> None:
    voice = speech(6, level=-10)
    clipped = take(write_wav(tmp_path / "a.wav", np.clip(voice, -0.5, 0.5))).clipped
    assert clipped == pytest.approx(0.5, abs=0.011)  # the voice has an offset, which is taken out
    soft = voice / np.abs(voice).max()
    assert take(write_wav(tmp_path / "b.wav", soft)).clipped == 0


def test_a_slip_of_the_finger_is_refused(tmp_path: Path, take: Decode) -> None:
    with pytest.raises(RecordingError, match=r"is too short: 0\.50 s"):
        take(write_wav(tmp_path / "a.wav", sine(0.5)))


def test_a_header_without_sound(tmp_path: Path, take: Decode) -> None:
    path = write_wav(tmp_path / "a.wav", sine(1))
    path.write_bytes(path.read_bytes()[:44])
    with pytest.raises(RecordingError, match="a header, but no sound"):
        take(path)


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
    with pytest.raises(RecordingError, match="no sound that can be decoded"):
        take(write_wav(tmp_path / "a.wav", silence(0)))


@pytest.mark.parametrize("sound", [silence(2), sine(2, level=-80)], ids=["digital", "faint"])
def test_silence(tmp_path: Path, take: Decode, sound: Samples) -> None:
    path = write_wav(tmp_path / "stille.wav", sound, bits=24)
    with pytest.raises(SilentRecording, match="nothing can be heard") as caught:
        take(path)
    assert caught.value.subject == str(path)
    assert "microphone" in caught.value.hint
