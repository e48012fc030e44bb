"""Where each episode stands between the first draft and the feed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nexus_audio import codec
from nexus_audio.config import Settings
from nexus_audio.errors import NexusError
from nexus_audio.models import Enclosure
from nexus_audio.pipeline import Task
from nexus_audio.report import review
from nexus_audio.stages.graph import STAGES, episode_tasks
from nexus_audio.stages.publish import documents
from nexus_audio.storages.ledger import published
from nexus_audio.storages.manifest import Content
from nexus_audio.storages.publication import PublishedEpisode
from nexus_audio.workspace import EpisodeFolder, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One episode's state, and what the host does next."""

    slug: str
    name: str
    """draft, broken, unbuilt, started, needs review, ready, published, unpublished, or
    changed since."""
    next: str
    detail: str = ""
    built: bool = False
    """Whether all of it is built as it stands now."""


def states(workspace: Workspace, settings: Settings) -> tuple[State, ...]:
    """The state of every episode, by slug."""
    live = published(workspace.ledger)
    numbers = workspace.numbers()
    return tuple(
        state_of(folder, workspace, settings, numbers, live) for folder in workspace.episodes()
    )


def state_of(
    folder: EpisodeFolder,
    workspace: Workspace,
    settings: Settings,
    numbers: dict[str, int],
    live: dict[str, PublishedEpisode],
) -> State:
    """The state of one episode, among `numbers` of all and what is `live` by guid."""
    slug, build = folder.slug, f"nexus-audio build {folder.slug}"
    if folder.is_draft:
        return State(slug=slug, name="draft", next="put briefing and recording into its folder")
    try:
        tasks = episode_tasks(folder, workspace, settings, numbers)
        episode = folder.episode
    except NexusError as error:
        return State(slug=slug, name="broken", next=error.hint, detail=str(error))
    done = sum(workspace.store.has(task.key) for task in tasks.values())
    built = done == len(STAGES)
    if episode.unpublished:
        return State(slug=slug, name="unpublished", next="", built=built)
    if not built:
        name = "changed since" if episode.guid in live else "started" if done else "unbuilt"
        return State(slug=slug, name=name, next=build, detail=f"{done} of {len(STAGES)} stages")
    return _built(folder, workspace, tasks, live.get(episode.guid))


def _built(
    folder: EpisodeFolder,
    workspace: Workspace,
    tasks: Mapping[str, Task],
    live: PublishedEpisode | None,
) -> State:
    slug = folder.slug
    enclosure = codec.read(Enclosure, workspace.store.path(tasks["render"].key))
    if live and live.enclosure.endswith(enclosure.name):
        if live.documents in ("", _documents(workspace, slug)):
            return State(slug=slug, name="published", next="", built=True)
        return State(slug=slug, name="changed since", next="nexus-audio publish", built=True)
    doubts = review(tasks, workspace.store)
    if doubts:
        reasons = "; ".join(doubt["reason"] for doubt in doubts)
        return State(slug=slug, name="needs review", next=f"look at: {reasons}", built=True)
    return State(slug=slug, name="ready", next="nexus-audio publish", built=True)


def _documents(workspace: Workspace, slug: str) -> str:
    """The hash of an episode's folder as it is laid out for publishing."""
    files = (path for path in (workspace.public / "episodes" / slug).glob("*") if path.is_file())
    return documents(
        {path.relative_to(workspace.public).as_posix(): Content.of(path) for path in files}
    )
