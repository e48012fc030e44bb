"""The stage that draws how loud the recording was, and how loud the episode is."""

from __future__ import annotations

from nexus_audio.audio.course import course
from nexus_audio.config import Audio
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.models import EditList, Enclosure, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.chart import loudness_chart


def chart(job: Job) -> None:
    """Draw the loudness over time before and after, with the chapters."""
    drawn = loudness_chart(
        course(job.inputs["ingest"] / "audio.flac"),
        course(job.inputs["render"] / job.read("render", Enclosure).name),
        job.read("edit", EditList),
        read_chapters(job.inputs["chapter"]),
        job.value("audio", Audio).loudness,
        job.value("show", Show).language,
    )
    (job.out / "loudness.svg").write_text(drawn, encoding="utf-8")
