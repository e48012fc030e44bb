"""Stage align: find where and how each section of the briefing was spoken."""

from __future__ import annotations

from nexus_audio.align import align as align_text
from nexus_audio.models import Briefing, Measurement, Transcript
from nexus_audio.pipeline import Job


def align(job: Job) -> None:
    """Find where each section of the briefing was spoken, on the recording's clock.

    Reads the artifacts of parse, transcribe and measure and the host's value
    `corrections`; writes alignment.json. Asks for a review of each section whose
    start, or whose absence, is doubtful.
    """
    alignment = align_text(
        job.read("parse", Briefing),
        job.read("transcribe", Transcript),
        job.read("measure", Measurement).silences,
        job.values["corrections"],
        job.progress,
    )
    for section in alignment.sections:
        if section.review:
            job.review(f"{section.heading or section.id}: {section.review}")
    job.write(alignment)
