"""Where the sections of a recording start, before anybody judges it: what calibration looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recordings import Recording

from nexus_audio.align.clock import Clock
from nexus_audio.align.doubts import Doubts, doubts
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import Match, best_path
from nexus_audio.align.placement import Start
from nexus_audio.align.starts import place_starts, with_headings
from nexus_audio.align.tokens import heard_tokens, written_tokens


@dataclass(frozen=True, slots=True)
class Placing:
    """All starts of a recording, by the index of their section, and what speaks against them."""

    recording: Recording
    starts: Mapping[int, Start]
    doubts: Mapping[int, Doubts]


def path_of(recording: Recording) -> list[Match]:
    """The path, which takes most of the time and depends on no weights."""
    return best_path(heard_tokens(recording.transcript), written_tokens(recording.briefing))


def place(recording: Recording, path: Sequence[Match]) -> Placing:
    """What follows from a path."""
    briefing, transcript = recording.briefing, recording.transcript
    written, heard = written_tokens(briefing), heard_tokens(transcript)
    clock = Clock(heard, transcript.words)
    islands = Islands.between(recording.silences, transcript.duration)
    places = findings(passages(path, written), written, len(briefing.sections))
    places = with_headings(places, written, clock, islands)
    starts = place_starts(places, briefing.sections, written, clock, islands)
    return Placing(recording, starts, doubts(starts, places, written, clock, islands))
