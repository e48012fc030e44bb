"""The stage that hears the words of the recording."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.config import Speech
from nexus_audio.engines import load_pcm, open_engine
from nexus_audio.engines.base import duration_of
from nexus_audio.errors import SilentRecording
from nexus_audio.models import Transcript
from nexus_audio.pipeline import Job


def transcribe(job: Job) -> None:
    """Hear each word of the recording, and when it was said."""
    speech = job.value("speech", Speech)
    pcm = load_pcm(job.inputs["condition"] / "master.flac")
    heard = open_engine(speech).transcribe(pcm, language=speech.language, progress=job.progress)
    segments = tuple(heard)
    if not segments:
        raise SilentRecording(
            "nothing was spoken in the recording",
            subject=job.episode,
            hint="Listen to it: was the microphone on, and is it the right file?",
        )
    # The last name alone: the path of one's own model is nobody else's business.
    model = Path(speech.model).name
    job.write(
        Transcript(engine=speech.engine, model=model, duration=duration_of(pcm), segments=segments)
    )
