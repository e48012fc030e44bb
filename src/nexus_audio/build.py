"""Building episodes and the show's feed: plan, run, lay out, check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from filelock import FileLock

from nexus_audio import public
from nexus_audio.arrival import wait_until_whole
from nexus_audio.config import Settings
from nexus_audio.errors import InputError, NexusError
from nexus_audio.events import Event, EventKind, Sink
from nexus_audio.executors import open_executor
from nexus_audio.feed.check import Finding
from nexus_audio.pipeline import Task, missing, run
from nexus_audio.report import review
from nexus_audio.site.assets import assets, cover_name
from nexus_audio.site.neighbours import neighbours
from nexus_audio.stages.check import check
from nexus_audio.stages.graph import FEED, episode_tasks, feed_task
from nexus_audio.workspace import EpisodeFolder, Workspace

Tasks = Mapping[str, Task]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build brought about."""

    episodes: Mapping[str, Tasks]
    """The tasks of each episode that is in the feed, by slug."""
    changed: tuple[str, ...]
    """The files of the public tree that are new or other than before."""
    findings: tuple[Finding, ...]
    """What the check of the feed wants improved."""
    review: Mapping[str, Sequence[Mapping[str, str]]]
    """What a person should look at, by slug."""


def plan(workspace: Workspace, settings: Settings, folders: Sequence[EpisodeFolder]) -> list[Task]:
    """The stages of these episodes that a build would run."""
    numbers = workspace.numbers()
    every = [episode_tasks(folder, workspace, settings, numbers) for folder in folders]
    return list(missing([task for tasks in every for task in tasks.values()], workspace.store))


def build(
    workspace: Workspace, settings: Settings, folders: Sequence[EpisodeFolder], emit: Sink
) -> Built:
    """Build episodes, the feed of all that are built, and the public tree.

    Every episode is tried; the first error is raised when all that can be done
    is done, and the public tree then stays as it was.
    """
    for folder in folders:
        wait_until_whole(folder.recordings, emit, episode=folder.slug)
    numbers = workspace.numbers()
    named = {folder.slug: episode_tasks(folder, workspace, settings, numbers) for folder in folders}
    with open_executor(settings.build.executor, settings.build.jobs, emit) as executor:
        tasks = [task for one in named.values() for task in one.values()]
        _raise_first(run(tasks, workspace.store, executor.submit, emit))
        complete = {
            slug: one
            for slug, one in named.items()
            if not workspace.episode(slug).episode.unpublished
        } | _already_built(workspace, settings, named, numbers, emit)
        feed = _feed(workspace, settings, complete)
        _raise_first(run([feed], workspace.store, executor.submit, emit))
    changed = _lay_out(workspace, complete, feed)
    return Built(
        episodes=complete,
        changed=changed,
        findings=check(workspace.public, settings.storage.public_url),
        review={slug: review(one, workspace.store) for slug, one in complete.items()},
    )


def needed(workspace: Workspace, settings: Settings) -> frozenset[str]:
    """The keys of all artifacts that the workspace is made of as it stands.

    Raises InputError when an episode cannot be read: then nobody knows which it needs.
    """
    numbers = workspace.numbers()
    folders = [folder for folder in workspace.episodes() if not folder.is_draft]
    every = {folder.slug: episode_tasks(folder, workspace, settings, numbers) for folder in folders}
    built = {
        slug: tasks
        for slug, tasks in every.items()
        if all(workspace.store.has(task.key) for task in tasks.values())
        and not workspace.episode(slug).episode.unpublished
    }
    feed = _feed(workspace, settings, built)
    return frozenset({feed.key, *(task.key for tasks in every.values() for task in tasks.values())})


def _raise_first(failed: Mapping[str, NexusError]) -> None:
    for error in failed.values():
        raise error


def _already_built(
    workspace: Workspace,
    settings: Settings,
    named: Mapping[str, Tasks],
    numbers: Mapping[str, int],
    emit: Sink,
) -> dict[str, Tasks]:
    """The episodes that nobody asked for now, but which stand finished in the store."""
    found: dict[str, Tasks] = {}
    for folder in workspace.episodes():
        if folder.slug in named or folder.is_draft:
            continue
        try:
            if folder.episode.unpublished:
                continue
            tasks = episode_tasks(folder, workspace, settings, numbers)
            finished = all(workspace.store.has(task.key) for task in tasks.values())
        except InputError as error:
            emit(_left_out(folder, str(error)))
            continue
        if finished:
            found[folder.slug] = tasks
        else:
            emit(_left_out(folder, "it is not built as it stands"))
    return found


def _left_out(folder: EpisodeFolder, reason: str) -> Event:
    return Event(
        kind=EventKind.REVIEW,
        stage=FEED.name,
        episode=folder.slug,
        message=f"left out of the feed: {reason}",
    )


def _feed(workspace: Workspace, settings: Settings, episodes: Mapping[str, Tasks]) -> Task:
    name = cover_name(workspace.cover)
    return feed_task(
        dict(sorted(episodes.items())),
        [workspace.episode(slug).episode for slug in sorted(episodes)],
        workspace,
        settings,
        settings.storage.public_url + name if name else "",
    )


def _lay_out(workspace: Workspace, episodes: Mapping[str, Tasks], feed: Task) -> tuple[str, ...]:
    shown = [workspace.episode(slug).episode for slug in episodes]
    files = public.tree(
        episodes,
        feed,
        workspace.store,
        assets=assets(workspace.templates),
        cover=workspace.cover,
        neighbours=neighbours(workspace.show, shown, workspace.templates),
    )
    with FileLock(workspace.root / ".nexus" / "public.lock"):
        return public.write(files, workspace.public)
