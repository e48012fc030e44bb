from __future__ import annotations

import signal
import subprocess
import sys
import wave
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import toy_engine
from nexus_audio import codec
from nexus_audio.config import Speech
from nexus_audio.errors import EngineMissing, ModelMissing, SilentRecording
from nexus_audio.events import Event
from nexus_audio.models import Transcript
from nexus_audio.pipeline import Job
from nexus_audio.stages.transcribe import transcribe
from nexus_audio.store import Memos


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    """The toy engine, beside the real one without any model."""
    real = "nexus_audio.engines.faster_whisper:FasterWhisper"
    toy_engine.install(monkeypatch, **{"faster-whisper": real})


def write(folder: Path, pcm: NDArray[np.floating], rate: int) -> None:
    """Make these samples the master."""
    with wave.open(str(folder / "master.flac"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((pcm * 32767).astype("<i2").tobytes())


def job_of(folder: Path, speech: Speech, *, level: float = 0.5, seconds: int = 3) -> Job:
    """A job over a master of noise at this level."""
    master, out = folder / "Größe 🎙", folder / "out"
    master.mkdir()
    out.mkdir()
    write(master, np.random.default_rng(1).uniform(-level, level, 48_000 * seconds), 48_000)
    return Job(
        stage="transcribe",
        episode="301-beispiel",
        inputs={"condition": master},
        values={"speech": codec.to_plain(speech)},
        out=out,
    )


def test_a_transcript_holds_what_the_engine_heard(tmp_path: Path) -> None:
    transcribe(job_of(tmp_path, toy_engine.SPEECH))
    transcript = codec.read(Transcript, tmp_path / "out")
    assert (transcript.engine, transcript.model, transcript.duration) == ("toy", "base", 3000)
    assert [(word.text, word.start, word.end) for word in transcript.words] == [
        ("Größe", 0, 1000),
        ("Größe", 1000, 2000),
        ("Größe", 2000, 3000),
    ]
    assert transcript.segments[0].language == "de"
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["transcript.json"]


def test_the_path_of_ones_own_model_stays_at_home(tmp_path: Path) -> None:
    own = Speech(engine="toy", model=str(tmp_path / "mein-modell"))
    transcribe(job_of(tmp_path, own))
    assert codec.read(Transcript, tmp_path / "out").model == "mein-modell"


def test_progress_reaches_whoever_listens(tmp_path: Path) -> None:
    events: list[Event] = []
    transcribe(replace(job_of(tmp_path, toy_engine.SPEECH), emit=events.append))
    assert [(event.done, event.total) for event in events][-1] == (3000, 3000)
    assert {event.episode for event in events} == {"301-beispiel"}


@pytest.mark.parametrize(("level", "seconds"), [(0, 3), (0.5, 0)])
def test_a_recording_without_a_word_is_silent(tmp_path: Path, level: float, seconds: int) -> None:
    with pytest.raises(SilentRecording, match="nothing was spoken") as raised:
        transcribe(job_of(tmp_path, toy_engine.SPEECH, level=level, seconds=seconds))
    assert raised.value.subject == "301-beispiel"
    assert list((tmp_path / "out").iterdir()) == []


def test_a_missing_model_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEXUS_CACHE", str(tmp_path / "cache"))
    with pytest.raises(ModelMissing, match="'base' is not on this machine") as raised:
        transcribe(job_of(tmp_path, Speech()))
    assert "nexus-audio models fetch base" in raised.value.hint


def test_a_missing_engine_is_told(tmp_path: Path) -> None:
    with pytest.raises(EngineMissing):
        transcribe(job_of(tmp_path, Speech(engine="vosk")))


KILLED = """
import sys, time
sys.path[:0] = sys.argv[1].split(":")
import pytest, toy_engine
from pathlib import Path
from nexus_audio import codec
from nexus_audio.pipeline import Job
from nexus_audio.stages.transcribe import transcribe
from nexus_audio.store import Memos

with pytest.MonkeyPatch.context() as patch:
    toy_engine.install(patch)
    hear = toy_engine.ToyEngine.hear

    def slowly(*given):
        print("hearing", flush=True)
        time.sleep(float(sys.argv[4]))
        return hear(*given)

    toy_engine.ToyEngine.hear = slowly
    transcribe(Job(
        stage="transcribe",
        episode="e",
        inputs={"condition": Path(sys.argv[2])},
        values={"speech": codec.to_plain(toy_engine.SPEECH)},
        out=Path(sys.argv[3]),
        cores=1,
        memos=Memos(Path(sys.argv[3]).parent / "memos"),
    ))
"""


def test_a_killed_hearing_goes_on_where_it_was(tmp_path: Path) -> None:
    job = job_of(tmp_path, toy_engine.SPEECH)
    spans = ((start, start + 3_000) for start in range(0, 60_000, 6_000))
    write(job.inputs["condition"], toy_engine.sound(*spans), 16_000)
    tests = Path(toy_engine.__file__).parent
    paths = f"{tests}:{tests.parent / 'src'}"
    command = [sys.executable, "-c", KILLED, paths, str(job.inputs["condition"]), str(job.out)]
    with subprocess.Popen([*command, "0.2"], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        for _ in range(3):
            assert process.stdout.readline() == "hearing\n"
        process.kill()
        assert process.wait() == -signal.SIGKILL
    assert list(job.out.iterdir()) == []
    kept = [path for path in (tmp_path / "memos").glob("*/*") if len(path.name) == 64]
    assert len(kept) == 2
    done = subprocess.run([*command, "0"], capture_output=True, text=True, check=True)
    heard = codec.read(Transcript, job.out)
    whole = len(heard.segments)
    assert done.stdout.count("hearing") == whole - 2
    assert whole > 3
    assert len(heard.words) >= 30  # at least each second of speech


def test_a_kept_passage_that_is_damaged_is_heard_again(tmp_path: Path) -> None:
    memos = Memos(tmp_path / "memos")
    job = replace(job_of(tmp_path, toy_engine.SPEECH), memos=memos)
    transcribe(job)
    (kept,) = (tmp_path / "memos").glob("*/*")
    before = codec.read(Transcript, job.out)
    kept.write_bytes(b"")
    transcribe(job)
    assert codec.read(Transcript, job.out) == before
    assert kept.read_bytes()
