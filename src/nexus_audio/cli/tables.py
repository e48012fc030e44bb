"""What was built, as tables for a terminal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from nexus_audio.briefing.preview import Preview
from nexus_audio.decisions import written
from nexus_audio.models import Briefing, Deviation
from nexus_audio.review import Doubt, Proposal
from nexus_audio.workspace import Workspace


def clock(milliseconds: float) -> str:
    """A time as people write it: 4:05, or 1:04:05."""
    seconds = int(milliseconds // 1000)
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02}:{seconds % 60:02}" if hours else f"{minutes}:{seconds % 60:02}"


def chapter_table(workspace: Workspace, slug: str) -> Table:
    """The chapters of a built episode."""
    folder = workspace.public / "episodes" / slug
    chapters = json.loads((folder / "chapters.json").read_bytes())["chapters"]
    table = Table(title=Text(workspace.episode(slug).episode.title), title_justify="left")
    table.add_column("Start", justify="right")
    table.add_column("Chapter")
    for chapter in chapters:
        table.add_row(clock(chapter["startTime"] * 1000), Text(chapter["title"]))
    return table


def review_table(doubts: Sequence[Mapping[str, str]]) -> Table:
    """What a person should look at."""
    table = Table(title="Please look at", title_justify="left", show_header=False)
    for doubt in doubts:
        table.add_row(Text(doubt["stage"]), Text(doubt["reason"]))
    return table


def doubt_table(doubts: Sequence[Doubt]) -> Table:
    """The sections that are doubtful, where they are, and why."""
    table = Table(title="Doubtful: please listen", title_justify="left", box=None)
    for name in ("Recording", "Sure", "Section", "Why"):
        table.add_column(name)
    for doubt in doubts:
        where = "skipped" if doubt.start is None else written(doubt.start)
        table.add_row(where, f"{doubt.confidence:.0%}", Text(doubt.heading), Text(doubt.reason))
    return table


def deviation_table(deviations: Sequence[Deviation]) -> Table:
    """What was said otherwise than it is written."""
    table = Table(title="Said otherwise than written", title_justify="left", box=None)
    for name in ("Recording", "Kind", "Written", "Spoken"):
        table.add_column(name)
    for each in deviations:
        texts = (Text(each.written or "—"), Text(each.spoken or "—"))
        table.add_row(written(each.start), str(each.kind), *texts)
    return table


def proposal_lines(proposals: Sequence[Proposal]) -> Iterator[str]:
    """Each passage that was said twice, with the answers that `episode.toml` takes."""
    for proposal in proposals:
        cut, kept = proposal.retake.superseded, proposal.retake.kept
        state = {"": "cut it?", "cut": "is cut", "keep": "stays"}[proposal.decided]
        yield f"\nRetake {proposal.number}: {state}"
        yield f"  {written(cut.start)} to {written(cut.end)}  {proposal.text}"
        yield f"  said again at {written(kept.start)}  {proposal.kept}"
        if not proposal.decided:
            yield f"In episode.toml, or with --cut {proposal.number} (--keep {proposal.number}):"
            yield proposal.answers["cut"].rstrip()


def briefing_table(sections: Sequence[Preview], briefing: Briefing) -> Table:
    """The sections of a briefing as they were understood, with what to expect of each."""
    table = Table(box=None)
    table.add_column("Time", justify="right")
    table.add_column("Words", justify="right")
    table.add_column("Section")
    for preview in sections:
        section = preview.section
        heading = f"{section.emoji} {section.heading}".strip() or "(no heading)"
        text = Text(heading, style="bold").append(
            f"\n{' · '.join(_details(preview, briefing))}", style="not bold dim"
        )
        for link in (link for block in section.blocks for link in block.links):
            text.append(f"\n{link.text} → {link.url}", style="not bold")
        length = clock(preview.minutes * 60_000)
        table.add_row(length, str(preview.words), Padding(text, (0, 0, 0, 2 * section.level - 2)))
    return table


def _details(preview: Preview, briefing: Briefing) -> Iterator[str]:
    section = preview.section
    yield f"{section.kind} for members" if section.members_only else str(section.kind)
    yield ", ".join(preview.languages)
    links = sum(len(block.links) for block in section.blocks)
    if links:
        yield "1 link" if links == 1 else f"{links} links"
    named = [str(each.number) for each in briefing.references if each.section == section.id]
    if named:
        yield f"names issue {', '.join(named)}"
    if preview.names:
        yield f"hard to say: {', '.join(preview.names)}"


def briefing_facts(briefing: Briefing) -> Iterator[str]:
    """What is known of an issue as a whole, a line each."""
    yield f"{briefing.emoji} {briefing.title}".strip()
    facts = {
        "Date": briefing.date,
        "Address": briefing.url,
        "Picture": briefing.image,
        "Filed under": ", ".join(briefing.categories),
        "People": ", ".join(f"{person.name} ({person.role})" for person in briefing.people),
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)
