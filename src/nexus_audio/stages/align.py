"""Stage align: find where and how each section of the briefing was spoken."""

from __future__ import annotations

from nexus_audio.align import align as align_text
from nexus_audio.align import unused
from nexus_audio.models import Alignment, Briefing, Measurement, Reading, Transcript
from nexus_audio.pipeline import Job

_LITTLE = 0.25  # of the sections; a host who leaves out more reads another text


def align(job: Job) -> None:
    """Find where each section of the briefing was spoken, on the recording's clock.

    Reads the artifacts of parse, rehear and measure and the host's value
    `corrections`; writes alignment.json. Asks for a review of each section whose
    start, or whose absence, is doubtful.
    """
    alignment = align_text(
        job.read("parse", Briefing),
        job.read("rehear", Transcript),
        job.read("measure", Measurement).silences,
        job.values["corrections"],
        job.progress,
    )
    if share_spoken(alignment) < _LITTLE:
        job.review("hardly anything of the briefing is spoken: is this its recording?")
    for heard in unused(job.values["corrections"], alignment.utterances):
        job.review(f"corrections.toml: {heard!r} stands nowhere in the transcript")
    for section in alignment.sections:
        if section.review:
            job.review(f"{section.heading or section.id}: {section.review}")
    job.write(alignment)


def share_spoken(alignment: Alignment) -> float:
    """The share of all sections that were spoken in some way, 0 to 1."""
    spoken = [one for one in alignment.sections if one.reading != Reading.SKIPPED]
    return len(spoken) / max(1, len(alignment.sections))
