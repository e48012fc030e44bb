"""The stage that writes the feed, and the show's page beside it."""

from __future__ import annotations

from nexus_audio import codec
from nexus_audio.config import Storage
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.rss import Item, build_feed
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.show import render_show


def feed(job: Job) -> None:
    """Write the feed and the page of a show with all its episodes."""
    show, public_url = job.value("show", Show), job.value("storage", Storage).public_url
    episodes = [codec.from_plain(Episode, plain) for plain in job.values["episodes"]]
    items = [_item(job, episode) for episode in episodes]
    document = build_feed(show, items, public_url, job.value("cover_url", str))
    (job.out / "feed.xml").write_bytes(document)
    listed = [(item.episode, item.enclosure, item.chapters) for item in items]
    page = render_show(show, listed, public_url, job.inputs.get("templates"))
    (job.out / "index.html").write_text(page, encoding="utf-8")


def _item(job: Job, episode: Episode) -> Item:
    notes = job.inputs[f"{episode.slug}/notes"]
    return Item(
        episode=episode,
        enclosure=job.read(f"{episode.slug}/render", Enclosure),
        chapters=read_chapters(job.inputs[f"{episode.slug}/chapter"]),
        description=(notes / "description.html").read_text(encoding="utf-8"),
        notes=(notes / "notes.html").read_text(encoding="utf-8"),
    )
