"""`nexus-audio build`: from what people wrote to feed/public/."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from nexus_audio.cli.call import Call, shared_options

if TYPE_CHECKING:
    from nexus_audio.build import Built
    from nexus_audio.pipeline import Task
    from nexus_audio.workspace import EpisodeFolder, Workspace

NEEDS_REVIEW = 3


@click.command()
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("--all", "everything", is_flag=True, help="Build every episode with a recording.")
@click.option("--jobs", type=click.IntRange(0, 512), help="How many stages run at a time.")
@click.option("--executor", help="Who runs the stages: process or inline.")
@click.option("--dry-run", is_flag=True, help="Only say which stages would run.")
@shared_options
@click.pass_obj
def command(
    call: Call,
    slugs: Sequence[str],
    everything: bool,
    jobs: int | None,
    executor: str | None,
    dry_run: bool,
) -> int:
    """Build the episodes named by SLUG, and the feed, into feed/public/.

    What is built already is not built again. Without SLUG and --all, the one
    episode of the workspace is built.
    """
    from nexus_audio.build import build, plan  # noqa: PLC0415 -- --help must be quick
    from nexus_audio.cli.progress import reporter  # noqa: PLC0415

    workspace = call.workspace
    settings = call.load(build__jobs=jobs, build__executor=executor).settings
    folders = _chosen(call, workspace, slugs, everything)
    if dry_run:
        return _tell_plan(call, plan(workspace, settings, folders))
    with reporter(call, len(folders)) as emit:
        built = build(workspace, settings, folders, emit)
    return _tell(call, workspace, built, [folder.slug for folder in folders])


def _chosen(
    call: Call, workspace: Workspace, slugs: Sequence[str], everything: bool
) -> Sequence[EpisodeFolder]:
    if slugs and everything:
        raise click.UsageError("Give either slugs or --all.")
    if slugs:
        return [workspace.episode(slug) for slug in dict.fromkeys(slugs)]
    known = workspace.episodes()
    if everything and known:
        return _recorded(call, known)
    if len(known) != 1:
        names = ", ".join(folder.slug for folder in known) or "none yet"
        raise click.UsageError(f"Which episode? Give its slug, or --all. Episodes: {names}.")
    return known


def _recorded(call: Call, known: Sequence[EpisodeFolder]) -> Sequence[EpisodeFolder]:
    """The episodes that have their recording; the others are told, not built."""
    for draft in (folder for folder in known if folder.is_draft):
        call.line("draft", episode=draft.slug)
        call.console.print(f"{draft.slug}: still a draft, not built")
    recorded = [folder for folder in known if not folder.is_draft]
    if not recorded:
        raise click.UsageError("Every episode is still a draft: put a recording into its folder.")
    return recorded


def _tell_plan(call: Call, tasks: Sequence[Task]) -> int:
    for task in tasks:
        call.line("plan", episode=task.episode, stage=task.stage)
        call.console.print(f"{task.episode}  {task.stage}")
    if not tasks:
        call.console.print("Nothing to do: every episode is built as it stands.")
    return call.result(stages=len(tasks))


def _tell(call: Call, workspace: Workspace, built: Built, slugs: Sequence[str]) -> int:
    from nexus_audio.cli.tables import chapter_table, review_table  # noqa: PLC0415

    console = call.console
    for slug in slugs:
        console.print(chapter_table(workspace, slug))
        if built.review[slug]:
            console.print(review_table(built.review[slug]))
    for finding in built.findings:
        console.print(f"{finding.level}: {finding.message}. {finding.fix}")
    if not built.changed:
        console.print("Nothing had to change.")
    console.print(f"The feed and the pages are in {workspace.public}.")
    review = {slug: list(built.review[slug]) for slug in slugs}
    return call.result(
        NEEDS_REVIEW if any(review.values()) else 0,
        episodes=list(slugs),
        changed=len(built.changed),
        review=review,
        public=str(workspace.public),
    )
