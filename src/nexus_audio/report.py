"""The figures of one built episode: what came in, what came out, what wants a look."""

from __future__ import annotations

from collections.abc import Mapping
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
from nexus_audio.store import Store


def report(tasks: Mapping[str, Task], store: Store) -> dict[str, Any]:
    """What `report.json` holds; loudness in LUFS, LU and dBTP, durations in ms, stages in s."""
    folders = {name: store.path(task.key) for name, task in tasks.items()}
    source = codec.read(Measurement, folders["measure"])
    recording = codec.read(Recording, folders["ingest"])
    transcript = codec.read(Transcript, folders["transcribe"])
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
        "share_read": round(_share_read(alignment), 3),
        "review": review(alignment),
        "seconds": {name: store.facts(task.key)["seconds"] for name, task in tasks.items()},
    }


def review(alignment: Alignment) -> list[dict[str, str]]:
    """What a person should look at, with the reason."""
    return [
        {"section": section.id, "heading": section.heading, "reason": section.review}
        for section in alignment.sections
        if section.review
    ]


def _result(enclosure: Enclosure) -> dict[str, Any]:
    return {
        "enclosure": enclosure.name,
        "length": enclosure.length,
        "duration": enclosure.duration,
        **_loudness(enclosure.loudness),
    }


def _share_read(alignment: Alignment) -> float:
    spoken = [section for section in alignment.sections if section.reading != Reading.SKIPPED]
    return len(spoken) / len(alignment.sections) if alignment.sections else 0.0


def _loudness(loudness: Loudness) -> dict[str, float]:
    return {
        "integrated": loudness.integrated,
        "range": loudness.range,
        "true_peak": loudness.true_peak,
    }
