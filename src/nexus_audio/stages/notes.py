"""The stage that writes the show notes."""

from __future__ import annotations

from urllib.parse import quote

from nexus_audio import codec
from nexus_audio.config import Storage
from nexus_audio.feed import clock
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import (
    Alignment,
    Answer,
    Briefing,
    EditList,
    Episode,
    Milliseconds,
    Show,
)
from nexus_audio.pipeline import Job
from nexus_audio.site.note_forms import description, html, markdown, plain
from nexus_audio.site.notes import make_notes


def notes(job: Job) -> None:
    """Write what was spoken of, when, and where to read on."""
    templates = job.inputs.get("templates")
    utterances = job.read("align", Alignment).utterances
    edits = job.read("edit", EditList)
    made = make_notes(
        job.value("show", Show),
        job.value("episode", Episode),
        job.read("parse", Briefing),
        kept_utterances(utterances, edits),
        read_chapters(job.inputs["chapter"]),
        _pages(job),
        _answers(job, edits),
    )
    files = {
        "notes.html": html(made, templates),
        "notes.md": markdown(made, templates),
        "notes.txt": plain(made, templates),
        "description.html": description(made, templates),
    }
    for name, text in files.items():
        (job.out / name).write_text(text, encoding="utf-8")


def _answers(job: Job, edits: EditList) -> dict[Milliseconds, Answer]:
    """What the notes are to put right, by the episode's time; what was cut needs no word."""
    given = [codec.from_plain(Answer, one) for one in job.values["answers"]]
    timed = ((edits.to_episode(clock.parse(one.start)), one) for one in given)
    return {time: one for time, one in timed if time is not None}


def _pages(job: Job) -> dict[int, str]:
    # Notes are read in apps, where a relative address leads nowhere.
    base = job.value("storage", Storage).public_url
    return {
        number: f"{base}episodes/{quote(slug)}/index.html"
        for slug, number in job.values["earlier"].items()
    }
