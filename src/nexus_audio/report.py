"""The figures of one built episode: what came in, what came out, what wants a look."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from nexus_audio import codec
from nexus_audio.feed import clock
from nexus_audio.models import (
    AlignedSection,
    Alignment,
    Enclosure,
    Loudness,
    Measurement,
    Milliseconds,
    Reading,
    Recording,
    Transcript,
)
from nexus_audio.pipeline import Task
from nexus_audio.stages.align import share_spoken
from nexus_audio.store import Store

SKIPPED = "skipped"
"""What `right` says of a section that rightly has no place."""

_SAME: Milliseconds = 500
"""A place that moved by more since the host looked is to be looked at again."""


def report(tasks: Mapping[str, Task], store: Store) -> dict[str, Any]:
    """What `report.json` holds; loudness in LUFS, LU and dBTP, durations in ms, stages in s."""
    folders = {name: store.path(task.key) for name, task in tasks.items()}
    source = codec.read(Measurement, folders["measure"])
    recording = codec.read(Recording, folders["ingest"])
    transcript = codec.read(Transcript, folders["rehear"])
    alignment = codec.read(Alignment, folders["align"])
    enclosure = codec.read(Enclosure, folders["render"])
    return {
        "schema": 1,
        "source": {
            "codec": recording.codec,
            "duration": recording.duration,
            "cured": list(recording.cured),
            **_loudness(source.loudness),
        },
        "result": _result(enclosure),
        "alternates": [_result(alternate) for alternate in enclosure.alternates],
        "engine": transcript.engine,
        "model": transcript.model,
        "words": len(transcript.words),
        "share_read": round(share_spoken(alignment), 3),
        "skipped": [
            section.heading or section.id
            for section in alignment.sections
            if section.reading == Reading.SKIPPED
        ],
        "review": review(tasks, store),
        "seconds": {name: store.facts(task.key)["seconds"] for name, task in tasks.items()},
    }


def review(tasks: Mapping[str, Task], store: Store) -> list[dict[str, str]]:
    """What the stages want a person to look at, less what the host has settled."""
    told = [
        {"stage": name, "reason": reason}
        for name, task in tasks.items()
        for reason in store.facts(task.key)["review"]
    ]
    answered = _answered(tasks, store) if told else frozenset()
    return [one for one in told if one["reason"] not in answered]


def settled(
    overrides: Iterable[Mapping[str, Any]], sections: Iterable[AlignedSection]
) -> frozenset[str]:
    """The ids of the sections whose place the host gave, or found right where it is now."""
    written = {str(one["section"]): one for one in overrides if one.get("section")}
    return frozenset(
        one.id for one in sections if one.id in written and _is_settled(written[one.id], one.start)
    )


def _is_settled(override: Mapping[str, Any], start: Milliseconds | None) -> bool:
    right = str(override.get("right", ""))
    if override.get("start") is not None or override.get("drop"):
        return True
    if start is None or right in ("", SKIPPED):
        return start is None and right == SKIPPED
    return abs(clock.parse(right) - start) <= _SAME


def _answered(tasks: Mapping[str, Task], store: Store) -> frozenset[str]:
    """The reasons of stage align that the host has settled."""
    known = "chapter" in tasks and "align" in tasks
    overrides = tasks["chapter"].values["overrides"] if known else ()
    if not overrides:
        return frozenset()
    sections = codec.read(Alignment, store.path(tasks["align"].key)).sections
    found = settled(overrides, sections)
    return frozenset(
        f"{one.heading or one.id}: {one.review}" for one in sections if one.id in found
    )


def spoken_pace(public: Path) -> float | None:
    """Words a minute over all episodes in a built tree; none where there are no figures."""
    words, minutes = 0, 0.0
    for file in public.glob("episodes/*/report.json"):
        with suppress(ValueError, KeyError, TypeError, OSError):
            figures = json.loads(file.read_bytes())
            count, duration = figures["words"], figures["result"]["duration"] / 60_000
            words, minutes = words + count, minutes + duration
    return words / minutes if words and minutes else None


def _result(enclosure: Enclosure) -> dict[str, Any]:
    return {
        "enclosure": enclosure.name,
        "length": enclosure.length,
        "duration": enclosure.duration,
        **_loudness(enclosure.loudness),
    }


def _loudness(loudness: Loudness) -> dict[str, float]:
    return {
        "integrated": loudness.integrated,
        "range": loudness.range,
        "true_peak": loudness.true_peak,
    }
