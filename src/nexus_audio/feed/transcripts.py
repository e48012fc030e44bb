"""The transcript in the forms that players, editors and people read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from nexus_audio import codec
from nexus_audio.feed import clock
from nexus_audio.models import Briefing, Cue, Utterance

JSON_VERSION = "1.0.0"
"""The podcast namespace's transcript in JSON (Podcastindex-org, transcripts.md)."""

TYPES = {
    "transcript.vtt": "text/vtt",
    "transcript.srt": "application/x-subrip",
    "transcript.json": "application/json",
    "transcript.txt": "text/plain",
}
"""The media type of each file; WebVTT first, because Apple reads speakers only from it."""


def vtt(cues: Sequence[Cue]) -> str:
    """WebVTT, one line a cue, the speaker in a voice tag."""
    blocks = [f"{_times(cue)}\n{_voice(cue)}{_escaped(' '.join(cue.lines))}\n" for cue in cues]
    return "\n".join(["WEBVTT\n", *blocks])


def srt(cues: Sequence[Cue]) -> str:
    """SubRip, one or two lines a cue; the format knows no speakers."""
    blocks = [
        "\n".join([str(number), _times(cue).replace(".", ","), *cue.lines, ""])
        for number, cue in enumerate(cues, start=1)
    ]
    return "\n".join(blocks)


def json_transcript(cues: Sequence[Cue]) -> str:
    """The podcast namespace's JSON, one segment a cue, times in seconds."""
    segments = [
        {
            "speaker": cue.speaker,
            "startTime": cue.start / 1000,
            "endTime": cue.end / 1000,
            "body": " ".join(cue.lines),
        }
        for cue in cues
    ]
    return codec.dump_json({"version": JSON_VERSION, "segments": segments})


def plain(briefing: Briefing, utterances: Sequence[Utterance]) -> str:
    """What was said, as paragraphs under the headings of the sections.

    A heading that was read aloud stands as it was spoken, the others as they were written.
    """
    paragraphs = _paragraphs(briefing, utterances)
    return "\n\n".join(paragraphs) + "\n" if utterances else ""


def _times(cue: Cue) -> str:
    return f"{clock.full(cue.start)} --> {clock.full(cue.end)}"


def _voice(cue: Cue) -> str:
    return f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""


def _escaped(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)


def _paragraphs(briefing: Briefing, utterances: Sequence[Utterance]) -> Iterator[str]:
    headings = {section.id: section.heading for section in briefing.sections}
    current: str | None = None
    for (section, block), group in groupby(utterances, key=lambda each: (each.section, each.block)):
        text = " ".join(utterance.text for utterance in group)
        entered = section is not None and section != current
        current = section or current
        if block == -1:
            yield _heading(text)
            continue
        if entered and headings.get(current or ""):
            yield _heading(headings[current or ""])
        yield text


def _heading(text: str) -> str:
    return f"{text}\n{'-' * len(text)}"
