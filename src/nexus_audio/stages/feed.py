"""The stage that puts the feed together, and the show's page beside it."""

from __future__ import annotations

from nexus_audio import codec
from nexus_audio.config import Feed, Storage
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.rss import build_feed
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.show import render_show


def feed(job: Job) -> None:
    """Write the feed of a show from the items of its episodes, and the page that lists them."""
    show, public_url = job.value("show", Show), job.value("storage", Storage).public_url
    episodes = [codec.from_plain(Episode, plain) for plain in job.values["episodes"]]
    entries = [
        (episode, (job.inputs[f"{episode.slug}/item"] / "item.xml").read_bytes())
        for episode in episodes
    ]
    least = job.value("feed", Feed).items
    documents = build_feed(show, entries, public_url, job.value("cover_url", str), least)
    for name, document in documents.items():
        (job.out / name).write_bytes(document)
    listed = [
        (
            episode,
            job.read(f"{episode.slug}/render", Enclosure),
            read_chapters(job.inputs[f"{episode.slug}/chapter"]),
        )
        for episode in episodes
    ]
    page = render_show(show, listed, public_url, job.inputs.get("templates"))
    (job.out / "index.html").write_text(page, encoding="utf-8")
