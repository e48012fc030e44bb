"""The transcript in the timed forms, which players and editors read: one cue, one entry."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from nexus_audio import codec
from nexus_audio.feed import clock
from nexus_audio.feed.languages import is_foreign
from nexus_audio.models import Cue

JSON_VERSION = "1.0.0"
"""The podcast namespace's transcript in JSON (Podcastindex-org, transcripts.md)."""

LINE = 65
"""Characters that Apple allows a line of WebVTT."""

TYPES = {
    "transcript.vtt": "text/vtt",
    "transcript.srt": "application/x-subrip",
    "transcript.json": "application/json",
    "transcript.html": "text/html",
    "transcript.txt": "text/plain",
}
"""The media type of each file; WebVTT first, because Apple reads speakers only from it."""


def vtt(cues: Sequence[Cue], language: str = "de") -> str:
    """WebVTT with the speaker of each cue, and its language where that is not the transcript's."""
    blocks = [f"{_times(cue)}\n{_voice(cue)}{_spoken(cue, language)}\n" for cue in cues]
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


def _times(cue: Cue) -> str:
    return f"{clock.full(cue.start)} --> {clock.full(cue.end)}"


def _voice(cue: Cue) -> str:
    return f"<v {_escaped(cue.speaker)}>" if cue.speaker else ""


def _spoken(cue: Cue, language: str) -> str:
    """One line, or two where a long word makes it too long."""
    between = " " if len(" ".join(cue.lines)) <= LINE else "\n"
    text = between.join(_escaped(line) for line in cue.lines)
    foreign = is_foreign(cue.language, language)
    return f"<lang {_escaped(cue.language)}>{text}</lang>" if foreign else text


def _escaped(text: str) -> str:
    return escape(" ".join(text.split()), quote=False)
