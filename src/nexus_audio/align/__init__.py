"""Alignment: which part of the briefing was spoken when, and what was said instead.

tokens → compounds, similarity, sight → path → passages → starts (topics: zone, categories; of all
candidates by headings, onset, surroundings and signs the likeliest: choice) → gaps (ways) →
mentions → utterances (correction, misheard) → sections (doubts, confidence), retakes, deviations.
"""

from __future__ import annotations

from collections.abc import Sequence

from nexus_audio.align.clock import Clock
from nexus_audio.align.correction import respelled, rewrites
from nexus_audio.align.deviations import deviations
from nexus_audio.align.doubts import doubts
from nexus_audio.align.gaps import gaps
from nexus_audio.align.host import Correction, apply_corrections, correct_shown, final_words, unused
from nexus_audio.align.mentions import mentions
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import findings, passages
from nexus_audio.align.path import Match, Progress, best_path
from nexus_audio.align.retakes import retakes
from nexus_audio.align.sections import align_sections
from nexus_audio.align.starts import place_starts, with_headings
from nexus_audio.align.tokens import Heard, heard_tokens, written_tokens
from nexus_audio.align.utterances import adlibs, owners, utterances
from nexus_audio.models import Alignment, Briefing, Span, Transcript

__all__ = ["Correction", "align", "unused"]


def align(
    briefing: Briefing,
    transcript: Transcript,
    silences: Sequence[Span],
    corrections: Sequence[Correction] = (),
    progress: Progress = lambda done, total: None,
) -> Alignment:
    """Find where and how each section of the briefing was spoken, on the recording's clock.

    `corrections` are the host's.
    """
    before = transcript.words
    transcript = apply_corrections(transcript, corrections)
    words = transcript.words
    written, heard = written_tokens(briefing), heard_tokens(transcript)
    path = best_path(heard, written, progress)
    found = passages(path, written)
    places = findings(found, written, len(briefing.sections))
    clock = Clock(heard, words)
    islands = Islands.between(silences, transcript.duration)
    places = with_headings(places, written, clock, islands)
    starts = place_starts(places, briefing.sections, written, clock, islands)
    owner = owners(path, starts, heard, written, words)
    between = list(gaps(path, heard, written))
    named = mentions(path, heard, written)
    final = final_words(before, words)
    spelled = respelled(words, rewrites(path, named, between, heard, written, words, final))
    spoken = utterances(
        owner, _retaken(path, heard), spelled, briefing.sections, written, transcript
    )
    return Alignment(
        sections=align_sections(
            briefing.sections,
            places,
            starts,
            doubts(starts, places, written, clock, islands),
            spoken,
            written,
        ),
        adlibs=adlibs(spoken),
        retakes=retakes(found, briefing.sections, clock, islands),
        deviations=deviations(between, heard, written, briefing.sections, clock),
        utterances=correct_shown(spoken, corrections),
    )


def _retaken(path: Sequence[Match], heard: Heard) -> frozenset[int]:
    """The words with which the path jumps."""
    return frozenset(int(heard.word[match.first_heard]) for match in path if match.jumped)
