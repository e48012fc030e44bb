"""The stage that makes chapters."""

from __future__ import annotations

from nexus_audio import config
from nexus_audio.feed.chapters import make_chapters, write_chapters
from nexus_audio.feed.overrides import lost, read_overrides
from nexus_audio.models import Alignment, Briefing, EditList, Episode
from nexus_audio.pipeline import Job


def chapter(job: Job) -> None:
    """Make the episode's chapters from the headings and where they were spoken."""
    briefing = job.read("parse", Briefing)
    chapters = make_chapters(
        briefing,
        job.read("align", Alignment),
        job.read("edit", EditList),
        job.value("episode", Episode),
        job.value("chapters", config.Chapters),
        job.values["overrides"],
    )
    overrides = read_overrides(job.values["overrides"], (each.id for each in briefing.sections))
    for sentence in lost(overrides, chapters):
        job.review(sentence)
    write_chapters(chapters, job.out)
