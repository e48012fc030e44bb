"""The stage that hears the words of the recording."""

from __future__ import annotations

from pathlib import Path

from nexus_audio.config import Speech
from nexus_audio.engines import blocks, hardware, length, likely, listen, open_engine
from nexus_audio.errors import SilentRecording
from nexus_audio.models import Segment, Transcript
from nexus_audio.pipeline import Job


def transcribe(job: Job) -> None:
    """Hear each word of the recording, and when it was said; nothing of the text is known.

    Each passage is kept as soon as it is heard, so that a crash costs seconds.
    """
    speech = job.value("speech", Speech)
    master = job.inputs["condition"] / "master.flac"
    hearing = listen(
        open_engine(speech),
        blocks(master),
        likely(speech),
        workers=job.cores,
        memo=job.memo,
        progress=job.progress,
        total=length(master),
    )
    segments: list[Segment] = []
    while True:
        try:
            segments.append(next(hearing))
        except StopIteration as end:
            duration: int = end.value
            break
    if not segments:
        raise SilentRecording(
            "nothing was spoken in the recording",
            subject=job.episode,
            hint="Listen to it: was the microphone on, and is it the right file?",
        )
    # The last name alone: the path of one's own model is nobody else's business.
    job.write(
        Transcript(
            engine=hardware.name_of(speech.engine),
            model=Path(speech.model).name,
            duration=duration,
            segments=tuple(segments),
        )
    )
