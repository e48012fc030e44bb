"""The stage that writes the feed."""

from __future__ import annotations

from nexus_audio import codec
from nexus_audio.config import Storage
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.rss import Item, build_feed
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.pipeline import Job


def feed(job: Job) -> None:
    """Write the show's feed of all its episodes."""
    episodes = [codec.from_plain(Episode, plain) for plain in job.values["episodes"]]
    document = build_feed(
        job.value("show", Show),
        [_item(job, episode) for episode in episodes],
        job.value("storage", Storage).public_url,
        job.value("cover_url", str),
    )
    (job.out / "feed.xml").write_bytes(document)


def _item(job: Job, episode: Episode) -> Item:
    notes = job.inputs[f"{episode.slug}/notes"]
    return Item(
        episode=episode,
        enclosure=job.read(f"{episode.slug}/render", Enclosure),
        chapters=read_chapters(job.inputs[f"{episode.slug}/chapter"]),
        description=(notes / "description.html").read_text(encoding="utf-8"),
        notes=(notes / "notes.html").read_text(encoding="utf-8"),
    )
