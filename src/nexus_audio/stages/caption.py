"""The stage that writes the transcript."""

from __future__ import annotations

from nexus_audio import codec
from nexus_audio.feed import reading, transcripts
from nexus_audio.feed.cues import kept_utterances, make_cues
from nexus_audio.models import Alignment, Briefing, EditList, Episode, Show
from nexus_audio.pipeline import Job


def caption(job: Job) -> None:
    """Write what was said as captions and as text, on the episode's clock."""
    briefing, edits = job.read("parse", Briefing), job.read("edit", EditList)
    show, episode = job.value("show", Show), job.value("episode", Episode)
    utterances = kept_utterances(job.read("align", Alignment).utterances, edits)
    speaker = _speaker(episode, show)
    cues = make_cues(utterances, edits.duration, speaker)
    told = reading.paragraphs(briefing, utterances, show.language)
    files = {
        "transcript.vtt": transcripts.vtt(cues, show.language),
        "transcript.srt": transcripts.srt(cues),
        "transcript.json": transcripts.json_transcript(cues),
        "transcript.html": reading.html(told, episode.title, speaker, show.language),
        "transcript.txt": reading.plain(told),
        "cues.json": codec.dump_json([codec.to_plain(cue) for cue in cues]),
    }
    for name, text in files.items():
        (job.out / name).write_text(text, encoding="utf-8")


def _speaker(episode: Episode, show: Show) -> str:
    people = (*episode.people, *show.people)
    hosts = (person.name for person in people if person.role.lower() == "host")
    return next(hosts, show.author)
