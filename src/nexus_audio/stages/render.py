"""The stage that makes the file that listeners download."""

from __future__ import annotations

import json

from nexus_audio import codec
from nexus_audio.audio import enclosure, id3
from nexus_audio.config import Audio
from nexus_audio.models import Chapter, EditList, Episode, Loudness, Show
from nexus_audio.pipeline import Job


def render(job: Job) -> None:
    """Cut, encode and tag the episode, and see that it is as loud as it should be."""
    edits = job.read("edit", EditList)
    episode = job.value("episode", Episode)
    total = edits.duration / 1000
    sound = job.out / "sound.mp3"
    heard, met = enclosure.render(
        job.inputs["condition"] / "master.flac",
        job.read("condition", Loudness),
        edits,
        sound,
        job.value("audio", Audio),
        lambda done: job.progress(min(done, total), total, "encoding"),
    )
    if not met:
        job.review(f"The episode came out at {heard.integrated} LUFS, {heard.true_peak} dBTP.")
    tag = id3.tag(episode, job.value("show", Show), _chapters(job), _cover(job))
    job.write(enclosure.finish(sound, tag, episode.slug, edits, heard))


def _chapters(job: Job) -> tuple[Chapter, ...]:
    listed = (job.inputs["chapter"] / "chapter-list.json").read_text(encoding="utf-8")
    return codec.from_plain(tuple[Chapter, ...], json.loads(listed))


def _cover(job: Job) -> bytes | None:
    path = job.inputs.get("cover")
    return id3.cover_bytes(path) if path else None
