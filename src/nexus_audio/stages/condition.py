"""The stage that makes the master."""

from __future__ import annotations

from nexus_audio.audio import flac, master
from nexus_audio.config import Audio
from nexus_audio.models import Measurement
from nexus_audio.pipeline import Job


def condition(job: Job) -> None:
    """Take the rumble out of the recording and bring it to the right loudness."""
    audio = job.inputs["ingest"] / "audio.flac"
    total = flac.duration(audio) / 1000
    heard, met = master.condition(
        audio,
        job.out / "master.flac",
        job.value("audio", Audio),
        job.read("measure", Measurement).loudness,
        lambda done: job.progress(done, total, "levelling"),
    )
    job.write(heard)
    if not met:
        job.review(f"The master came out at {heard.integrated} LUFS, {heard.true_peak} dBTP.")
