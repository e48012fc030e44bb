"""Every form that a host drops in comes to the loudness that is promised, as listeners get it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.audio import ffmpeg, flac
from nexus_audio.models import Enclosure
from nexus_audio.stages.condition import condition
from nexus_audio.stages.edit import edit
from nexus_audio.stages.ingest import ingest
from nexus_audio.stages.measure import measure
from nexus_audio.stages.render import render
from sounds import convert, speech, write_wav

FORMS = {
    "8 bit.wav": ("-c:a", "pcm_u8"),
    "16 bit.wav": (),
    "24 bit.wav": ("-c:a", "pcm_s24le"),
    "32 bit.wav": ("-c:a", "pcm_s32le"),
    "float.wav": ("-c:a", "pcm_f32le"),
    "double.wav": ("-c:a", "pcm_f64le"),
    "rf64.wav": ("-rf64", "always"),
    "8 kHz.wav": ("-ar", "8000"),
    "192 kHz.flac": ("-ar", "192000"),
    "stereo.flac": ("-ac", "2"),
    "5.1.flac": ("-af", "pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0"),
    "mp3.mp3": ("-b:a", "96k"),
    "vbr.mp3": ("-q:a", "4", "-ar", "44100"),
    "m4a.m4a": (),
    "adts.aac": (),
    "vorbis.ogg": ("-c:a", "libvorbis"),
    "opus.opus": ("-c:a", "libopus"),
    "opus.webm": ("-c:a", "libopus"),
    "pcm.aiff": (),
    "wma.wma": ("-c:a", "wmav2"),
    "alac.caf": ("-c:a", "alac"),
    "pcm.mov": ("-c:a", "pcm_s16le"),
    "film.mkv": ("-f", "lavfi", "-i", "color=s=32x32:d=8", "-map", "0:a", "-map", "1:v"),
    "-i ü 🥕 'x' \"y\"\nz.mp4": (),
}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_wav(tmp_path_factory.mktemp("forms") / "s.wav", speech(8, level=-30), bits=24)


@pytest.mark.parametrize("name", FORMS)
def test_any_form_comes_to_its_loudness_and_stays_untouched(
    tmp_path: Path, source: Path, name: str
) -> None:
    recording = convert(source, tmp_path / name, *FORMS[name])
    before = recording.read_bytes(), recording.stat().st_mtime_ns
    desk = Desk(tmp_path)
    audio = desk.run(ingest, recording=recording) / "audio.flac"
    desk.run(measure)
    master = desk.run(condition) / "master.flac"
    assert flac.samples(master) == flac.samples(audio)
    assert flac.duration(master) == pytest.approx(8000, abs=70)
    loudness, peak = _metered(master)
    assert loudness == pytest.approx(-16, abs=0.31)
    assert peak <= -1.0
    desk.put_no_text()
    desk.put_chapters()
    desk.run(edit)
    made = codec.read(Enclosure, desk.run(render))
    loudness, peak = _metered(tmp_path / "render" / made.name)
    assert loudness == pytest.approx(-16, abs=0.5)
    assert peak <= -1.0
    assert (recording.read_bytes(), recording.stat().st_mtime_ns) == before


def _metered(path: Path) -> tuple[float, float]:
    """Integrated loudness and true peak by ffmpeg's own meter, asked for afresh."""
    meter = ("-af", "ebur128=peak=true", "-f", "null", "-")
    log = "\n".join(ffmpeg.run("-i", ffmpeg.address(path), *meter, about=path)[-20:])
    [integrated] = re.findall(r"I: +(\S+) LUFS", log)[-1:]
    [peak] = re.findall(r"Peak: +(\S+) dBFS", log)
    return float(integrated), float(peak)
