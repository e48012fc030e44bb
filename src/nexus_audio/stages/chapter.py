"""The stage that makes chapters."""

from __future__ import annotations

from collections.abc import Sequence

from nexus_audio import config
from nexus_audio.errors import ConfigError
from nexus_audio.feed.chapters import make_chapters, write_chapters
from nexus_audio.feed.overrides import lost, read_overrides
from nexus_audio.models import Alignment, Briefing, Chapter, EditList, Episode
from nexus_audio.pipeline import Job


def chapter(job: Job) -> None:
    """Make the episode's chapters from the headings and where they were spoken.

    Raises ConfigError for an entry of chapters.toml that cannot be meant.
    """
    try:
        write_chapters(_chapters(job), job.out)
    except ConfigError as error:
        raise ConfigError(
            error.message, subject=f"episodes/{job.episode}/{error.subject}", hint=error.hint
        ) from error


def _chapters(job: Job) -> Sequence[Chapter]:
    """The chapters; asks for a review of each entry of chapters.toml of which none came."""
    briefing, written = job.read("parse", Briefing), job.values["overrides"]
    chapters = make_chapters(
        briefing,
        job.read("align", Alignment),
        job.read("edit", EditList),
        job.value("episode", Episode),
        job.value("chapters", config.Chapters),
        written,
    )
    overrides = read_overrides(written, (section.id for section in briefing.sections))
    for sentence in lost(overrides, chapters):
        job.review(sentence)
    return chapters
