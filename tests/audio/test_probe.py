from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest

from nexus_audio.audio.probe import Probe, parse, probe
from nexus_audio.errors import RecordingError
from sounds import convert, sine, stereo, write_wav

BANNER = """\
[info] Input #0, {form}, from 'file:x':
[info]   Metadata:
[info]     title           : Audio: mp3, 8000 Hz, mono
                    : Duration: 99:00:00.00
[info]   Duration: {duration}, start: 0.0, bitrate: 64 kb/s
{streams}
"""

SOUNDS = {
    "wav": (
        "[info]   Stream #0:0: Audio: pcm_s24le ([1][0][0][0] / 0x0001), 44100 Hz, stereo, s32",
        2,
    ),
    "flac": ("[info]   Stream #0:0: Audio: flac, 96000 Hz, mono, s32 (24 bit)", 1),
    "m4a": (
        "[info]   Stream #0:0[0x1](und): Audio: aac (LC) (mp4a / 0x6134706D), 44100 Hz, 5.1(side)",
        6,
    ),
    "discrete": ("[info]   Stream #0:0: Audio: pcm_f32le, 48000 Hz, 3 channels, flt, 4608 kb/s", 3),
    "named": (
        "[info]   Stream #0:1(deu): Audio: opus, 48000 Hz, 4 channels (FL+FR+LFE+BC), fltp",
        4,
    ),
    "height": ("[info]   Stream #0:0: Audio: eac3, 48000 Hz, 5.1.2, fltp", 8),
    "quad": ("[info]   Stream #0:0: Audio: pcm_s16le, 48000 Hz, quad, s16", 4),
}


@pytest.mark.parametrize(("line", "channels"), SOUNDS.values(), ids=SOUNDS)
def test_parse_reads_every_way_of_naming_channels(line: str, channels: int) -> None:
    found = parse(BANNER.format(form="wav", duration="00:00:01.00", streams=line))
    assert found is not None
    assert found.channels == channels


def test_parse_reads_the_sound_beside_a_picture() -> None:
    streams = (
        "[info]   Stream #0:0[0x1]: Video: mjpeg (Baseline), yuvj420p(pc), 600x600, 90k tbr\n"
        "[info]   Stream #0:1[0x2](und): Audio: aac (LC), 44100 Hz, stereo, fltp (default)"
    )
    found = parse(BANNER.format(form="mov,mp4,m4a", duration="01:02:03.45", streams=streams))
    assert found == Probe(
        formats=("mov", "mp4", "m4a"), codec="aac", rate=44100, channels=2, duration=3723.45
    )


def test_parse_knows_no_duration_where_none_is_stated() -> None:
    line = "[info]   Stream #0:0: Audio: opus, 48000 Hz, mono, fltp"
    found = parse(BANNER.format(form="matroska,webm", duration="N/A", streams=line))
    assert found is not None
    assert found.duration is None


@pytest.mark.parametrize(
    "log",
    [
        "",
        "[error] Invalid data found",
        BANNER.format(
            form="mp3", duration="N/A", streams="[info]   Stream #0:0: Video: h264, 25 fps"
        ),
        # What ffmpeg makes of a long text with the ending mp3:
        BANNER.format(
            form="mp3", duration="N/A", streams="[info]   Stream #0:0: Audio: mp3, 0 channels, fltp"
        ),
    ],
)
def test_parse_finds_no_sound_where_there_is_none(log: str) -> None:
    assert parse(log) is None


FORMS = {
    "a.wav": ("pcm_s16le", 48000, ()),
    "a.flac": ("flac", 48000, ()),
    "a.mp3": ("mp3", 48000, ()),
    "a.m4a": ("aac", 44100, ("-ar", "44100")),
    "a.ogg": ("vorbis", 22050, ("-c:a", "libvorbis", "-ar", "22050")),
    "a.opus": ("opus", 48000, ("-c:a", "libopus")),
    "a.webm": ("opus", 48000, ("-c:a", "libopus")),
}


@pytest.mark.parametrize("name", FORMS)
def test_probe_reads_every_form(tmp_path: Path, name: str) -> None:
    codec, rate, options = FORMS[name]
    tone = sine(1.5)
    source = write_wav(tmp_path / "source.wav", stereo(tone, tone))
    found = probe(convert(source, tmp_path / name, *options))
    assert (found.codec, found.rate, found.channels) == (codec, rate, 2)
    assert found.duration == pytest.approx(1.5, abs=0.06)


NAMES = [
    "mit Leerzeichen.wav",
    unicodedata.normalize("NFC", "Rübenköpfe.wav"),
    unicodedata.normalize("NFD", "Rübenköpfe.wav"),
    "🥕.wav",
    "'einfach' und \"doppelt\".wav",
    "-i.wav",
    "zwei\nZeilen.wav",
    "http:ohne.wav",
    "%03d.wav",
    "[a]{b}$HOME;,:=\\.wav",
]


@pytest.mark.parametrize("name", NAMES)
def test_probe_takes_any_name(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write_wav(tmp_path / name, sine(0.5))
    monkeypatch.chdir(tmp_path)
    assert probe(Path(name)).duration == 0.5


_UNKNOWN = "is no form of sound that is known, or is damaged from its first bytes on"


def _refused(path: Path) -> RecordingError:
    with pytest.raises(RecordingError) as caught:
        probe(path)
    assert caught.value.subject == str(path)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("words", [1, 5_000])
def test_a_text_that_calls_itself_sound(tmp_path: Path, words: int) -> None:
    path = tmp_path / "a.mp3"
    path.write_text("Das ist nur Text. " * words, encoding="utf-8")
    assert _refused(path).message == "is a text, not a sound"


def test_a_film_without_sound(tmp_path: Path) -> None:
    picture = tmp_path / "picture.ppm"
    picture.write_bytes(b"P6 16 16 255\n" + bytes(768))
    film = convert(picture, tmp_path / "film.mp4", "-c:v", "mpeg4")
    assert _refused(film).message == "has no sound track"


def test_a_file_whose_index_is_missing(tmp_path: Path) -> None:
    path = convert(write_wav(tmp_path / "a.wav", sine(2)), tmp_path / "a.m4a")
    path.write_bytes(path.read_bytes()[:8_000])
    assert _refused(path).message == "is not whole: its index (moov) is missing"


def test_bytes_of_no_kind(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(bytes(range(256)) * 20)
    assert _refused(path).message == _UNKNOWN


@pytest.mark.parametrize("seed", [2, 6])
def test_bytes_by_chance_that_ffmpeg_takes_for_mp3(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(np.random.default_rng(seed).bytes(200_000))
    assert _refused(path).message == _UNKNOWN
