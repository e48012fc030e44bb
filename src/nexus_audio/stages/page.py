"""The stage that writes the reader's page, with the data that lies beside it."""

from __future__ import annotations

from nexus_audio.config import Storage
from nexus_audio.feed.chapter_forms import json_chapters, psc_chapters, text_chapters
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import (
    Alignment,
    Briefing,
    EditList,
    Enclosure,
    Episode,
    Measurement,
    Show,
)
from nexus_audio.pipeline import Job
from nexus_audio.site.contract import alignment_json, waveform_json
from nexus_audio.site.page import render_page


def page(job: Job) -> None:
    """Write the page to read along, and chapters, alignment and waveform for other programs."""
    briefing, edits = job.read("parse", Briefing), job.read("edit", EditList)
    alignment = job.read("align", Alignment)
    utterances = kept_utterances(alignment.utterances, edits)
    chapters = read_chapters(job.inputs["chapter"])
    html = render_page(
        show=job.value("show", Show),
        episode=job.value("episode", Episode),
        briefing=briefing,
        utterances=utterances,
        chapters=chapters,
        enclosure=job.read("render", Enclosure),
        public_url=job.value("storage", Storage).public_url,
        templates=job.inputs.get("templates"),
    )
    files = {
        "index.html": html.encode(),
        "chapters.json": json_chapters(chapters).encode(),
        "chapters.psc.xml": psc_chapters(chapters),
        "chapters.txt": text_chapters(chapters).encode(),
        "alignment.json": alignment_json(briefing, alignment, utterances, edits).encode(),
        "waveform.json": waveform_json(job.read("measure", Measurement), edits).encode(),
    }
    for name, content in files.items():
        (job.out / name).write_bytes(content)
