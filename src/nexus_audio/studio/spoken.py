"""What the pages of an episode are filled from: the artifacts of its last build."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from nexus_audio import codec
from nexus_audio.config import Settings
from nexus_audio.models import Alignment, Briefing, EditList, Measurement
from nexus_audio.pipeline import Task
from nexus_audio.stages.graph import episode_tasks
from nexus_audio.studio.chapters import Spoken
from nexus_audio.workspace import EpisodeFolder, Workspace

T = TypeVar("T")
NEEDED = ("parse", "measure", "condition", "align", "edit")
"""The stages without which there is nothing to review."""

HEARD = ("measure", "condition", "transcribe", "parse")
"""The stages that nothing depends on what a review changes: as long as these are the same, what
was found of them before is still of this recording and this text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifacts:
    """The artifacts of an episode as it stands, or as it was before the host changed something."""

    workspace: Workspace
    folder: EpisodeFolder
    settings: Settings
    tasks: Mapping[str, Task]
    keys: Mapping[str, str]
    """The key of each stage's artifact that there is."""

    @classmethod
    def of(cls, workspace: Workspace, folder: EpisodeFolder, settings: Settings) -> Artifacts:
        """Those of one episode; raises InputError when it is broken."""
        tasks = episode_tasks(folder, workspace, settings, workspace.numbers())
        now = {name: task.key for name, task in tasks.items() if workspace.store.has(task.key)}
        return cls(
            workspace=workspace,
            folder=folder,
            settings=settings,
            tasks=tasks,
            keys=_remembered(workspace, folder.slug, now) | now,
        )

    @property
    def is_current(self) -> bool:
        """Whether everything is built as it stands."""
        return all(self.keys.get(name) == task.key for name, task in self.tasks.items())

    @property
    def built(self) -> Mapping[str, Task]:
        """The tasks that are done as they stand."""
        return {name: task for name, task in self.tasks.items() if self.keys.get(name) == task.key}

    def has(self, *stages: str) -> bool:
        """Whether there is something of these stages."""
        return all(stage in self.keys for stage in stages)

    def path(self, stage: str) -> Path:
        """The folder of a stage's artifact."""
        return self.workspace.store.path(self.keys[stage])

    def read(self, stage: str, kind: type[T]) -> T:
        """A model that a stage made."""
        return codec.read(kind, self.path(stage))

    @property
    def measurement(self) -> Measurement:
        """How the recording sounds."""
        return self.read("measure", Measurement)

    @property
    def spoken(self) -> Spoken:
        """What chapters are made of."""
        return Spoken(
            briefing=self.read("parse", Briefing),
            alignment=self.read("align", Alignment),
            edits=self.read("edit", EditList),
            episode=self.folder.episode,
            settings=self.settings,
        )


def _remembered(workspace: Workspace, slug: str, now: dict[str, str]) -> dict[str, str]:
    """The keys of the last build of the same recording and text; `now` is remembered for later.

    What the host corrects gives stages new keys; until they are built, the review goes on with
    what it has.
    """
    file = workspace.root / ".nexus" / "studio" / "reviewed" / f"{slug}.json"
    try:
        before: dict[str, str] = json.loads(file.read_bytes())
    except (OSError, ValueError):
        before = {}
    if any(before.get(stage) != now.get(stage) for stage in HEARD):
        before = {}
    if set(NEEDED) <= set(now) and before != now:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_text(json.dumps(before | now), encoding="utf-8")
        fresh.replace(file)
    return {stage: key for stage, key in before.items() if workspace.store.has(key)}
