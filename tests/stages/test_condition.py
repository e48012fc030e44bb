from __future__ import annotations

from pathlib import Path

import pytest

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.audio import flac, loudness
from nexus_audio.config import Audio
from nexus_audio.events import EventKind
from nexus_audio.models import Loudness
from nexus_audio.stages.condition import condition
from nexus_audio.stages.ingest import ingest
from nexus_audio.stages.measure import measure
from sounds import Samples, sine, speech, stereo, write_wav


def _desk(tmp_path: Path, sound: Samples) -> Desk:
    desk = Desk(tmp_path)
    desk.run(ingest, recording=write_wav(tmp_path / "s.wav", sound, bits=24))
    desk.run(measure)
    desk.events.clear()
    return desk


@pytest.mark.parametrize("channels", [1, 2])
def test_the_master_is_at_its_loudness_and_on_the_clock(tmp_path: Path, channels: int) -> None:
    voice = speech(8, level=-32)
    desk = _desk(tmp_path, stereo(voice, voice) if channels == 2 else voice)
    out = desk.run(condition)
    assert {path.name for path in out.iterdir()} == {"master.flac", "loudness.json"}
    assert flac.samples(out / "master.flac") == len(voice)
    assert flac.channels(out / "master.flac") == channels
    heard = codec.read(Loudness, out)
    assert heard == loudness.measure(out / "master.flac")
    assert heard.integrated == pytest.approx(-16, abs=0.31)
    assert {event.kind for event in desk.events} == {EventKind.PROGRESS}
    assert desk.events[-1].total == 8


def test_the_settings_count(tmp_path: Path) -> None:
    desk = _desk(tmp_path, speech(8, level=-32))
    desk.audio = Audio(loudness=-20, true_peak=-3)
    heard = codec.read(Loudness, desk.run(condition))
    assert heard.integrated == pytest.approx(-20, abs=0.31)
    assert heard.true_peak <= -3.5


def test_what_cannot_be_reached_wants_a_persons_look(tmp_path: Path) -> None:
    desk = _desk(tmp_path, sine(4))
    desk.audio = Audio(loudness=-8, true_peak=-9)  # a sine with peaks at -9 has -12 LUFS
    desk.run(condition)
    [review] = [event for event in desk.events if event.kind == EventKind.REVIEW]
    assert "LUFS" in review.message
