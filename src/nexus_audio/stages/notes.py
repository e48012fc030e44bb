"""The stage that writes the show notes."""

from __future__ import annotations

from urllib.parse import quote

from nexus_audio.config import Storage
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import Alignment, Briefing, EditList, Episode, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.note_forms import description, html, markdown, plain
from nexus_audio.site.notes import make_notes


def notes(job: Job) -> None:
    """Write what was spoken of, when, and where to read on."""
    templates = job.inputs.get("templates")
    utterances = job.read("align", Alignment).utterances
    made = make_notes(
        job.value("show", Show),
        job.value("episode", Episode),
        job.read("parse", Briefing),
        kept_utterances(utterances, job.read("edit", EditList)),
        read_chapters(job.inputs["chapter"]),
        _pages(job),
    )
    files = {
        "notes.html": html(made, templates),
        "notes.md": markdown(made, templates),
        "notes.txt": plain(made, templates),
        "description.html": description(made, templates),
    }
    for name, text in files.items():
        (job.out / name).write_text(text, encoding="utf-8")


def _pages(job: Job) -> dict[int, str]:
    # Notes are read in apps, where a relative address leads nowhere.
    base = job.value("storage", Storage).public_url
    return {
        number: f"{base}episodes/{quote(slug)}/index.html"
        for slug, number in job.values["earlier"].items()
    }
