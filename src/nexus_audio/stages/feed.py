"""The stage that puts the feed together, and the show's page with its search beside it."""

from __future__ import annotations

import json

from nexus_audio import codec
from nexus_audio.audio.picture import thumbnail
from nexus_audio.config import Feed, Storage
from nexus_audio.feed.rss import build_feed
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.assets import EMBED, content
from nexus_audio.site.passages import search_json
from nexus_audio.site.show import Listed, episodes_json, newest_first, render_show

PICTURE = 480
"""The edge of the small cover in pixels: as large as a phone shows it, at twice its density."""


def feed(job: Job) -> None:
    """Write the feed of a show from the items of its episodes, and the page that lists them."""
    show, public_url = job.value("show", Show), job.value("storage", Storage).public_url
    episodes = [codec.from_plain(Episode, plain) for plain in job.values["episodes"]]
    entries = [
        (episode, (job.inputs[f"{episode.slug}/item"] / "item.xml").read_bytes())
        for episode in episodes
    ]
    cover, least = job.value("cover_url", str), job.value("feed", Feed).items
    documents = build_feed(show, entries, public_url, cover, least)
    listed = newest_first([_listed(job, episode) for episode in episodes])
    page = render_show(show, listed, public_url, cover, job.inputs.get("templates"))
    documents |= {
        "index.html": page.encode(),
        "episodes.json": episodes_json(show, listed).encode(),
        "search.json": search_json(
            {each.episode.slug: _words(job, each) for each in listed}
        ).encode(),
        EMBED: content(EMBED),
    }
    for name, document in documents.items():
        (job.out / name).write_bytes(document)
    if "cover" in job.inputs:
        thumbnail(job.inputs["cover"], job.out / "cover.jpg", PICTURE)


def _listed(job: Job, episode: Episode) -> Listed:
    passages = job.inputs[f"{episode.slug}/page"] / "passages.json"
    return Listed(
        episode=episode,
        enclosure=job.read(f"{episode.slug}/render", Enclosure),
        chapters=json.loads(passages.read_bytes())["chapters"],
    )


def _words(job: Job, listed: Listed) -> list[str]:
    path = job.inputs[f"{listed.episode.slug}/page"] / "words.txt"
    return path.read_text(encoding="utf-8").split()
