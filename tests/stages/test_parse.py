from __future__ import annotations

from pathlib import Path

import pytest

from nexus_audio import codec
from nexus_audio.errors import BriefingError
from nexus_audio.events import Event, EventKind
from nexus_audio.models import Briefing
from nexus_audio.pipeline import Job
from nexus_audio.stages.parse import parse


def job(tmp_path: Path, text: str, events: list[Event]) -> Job:
    briefing = tmp_path / "briefing.txt"
    briefing.write_text(text, "utf-8")
    out = tmp_path / "out"
    out.mkdir()
    return Job(
        stage="parse",
        episode="wale",
        inputs={"briefing": briefing},
        values={},
        out=out,
        emit=events.append,
    )


def test_a_briefing_becomes_an_artifact(tmp_path: Path) -> None:
    events: list[Event] = []
    work = job(tmp_path, "Nexus 1: Wale\n\n🌊 Meer\n\nWale singen\n\nUnd wie.\n", events)
    parse(work)
    briefing = codec.read(Briefing, work.out)
    assert [section.id for section in briefing.sections] == ["opening", "meer", "wale-singen"]
    assert [path.name for path in work.out.iterdir()] == ["briefing.json"]
    assert events == []


def test_a_text_without_headings_is_for_a_person_to_look_at(tmp_path: Path) -> None:
    events: list[Event] = []
    parse(job(tmp_path, "Eine Notiz\n\nMehr gibt es nicht.\n", events))
    assert [event.kind for event in events] == [EventKind.REVIEW]


def test_no_briefing_leaves_no_artifact(tmp_path: Path) -> None:
    work = job(tmp_path, "", [])
    with pytest.raises(BriefingError):
        parse(work)
    assert list(work.out.iterdir()) == []
