"""The stage that makes the master."""

from __future__ import annotations

from nexus_audio.audio import flac, master
from nexus_audio.config import Audio
from nexus_audio.models import Measurement, Recording
from nexus_audio.pipeline import Job


def condition(job: Job) -> None:
    """Clean the recording, even it out, and bring it to the right loudness."""
    audio = job.inputs["ingest"] / "audio.flac"
    total = flac.duration(audio) / 1000
    heard, met = master.condition(
        audio,
        job.out / "master.flac",
        job.value("audio", Audio),
        job.read("measure", Measurement),
        job.read("ingest", Recording).clipped,
        lambda done: job.progress(min(done, total), total, "levelling"),
    )
    job.write(heard)
    if not met:
        job.review(f"The master came out at {heard.integrated} LUFS, {heard.true_peak} dBTP.")
