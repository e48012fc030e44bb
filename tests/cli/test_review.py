from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

import toy_workspace
from nexus_audio import codec
from nexus_audio.build import build
from nexus_audio.events import ignore
from nexus_audio.models import Alignment, Retake, Span
from nexus_audio.stages.graph import episode_tasks
from nexus_audio.workspace import Workspace

Run = Callable[..., tuple[int, list[dict[str, Any]]]]
Say = Callable[..., str]


@pytest.fixture
def built(workspace: Workspace) -> Workspace:
    """An episode with two retakes."""
    folder = toy_workspace.add(workspace, "7-a")
    build(workspace, toy_workspace.SETTINGS, [folder], ignore)
    tasks = episode_tasks(folder, workspace, toy_workspace.SETTINGS, workspace.numbers())
    place = workspace.store.path(tasks["align"].key)
    spans = [Span(start=1000 * n, end=1000 * n + 1000) for n in range(3)]
    retakes = tuple(
        Retake(section="groesse", superseded=first, kept=second, confidence=0.9)
        for first, second in pairwise(spans)
    )
    codec.write(replace(codec.read(Alignment, place), retakes=retakes), place)
    return workspace


def test_review_lists_for_programs(built: Workspace, run: Run) -> None:
    code, lines = run("review", "7-a")
    retakes = [line for line in lines if line["type"] == "retake"]
    assert [line["number"] for line in retakes] == [1, 2]
    assert tomllib.loads(retakes[0]["answers"]["keep"])["cut"][0]["keep"] is True
    assert (code, lines[-1]["retakes"]) == (3, 2)


def test_review_lists_for_people_with_answers_to_paste(built: Workspace, say: Say) -> None:
    said = say("review", "7-a")
    assert "Retake 2" in said
    assert "[[cut]]" in said
    assert "--cut 1" in said


def test_answers_are_written_down(built: Workspace, run: Run, say: Say) -> None:
    _, lines = run("review", "7-a", "--cut", "1", "--keep", "2")
    assert [line["decided"] for line in lines if line["type"] == "retake"] == ["cut", "keep"]
    cuts = tomllib.loads((built.episode("7-a").path / "episode.toml").read_text())["cut"]
    assert [cut.get("keep", False) for cut in cuts] == [False, True]
    assert "is cut" in say("review", "7-a")


@pytest.mark.parametrize(
    "arguments", [("--cut", "9"), ("--cut", "1", "--keep", "1"), ("--cut", "x")]
)
def test_wrong_numbers_change_nothing(
    built: Workspace, run: Run, arguments: tuple[str, ...]
) -> None:
    before = (built.episode("7-a").path / "episode.toml").read_bytes()
    assert run("review", "7-a", *arguments)[0] == 2
    assert (built.episode("7-a").path / "episode.toml").read_bytes() == before


def test_an_episode_that_is_not_built(workspace: Workspace, run: Run) -> None:
    toy_workspace.add(workspace, "7-a")
    assert run("review", "7-a")[0] == 15
