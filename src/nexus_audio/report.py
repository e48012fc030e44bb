"""The figures of one built episode: what came in, what came out, what wants a look."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from nexus_audio import codec
from nexus_audio.models import (
    Alignment,
    Enclosure,
    Loudness,
    Measurement,
    Reading,
    Recording,
    Transcript,
)
from nexus_audio.pipeline import Task
from nexus_audio.stages.align import share_spoken
from nexus_audio.store import Store


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
    """What the stages want a person to look at."""
    return [
        {"stage": name, "reason": reason}
        for name, task in tasks.items()
        for reason in store.facts(task.key)["review"]
    ]


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
