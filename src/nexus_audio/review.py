"""What a host should look at in a built episode, and the host's answers to what is proposed.

All times are on the recording's clock.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nexus_audio import codec
from nexus_audio.config import Settings
from nexus_audio.decisions import answer, decide, decision_on, question, read_decisions
from nexus_audio.errors import UsageError, WorkspaceError
from nexus_audio.models import Alignment, Deviation, Milliseconds, Retake, Span
from nexus_audio.pipeline import Task
from nexus_audio.report import review as told
from nexus_audio.report import settled
from nexus_audio.stages.graph import episode_tasks
from nexus_audio.workspace import EpisodeFolder, Workspace

_WHY = "said again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A section whose start, or whose absence, wants a person's look."""

    section: str
    heading: str
    start: Milliseconds | None
    confidence: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A passage that was spoken twice: the first take could be cut."""

    number: int
    """Counted from 1 in spoken order; it stays the same when others are decided on."""
    retake: Retake
    text: str
    """What would be cut, as it was heard."""
    kept: str
    """The take that counts."""
    decided: str
    """`cut`, `keep`, or empty as long as the host has not said."""
    answers: Mapping[str, str]
    """The tables for `episode.toml`, by `cut` and `keep`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """All that there is to look at in one episode."""

    slug: str
    doubts: tuple[Doubt, ...]
    """The most doubtful first."""
    deviations: tuple[Deviation, ...]
    """In spoken order."""
    proposals: tuple[Proposal, ...]
    others: tuple[Mapping[str, str], ...]
    """What other stages than the alignment tell: `stage` and `reason`."""

    @property
    def open(self) -> int:
        """How many things wait for the host: doubts, other reasons, undecided proposals."""
        undecided = sum(not proposal.decided for proposal in self.proposals)
        return len(self.doubts) + len(self.others) + undecided


def review(workspace: Workspace, settings: Settings, slug: str) -> Review:
    """What to look at in an episode; raises WorkspaceError when it is not aligned as it stands."""
    folder = workspace.episode(slug)
    tasks = episode_tasks(folder, workspace, settings, workspace.numbers())
    alignment = _alignment(tasks, workspace, slug)
    built = {name: task for name, task in tasks.items() if workspace.store.has(task.key)}
    return review_of(folder, alignment, told(built, workspace.store))


def review_of(
    folder: EpisodeFolder, alignment: Alignment, reasons: Sequence[Mapping[str, str]]
) -> Review:
    """What to look at in an alignment; `reasons` are those that the stages tell."""
    return Review(
        slug=folder.slug,
        doubts=_doubts(alignment, settled(folder.overrides, alignment.sections)),
        deviations=alignment.deviations,
        proposals=_proposals(alignment, folder),
        others=_others(reasons, alignment),
    )


def decide_on(
    folder: EpisodeFolder, proposals: Sequence[Proposal], number: int, *, keep: bool
) -> None:
    """Write the host's answer to a proposal into `episode.toml`.

    Raises UsageError for a number that there is not.
    """
    found = next((each for each in proposals if each.number == number), None)
    if found is None:
        raise UsageError(
            f"there is no retake {number}",
            hint=f"nexus-audio review {folder.slug} lists them with their numbers.",
        )
    decide(folder.path / "episode.toml", found.retake.superseded, keep=keep, why=_WHY)


def _alignment(tasks: Mapping[str, Task], workspace: Workspace, slug: str) -> Alignment:
    key = tasks["align"].key
    if not workspace.store.has(key):
        raise WorkspaceError(
            "it is not built as it stands", subject=slug, hint=f"nexus-audio build {slug}"
        )
    return codec.read(Alignment, workspace.store.path(key))


def _doubts(alignment: Alignment, answered: frozenset[str]) -> tuple[Doubt, ...]:
    found = (
        Doubt(
            section=section.id,
            heading=section.heading or section.id,
            start=section.start,
            confidence=section.confidence,
            reason=section.review,
        )
        for section in alignment.sections
        if section.review and section.id not in answered
    )
    return tuple(sorted(found, key=lambda doubt: doubt.confidence))


def _proposals(alignment: Alignment, folder: EpisodeFolder) -> tuple[Proposal, ...]:
    decisions = read_decisions(folder.episode.cut)
    found = []
    for number, retake in enumerate(alignment.retakes, 1):
        decision = decision_on(retake, decisions)
        span = retake.superseded
        found.append(
            Proposal(
                number=number,
                retake=retake,
                text=_said(alignment, span),
                kept=_said(alignment, retake.kept),
                decided="" if decision is None else "keep" if decision.keep else "cut",
                answers={
                    "cut": answer(span, keep=False, why=_WHY),
                    "keep": answer(span, keep=True, why=_WHY),
                },
            )
        )
    return tuple(found)


def _said(alignment: Alignment, span: Span) -> str:
    """The words of a stretch; one that begins a little early is of it with its middle."""
    return " ".join(
        word.text
        for utterance in alignment.utterances
        for word in utterance.words
        if span.start <= (word.start + word.end) // 2 < span.end
    )


def _others(
    reasons: Sequence[Mapping[str, str]], alignment: Alignment
) -> tuple[Mapping[str, str], ...]:
    """What the stages tell beside the doubts and proposals that are listed with more detail."""
    listed = {f"{one.heading or one.id}: {one.review}" for one in alignment.sections}
    listed |= {question(number, one) for number, one in enumerate(alignment.retakes, 1)}
    return tuple(reason for reason in reasons if reason["reason"] not in listed)
