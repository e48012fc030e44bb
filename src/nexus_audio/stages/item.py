"""The stage that writes what the feed says of one episode."""

from __future__ import annotations

from nexus_audio.config import Storage
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.item import Item, item_xml
from nexus_audio.models import Enclosure, Episode, Show
from nexus_audio.pipeline import Job


def item(job: Job) -> None:
    """Write the episode's item, ready to be put into a feed."""
    notes = job.inputs["notes"]
    facts = Item(
        episode=job.value("facts", Episode),
        enclosure=job.read("render", Enclosure),
        chapters=read_chapters(job.inputs["chapter"]),
        description=(notes / "description.html").read_text(encoding="utf-8"),
        notes=(notes / "notes.html").read_text(encoding="utf-8"),
    )
    public_url = job.value("storage", Storage).public_url
    (job.out / "item.xml").write_bytes(item_xml(facts, job.value("show", Show), public_url))
