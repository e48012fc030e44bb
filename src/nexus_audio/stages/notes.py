"""The stage that writes the show notes."""

from __future__ import annotations

from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import Alignment, Briefing, EditList, Episode, Show
from nexus_audio.pipeline import Job
from nexus_audio.site.notes import description, html, make_notes, markdown


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
    )
    files = {
        "notes.html": html(made, templates),
        "notes.md": markdown(made, templates),
        "description.html": description(made, templates),
    }
    for name, text in files.items():
        (job.out / name).write_text(text, encoding="utf-8")
