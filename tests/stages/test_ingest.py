from __future__ import annotations

from pathlib import Path

import pytest

from audio_jobs import Desk
from nexus_audio import codec
from nexus_audio.audio import flac
from nexus_audio.errors import RecordingError
from nexus_audio.models import Recording
from nexus_audio.stages.ingest import ingest
from sounds import convert, speech, write_wav


def test_a_recording_becomes_flac_and_facts(tmp_path: Path) -> None:
    wav = write_wav(tmp_path / "s.wav", speech(3))
    recording = convert(wav, tmp_path / "Aufnahme Nr. 1.m4a")
    before = recording.read_bytes()
    desk = Desk(tmp_path)
    out = desk.run(ingest, recording=recording)
    assert {path.name for path in out.iterdir()} == {"audio.flac", "recording.json"}
    facts = codec.read(Recording, out)
    assert facts == Recording(
        duration=flac.duration(out / "audio.flac"), codec="aac", rate=48_000, channels=1
    )
    assert facts.duration == pytest.approx(3000, abs=30)
    assert recording.read_bytes() == before


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.run(ingest, recording=write_wav(tmp_path / "s.wav", speech(3)))
    assert desk.events[-1].done == pytest.approx(3, abs=0.01)
    assert desk.events[-1].total == pytest.approx(3)


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    recording = write_wav(tmp_path / "s.wav", speech(2), rate=44_100)
    results = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        results.append(Desk(tmp_path / name).run(ingest, recording=recording))
    first, second = ((out / "audio.flac").read_bytes() for out in results)
    assert first == second


def test_no_sound_is_an_error_about_the_hosts_file(tmp_path: Path) -> None:
    recording = tmp_path / "text.wav"
    recording.write_text("Kein Ton.")
    with pytest.raises(RecordingError) as caught:
        Desk(tmp_path).run(ingest, recording=recording)
    assert caught.value.subject == str(recording)
