"""What others may rely on beside the page: the alignment and the waveform of an episode.

Both are on the episode's clock, and tell nothing of what the edit list cut.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from nexus_audio import codec
from nexus_audio.models import (
    AlignedSection,
    Alignment,
    Briefing,
    EditList,
    Measurement,
    Milliseconds,
    Reading,
    Span,
    Utterance,
)

SCHEMA = 1
WAVEFORM_VERSION = 1


def alignment_json(
    briefing: Briefing, alignment: Alignment, utterances: Sequence[Utterance], edits: EditList
) -> str:
    """How the text was spoken; `utterances` are on the episode's clock already."""
    hidden = {section.id for section in briefing.sections if section.members_only}
    moved = (_section(section, edits) for section in alignment.sections)
    sections = [each for each in moved if each.start is not None or each.id not in hidden]
    return codec.dump_json(
        {
            "schema": SCHEMA,
            "sections": [codec.to_plain(section) for section in sections],
            "adlibs": list(_adlibs(alignment, utterances, edits)),
            "retakes": list(_retakes(alignment, edits)),
            "deviations": list(_deviations(alignment, edits)),
        }
    )


def waveform_json(measurement: Measurement, edits: EditList) -> str:
    """The peaks of an episode, 0 to 127, one for each interval."""
    interval = measurement.peak_interval
    last = len(measurement.peaks) - 1
    moments = range(0, edits.duration, interval) if last >= 0 else ()
    peaks = [
        measurement.peaks[min(edits.to_recording(moment) // interval, last)] for moment in moments
    ]
    drawn = {"version": WAVEFORM_VERSION, "interval_ms": interval, "peaks": peaks}
    # Of an hour there are 72,000 peaks, which phones fetch: no line for each.
    return json.dumps(drawn, separators=(",", ":")) + "\n"


def on_episode(start: Milliseconds, end: Milliseconds, edits: EditList) -> Span | None:
    """What is left of a stretch of the recording, on the episode's clock; none if all was cut."""
    parts = edits.parts(start, max(end, start + 1))
    return Span(start=parts[0].start, end=parts[-1].end) if parts else None


def _section(section: AlignedSection, edits: EditList) -> AlignedSection:
    """The section where the episode has it; one that was cut is skipped there."""
    start, end = section.start, section.end
    span = None if start is None or end is None else on_episode(start, end, edits)
    if span is None:
        return replace(section, reading=Reading.SKIPPED, start=None, end=None)
    return replace(section, start=span.start, end=span.end)


def _adlibs(
    alignment: Alignment, utterances: Sequence[Utterance], edits: EditList
) -> Iterator[dict[str, Any]]:
    free = [word for each in utterances if each.section is None for word in each.words]
    for adlib in alignment.adlibs:
        span = on_episode(adlib.start, adlib.end, edits)
        if span is None:
            continue
        # The words that were kept: a part of an ad-lib may have been cut.
        words = [word.text for word in free if span.start <= word.start < span.end]
        if words:
            yield _times(span) | {"text": " ".join(words), "after": adlib.after}


def _retakes(alignment: Alignment, edits: EditList) -> Iterator[dict[str, Any]]:
    for retake in alignment.retakes:
        kept = on_episode(retake.kept.start, retake.kept.end, edits)
        if kept is None:
            continue
        superseded = on_episode(retake.superseded.start, retake.superseded.end, edits)
        # A take that was cut is an empty stretch before the one that counts.
        first = superseded or Span(start=kept.start, end=kept.start)
        yield {
            "section": retake.section,
            "superseded": [first.start, first.end],
            "kept": [kept.start, kept.end],
            "confidence": retake.confidence,
        }


def _deviations(alignment: Alignment, edits: EditList) -> Iterator[dict[str, Any]]:
    for deviation in alignment.deviations:
        span = on_episode(deviation.start, deviation.end, edits)
        # One that was cut into would tell words that the episode does not have.
        if span and span.end - span.start >= deviation.end - deviation.start:
            yield codec.to_plain(deviation) | _times(span)


def _times(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end}
