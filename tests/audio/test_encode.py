from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from audio_jobs import tags
from nexus_audio.audio.encode import Output, encode
from nexus_audio.audio.formats import FORMATS
from nexus_audio.audio.loudness import Level, measure
from nexus_audio.audio.probe import probe
from nexus_audio.models import Chapter, EditList, Span
from sounds import RATE, Samples, convert, noise, read, silence, sine, stereo, write_wav

LEVEL = Level(gain=0, ceiling=9, peak=0)


def _encoded(
    tmp_path: Path,
    sound: Samples,
    *ranges: tuple[int, int],
    gain: bool = False,
    chapters: Sequence[Chapter] = (),
) -> dict[str, Path]:
    """The sound in each format, all of them made at once."""
    master = convert(write_wav(tmp_path / "a.wav", sound, bits=24), tmp_path / "master.flac")
    spans = ranges or ((0, len(sound) * 1000 // RATE),)
    outputs = [
        Output(
            format=form,
            path=tmp_path / f"-a ü.{name}",
            level=replace(LEVEL, gain=form.scale if gain else 0),
        )
        for name, form in FORMATS.items()
    ]
    encode(
        master,
        EditList(kept=tuple(Span(start=start, end=end) for start, end in spans)),
        outputs,
        tags(*chapters),
        jingles=tmp_path,
        mono_bitrate=96,
        progress=lambda _: None,
    )
    return {output.path.suffix[1:]: output.path for output in outputs}


def test_a_file_has_an_info_header_and_no_tag(tmp_path: Path) -> None:
    data = _encoded(tmp_path, sine(2))["mp3"].read_bytes()
    assert data[0] == 0xFF
    assert b"Info" in data[:64]
    assert data[-128:-125] != b"TAG"


def test_the_bit_rate_is_constant(tmp_path: Path) -> None:
    path = _encoded(tmp_path, noise(5, level=-30))["mp3"]
    assert path.stat().st_size == pytest.approx(5 * 96_000 / 8, rel=0.02)


_PADDING = {".mp3": 1, ".opus": 1, ".m4a": 1024}
"""ffmpeg 5 plays the last AAC frame whole, whatever the edit list says."""


@pytest.mark.parametrize("channels", [1, 2])
def test_length_and_channels_stay(tmp_path: Path, channels: int) -> None:
    sound = stereo(sine(2), silence(2)) if channels == 2 else sine(2)
    for path in _encoded(tmp_path, sound).values():
        assert probe(path).channels == channels
        assert 0 <= len(read(path, channels=channels)) - 2 * RATE < _PADDING[path.suffix]
        assert probe(path).duration == pytest.approx(2, abs=0.05)


def test_only_kept_ranges_are_in_it_at_their_place(tmp_path: Path) -> None:
    sound = np.concatenate([silence(1), noise(1), silence(11), noise(0.5), silence(0.5)])
    for path in _encoded(tmp_path, sound, (500, 1500), (12_800, 14_000)).values():
        heard = np.abs(read(path)) > 0.05
        assert 0 <= len(heard) - 22 * RATE // 10 < _PADDING[path.suffix]
        loud = np.flatnonzero(heard) / RATE
        assert loud[0] == pytest.approx(0.5, abs=0.004)
        assert loud[loud < 1.1][-1] == pytest.approx(1.0, abs=0.006)
        assert loud[loud > 1.1][0] == pytest.approx(1.2, abs=0.004)
        assert loud[-1] == pytest.approx(1.7, abs=0.004)


def test_the_scale_undoes_the_encoders_own(tmp_path: Path) -> None:
    for path in _encoded(tmp_path, sine(3, frequency=997), gain=True).values():
        assert measure(path).integrated == pytest.approx(-23.0, abs=0.11)


def test_the_same_sound_gives_the_same_bytes(tmp_path: Path) -> None:
    sound = noise(2)
    first = [path.read_bytes() for path in _encoded(tmp_path, sound).values()]
    assert [path.read_bytes() for path in _encoded(tmp_path, sound).values()] == first


def test_an_m4a_plays_before_it_is_whole(tmp_path: Path) -> None:
    data = _encoded(tmp_path, sine(2))["m4a"].read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_an_m4a_has_its_chapters_in_both_forms(tmp_path: Path) -> None:
    """A track of text that the sound refers to (QuickTime), and a list (Nero)."""
    chapter = Chapter(start=0, end=2000, title="Möhren")
    data = _encoded(tmp_path, sine(2), chapters=[chapter])["m4a"].read_bytes()
    assert data.index(b"tref") + 8 == data.index(b"chap")
    assert "Möhren".encode() in data[data.index(b"chpl") :][:40]
    assert "Möhren".encode() in data[data.index(b"mdat") :]
