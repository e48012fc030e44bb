"""The stage that reads the written text."""

from __future__ import annotations

from nexus_audio.briefing import read_briefing
from nexus_audio.models import SectionKind
from nexus_audio.pipeline import Job


def parse(job: Job) -> None:
    """Read the briefing into a tree of sections."""
    briefing = read_briefing(job.inputs["briefing"])
    kinds = {section.kind for section in briefing.sections}
    if not kinds & {SectionKind.CATEGORY, SectionKind.TOPIC}:
        job.review("No headings were found in the briefing, so the episode has no chapters.")
    job.write(briefing)
