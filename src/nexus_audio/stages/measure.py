"""The stage that measures how the recording sounds."""

from __future__ import annotations

from nexus_audio.audio.measurement import measured
from nexus_audio.pipeline import Job


def measure(job: Job) -> None:
    """Measure loudness, silences and peaks of the recording."""
    job.write(measured(job.inputs["ingest"] / "audio.flac"))
