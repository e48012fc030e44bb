from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nexus_audio import codec
from nexus_audio.errors import ConfigError
from nexus_audio.events import Event, EventKind
from nexus_audio.feed.chapters import read_chapters
from nexus_audio.models import (
    Alignment,
    Briefing,
    EditList,
    Section,
    SectionKind,
    Span,
)
from nexus_audio.pipeline import Job
from nexus_audio.stages.chapter import chapter
from toy_episode import aligned

SECTIONS = (
    Section(id="hallo", kind=SectionKind.OPENING, level=1, heading=""),
    Section(id="ki", kind=SectionKind.CATEGORY, level=1, heading="KI", emoji="🤖"),
)


def job(folder: Path, overrides: list[dict[str, Any]]) -> Job:
    placed = tuple(
        aligned(section, start, start + 1000)
        for section, start in zip(SECTIONS, (500, 30_000), strict=True)
    )
    models: dict[str, object] = {
        "parse": Briefing(title="Probe", sections=SECTIONS),
        "align": Alignment(sections=placed, adlibs=(), retakes=(), deviations=(), utterances=()),
        "edit": EditList(kept=(Span(start=10_000, end=60_000),)),
    }
    for name, model in models.items():
        (folder / name).mkdir()
        codec.write(model, folder / name)
    (folder / "out").mkdir()
    return Job(
        stage="chapter",
        episode="probe",
        inputs={name: folder / name for name in models},
        values={
            "chapters": {"from": "auto", "shortest": 10},
            "overrides": overrides,
            "episode": {
                "slug": "probe",
                "title": "Probe",
                "date": "2026-11-23T06:00:00+01:00",
                "guid": "6f1c2c54",
                "link": "https://brief.example/1",
            },
        },
        out=folder / "out",
    )


def test_chapters_are_written_on_the_clock_of_the_episode(tmp_path: Path) -> None:
    chapter(job(tmp_path, [{"section": "hallo", "start": "0:10"}]))
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["chapter-list.json"]
    assert [
        (one.start, one.end, one.title, one.emoji, one.link)
        for one in read_chapters(tmp_path / "out")
    ] == [
        (0, 20_000, "Begrüßung", "", "https://brief.example/1#hallo"),
        (20_000, 50_000, "KI", "🤖", "https://brief.example/1#ki"),
    ]


def test_a_correction_for_an_unknown_section_stops_the_build(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no section 'kj'") as caught:
        chapter(job(tmp_path, [{"section": "kj", "drop": True}]))
    assert caught.value.subject == "episodes/probe/chapters.toml"


def test_an_entry_for_what_was_cut_is_to_be_looked_at(tmp_path: Path) -> None:
    told: list[Event] = []
    work = replace(job(tmp_path, [{"section": "ki", "title": "KI"}]), emit=told.append)
    codec.write(EditList(kept=(Span(start=0, end=20_000),)), tmp_path / "edit")
    chapter(work)
    (event,) = told
    assert event.kind is EventKind.REVIEW
    assert "'ki' has no chapter: it was not spoken, or was cut" in event.message
