"""The stage that takes the recording in."""

from __future__ import annotations

from nexus_audio.audio.decode import decode
from nexus_audio.audio.probe import probe
from nexus_audio.pipeline import Job


def ingest(job: Job) -> None:
    """Decode the recording, and say what it is and what had to be cured."""
    recording = job.inputs["recording"]
    total = probe(recording).duration or 0
    job.write(
        decode(
            recording,
            job.out / "audio.flac",
            lambda done: job.progress(done, total, "decoding"),
        )
    )
