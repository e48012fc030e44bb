"""The stage that decides what the episode keeps."""

from __future__ import annotations

from nexus_audio.audio.edits import whole
from nexus_audio.models import Measurement
from nexus_audio.pipeline import Job


def edit(job: Job) -> None:
    """Keep the whole recording."""
    job.write(whole(job.read("measure", Measurement)))
