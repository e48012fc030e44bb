"""When each section starts: its heading, or its first trustworthy hit, and there the sound."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf

from nexus_audio.align.categories import Categories, Category
from nexus_audio.align.clock import Clock
from nexus_audio.align.onset import Islands
from nexus_audio.align.passages import Finding
from nexus_audio.align.placement import Start
from nexus_audio.align.surroundings import Surroundings
from nexus_audio.align.tokens import Written
from nexus_audio.align.topics import Topics
from nexus_audio.models import Section


def place_starts(
    findings: Sequence[Finding],
    sections: Sequence[Section],
    written: Written,
    clock: Clock,
    islands: Islands,
) -> dict[int, Start]:
    """The start of each section that was spoken, by its index.

    From the last to the first, so that each start knows the one it must precede; and then the
    categories, which lie around the sections below them.
    """
    around = Surroundings(written, clock, islands, findings)
    topics = Topics(around)
    starts: dict[int, Start] = {}
    before: float = inf
    for take, passage in around.latest_first():
        start = topics.start(take, passage, before)
        starts[passage.section] = start
        before = start.time
    starts = {index: start for index, start in starts.items() if not topics.only_named(start)}
    texts = {index: start for index, start in starts.items() if sections[index].blocks}
    categories = [
        Category(section=section, own=starts.get(section), below=below)
        for section in range(len(sections))
        if not sections[section].blocks
        and (below := [texts[index] for index in _below(section, sections) if index in texts])
    ]
    return starts | Categories(around, texts).starts(categories)


def with_headings(
    findings: Sequence[Finding], written: Written, clock: Clock, islands: Islands
) -> list[Finding]:
    """The findings, and with them each weak take whose heading stands by itself before it."""
    around = Surroundings(written, clock, islands, findings)
    topics = Topics(around)
    return [
        replace(finding, take=finding.weak) if topics.is_headed(finding.weak) else finding
        for finding in findings
    ]


def _below(section: int, sections: Sequence[Section]) -> Iterator[int]:
    """The sections under a heading."""
    for index in range(section + 1, len(sections)):
        if sections[index].level <= sections[section].level:
            return
        yield index
