"""The stage that makes chapters."""

from __future__ import annotations

from nexus_audio import config
from nexus_audio.feed.chapters import make_chapters, write_chapters
from nexus_audio.models import Alignment, Briefing, EditList, Episode
from nexus_audio.pipeline import Job


def chapter(job: Job) -> None:
    """Make the episode's chapters from the headings and where they were spoken."""
    chapters = make_chapters(
        job.read("parse", Briefing),
        job.read("align", Alignment),
        job.read("edit", EditList),
        job.value("episode", Episode),
        job.value("chapters", config.Chapters),
        job.values["overrides"],
    )
    write_chapters(chapters, job.out)
