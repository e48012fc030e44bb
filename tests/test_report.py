"""The figures of an episode, from its artifacts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import toy_engine
import toy_workspace
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.models import AlignedSection, Section, SectionKind
from nexus_audio.report import report, settled, spoken_pace
from nexus_audio.stages.graph import STAGES
from toy_episode import aligned


def test_a_report_says_what_came_in_and_what_came_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_engine.install(monkeypatch)
    workspace = toy_workspace.make(tmp_path)
    folder = toy_workspace.add(workspace, "7-aehren", seconds=4)
    built = build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    found = report(built.episodes["7-aehren"], workspace.store)
    assert found["source"]["duration"] == found["result"]["duration"] == 4000
    assert found["result"]["integrated"] == pytest.approx(-16, abs=0.5)
    assert found["result"]["true_peak"] <= -1
    assert (found["engine"], found["words"]) == ("toy", 4)
    assert 0 < found["share_read"] <= 1
    assert set(found["seconds"]) == {stage.name for stage in STAGES}
    assert all(seconds >= 0 for seconds in found["seconds"].values())


def test_what_stages_want_reviewed_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toy_engine.install(monkeypatch)
    workspace = toy_workspace.make(tmp_path)
    folder = toy_workspace.add(workspace, "7-aehren")
    (folder.path / "corrections.toml").write_text('[[word]]\nheard = "Moin"\nwrite = "Mein"\n')
    built = build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    reasons = [doubt["reason"] for doubt in built.review["7-aehren"]]
    assert "corrections.toml: 'Moin' stands nowhere in the transcript" in reasons
    again = build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    assert again.review == built.review
    assert report(built.episodes["7-aehren"], workspace.store)["review"] == [
        {"stage": "align", "reason": reason} for reason in reasons
    ]


def test_the_pace_is_measured_over_all_episodes(tmp_path: Path) -> None:
    assert spoken_pace(tmp_path) is None
    for slug, words, minutes in (("a", 300, 2), ("b", 100, 1)):
        folder = tmp_path / "episodes" / slug
        folder.mkdir(parents=True)
        figures = {"words": words, "result": {"duration": minutes * 60_000}}
        (folder / "report.json").write_text(json.dumps(figures), "utf-8")
    broken = tmp_path / "episodes" / "c"
    broken.mkdir()
    (broken / "report.json").write_text("{", "utf-8")
    assert spoken_pace(tmp_path) == pytest.approx(400 / 3)


def placed(start: int | None) -> AlignedSection:
    section = Section(id="a", kind=SectionKind.TOPIC, level=2, heading="A")
    found = aligned(section, start, None if start is None else start + 1000)
    return replace(found, confidence=0.1, review="doubtful")


@pytest.mark.parametrize(
    ("said", "start", "expected"),
    [
        ({"start": "1:00"}, 5_000, True),
        ({"drop": True}, 5_000, True),
        ({"title": "Neu"}, 5_000, False),
        ({"right": "0:05.000"}, 5_000, True),
        ({"right": "0:05.000"}, 5_400, True),
        ({"right": "0:05.000"}, 6_000, False),
        ({"right": "skipped"}, None, True),
        ({"right": "skipped"}, 5_000, False),
        ({"right": "0:05.000"}, None, False),
        ({}, None, False),
    ],
)
def test_a_doubt_is_settled_by_the_hosts_word(
    said: dict[str, object], start: int | None, expected: bool
) -> None:
    found = settled([{"section": "a", **said}, {"start": "1:00", "title": "B"}], [placed(start)])
    assert bool(found) is expected
