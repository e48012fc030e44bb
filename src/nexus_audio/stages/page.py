"""The stage that writes the reader's page, with the data that lies beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nexus_audio.config import Storage
from nexus_audio.feed.chapter_forms import json_chapters, psc_chapters, text_chapters
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.feed.cues import kept_utterances
from nexus_audio.models import (
    Alignment,
    Briefing,
    Chapter,
    EditList,
    Enclosure,
    Episode,
    Measurement,
    Show,
    Utterance,
)
from nexus_audio.pipeline import Job
from nexus_audio.site.assets import cover_name
from nexus_audio.site.contract import alignment_json, waveform_json
from nexus_audio.site.page import Facts, render_page
from nexus_audio.site.passages import passages_json, words_said
from nexus_audio.site.transcript import make_transcript


def page(job: Job) -> None:
    """Write the page to read along, and chapters, alignment and waveform for other programs."""
    briefing, edits = job.read("parse", Briefing), job.read("edit", EditList)
    alignment, chapters = job.read("align", Alignment), read_chapters(job.inputs["chapter"])
    utterances = kept_utterances(alignment.utterances, edits)
    facts = _facts(job, briefing, utterances, chapters)
    parts = make_transcript(briefing, utterances, chapters)
    files = {
        "index.html": render_page(facts, parts, job.inputs.get("templates")).encode(),
        "passages.json": passages_json(facts.episode, facts.enclosure, parts, chapters).encode(),
        "words.txt": "\n".join(words_said(parts)).encode(),
        "chapters.json": json_chapters(chapters).encode(),
        "chapters.psc.xml": psc_chapters(chapters),
        "chapters.txt": text_chapters(chapters).encode(),
        "alignment.json": alignment_json(briefing, alignment, utterances, edits).encode(),
        "waveform.json": waveform_json(job.read("measure", Measurement), edits).encode(),
    }
    for name, content in files.items():
        (job.out / name).write_bytes(content)


def _facts(
    job: Job, briefing: Briefing, utterances: Sequence[Utterance], chapters: Sequence[Chapter]
) -> Facts:
    return Facts(
        show=replace(job.value("show", Show), **job.values["subscribe"]),
        episode=job.value("episode", Episode),
        briefing=briefing,
        utterances=utterances,
        chapters=chapters,
        enclosure=job.read("render", Enclosure),
        public_url=job.value("storage", Storage).public_url,
        cover=cover_name(job.inputs.get("cover")),
        earlier={number: slug for slug, number in job.values["earlier"].items()},
    )
