"""What the pages of an episode are filled from: the artifacts of its last build."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifacts:
    """The artifacts of an episode as it stands, those that there are."""

    workspace: Workspace
    folder: EpisodeFolder
    settings: Settings
    tasks: Mapping[str, Task]

    @classmethod
    def of(cls, workspace: Workspace, folder: EpisodeFolder, settings: Settings) -> Artifacts:
        """Those of one episode; raises InputError when it is broken."""
        tasks = episode_tasks(folder, workspace, settings, workspace.numbers())
        return cls(workspace=workspace, folder=folder, settings=settings, tasks=tasks)

    def has(self, *stages: str) -> bool:
        """Whether these stages are done."""
        return all(self.workspace.store.has(self.tasks[stage].key) for stage in stages)

    def path(self, stage: str) -> Path:
        """The folder of a stage's artifact."""
        return self.workspace.store.path(self.tasks[stage].key)

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
