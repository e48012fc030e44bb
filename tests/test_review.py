"""What a host looks at in a built episode, and answers to it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import toy_engine
import toy_workspace
from nexus_audio import codec
from nexus_audio.build import build
from nexus_audio.errors import UsageError, WorkspaceError
from nexus_audio.events import ignore
from nexus_audio.models import (
    Alignment,
    Deviation,
    DeviationKind,
    EditList,
    Retake,
    Span,
    Utterance,
    Word,
)
from nexus_audio.review import Review, decide_on, review
from nexus_audio.stages.graph import episode_tasks
from nexus_audio.workspace import EpisodeFolder, Workspace
from toy_workspace import SETTINGS

RETAKE = Retake(
    section="groesse",
    superseded=Span(start=1000, end=2000),
    kept=Span(start=2000, end=4000),
    confidence=0.9,
)


def word(text: str, start: int) -> Word:
    return Word(text=text, start=start, end=start + 900, probability=0.9)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> EpisodeFolder:
    """An episode of four seconds whose alignment is known."""
    toy_engine.install(monkeypatch)
    workspace = toy_workspace.make(tmp_path)
    folder = toy_workspace.add(workspace, "7-a")
    build(workspace, SETTINGS, [folder], ignore)
    tasks = episode_tasks(folder, workspace, SETTINGS, workspace.numbers())
    place = workspace.store.path(tasks["align"].key)
    found = codec.read(Alignment, place)
    first, second, *rest = found.sections
    doubtful = replace(first, review="its heading was not heard", confidence=0.4)
    worse = replace(second, review="its first words were hardly understood", confidence=0.2)
    words = tuple(word(text, 1000 * n) for n, text in enumerate(["Eins", "zwei", "zwei", "drei"]))
    deviation = Deviation(
        section=first.id,
        kind=DeviationKind.NUMBER,
        written="drei",
        spoken="zwei",
        start=1000,
        end=1900,
    )
    codec.write(
        replace(
            found,
            sections=(doubtful, worse, *rest),
            retakes=(RETAKE,),
            deviations=(deviation,),
            utterances=(Utterance(section=None, block=None, language="de", words=words),),
        ),
        place,
    )
    return folder


def look(folder: EpisodeFolder) -> Review:
    return review(Workspace.find(folder.path), SETTINGS, folder.slug)


def test_what_is_most_doubtful_comes_first(folder: EpisodeFolder) -> None:
    found = look(folder)
    assert [doubt.confidence for doubt in found.doubts] == [0.2, 0.4]
    assert [each.written for each in found.deviations] == ["drei"]
    (proposal,) = found.proposals
    assert (proposal.number, proposal.decided) == (1, "")
    assert (proposal.text, proposal.kept) == ("zwei", "zwei drei")
    assert found.open == 3 + len(found.others)


@pytest.mark.parametrize(("keep", "decided", "left"), [(False, "cut", 3000), (True, "keep", 4000)])
def test_an_answer_decides_and_survives_a_rebuild(
    folder: EpisodeFolder, keep: bool, decided: str, left: int
) -> None:
    decide_on(folder, look(folder).proposals, 1, keep=keep)
    after = look(folder)
    assert after.proposals[0].decided == decided
    assert after.open == 2 + len(after.others)
    workspace = Workspace.find(folder.path)
    build(workspace, SETTINGS, [folder], ignore)
    tasks = episode_tasks(folder, workspace, SETTINGS, workspace.numbers())
    edits = codec.read(EditList, workspace.store.path(tasks["edit"].key))
    assert edits.duration == pytest.approx(left, abs=250)
    assert not any(
        doubt["reason"].startswith("retake")
        for doubt in workspace.store.facts(tasks["edit"].key)["review"]
    )
    assert look(folder).proposals[0].decided == decided


def test_a_number_that_there_is_not(folder: EpisodeFolder) -> None:
    before = (folder.path / "episode.toml").read_bytes()
    with pytest.raises(UsageError, match="no retake 2"):
        decide_on(folder, look(folder).proposals, 2, keep=True)
    assert (folder.path / "episode.toml").read_bytes() == before


def test_what_is_not_built_cannot_be_looked_at(folder: EpisodeFolder) -> None:
    (folder.path / "briefing.md").write_text("# A\n\n## B\n\nNeu.\n")
    with pytest.raises(WorkspaceError, match="not built"):
        look(folder)
