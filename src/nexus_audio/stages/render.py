"""The stage that makes the files that listeners download."""

from __future__ import annotations

from nexus_audio.audio import enclosure
from nexus_audio.audio.tags import Tags, make_tags
from nexus_audio.config import Audio
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.models import EditList, Episode, Loudness, Show
from nexus_audio.pipeline import Job


def render(job: Job) -> None:
    """Cut, encode and tag the episode, and see that each file is as loud as it should be."""
    edits, settings, tags = job.read("edit", EditList), job.value("encoding", Audio), _tags(job)
    total = edits.duration / 1000
    found = enclosure.render(
        job.inputs["condition"] / "master.flac",
        job.read("condition", Loudness),
        edits,
        job.inputs["edit"],
        job.out,
        settings,
        tags,
        lambda done: job.progress(min(done, total), total, "encoding"),
    )
    heard = {name: approach.heard[-1] for name, approach in found.items()}
    for name, loud in heard.items():
        if not found[name].met:
            job.review(f"The {name} came out at {loud.integrated} LUFS, {loud.true_peak} dBTP.")
    slug = job.value("episode", Episode).slug
    job.write(enclosure.finish(job.out, heard, tags, slug, edits, settings.id3))


def _tags(job: Job) -> Tags:
    episode, show = job.value("episode", Episode), job.value("show", Show)
    return make_tags(episode, show, read_chapters(job.inputs["chapter"]), job.inputs.get("cover"))
