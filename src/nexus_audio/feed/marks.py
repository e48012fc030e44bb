"""The places where a heading may start a chapter, on the episode's clock.

A section that was spoken and kept has one; a skipped one never. A category whose heading
was not read aloud starts with its first topic that was. What the host wrote wins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import SUBJECT, Override
from nexus_audio.feed.titles import emoji_of, plain_title
from nexus_audio.models import (
    AlignedSection,
    Alignment,
    Briefing,
    EditList,
    Milliseconds,
    Section,
    SectionKind,
)

BELOW_CATEGORY = (SectionKind.TOPIC, SectionKind.SUBTOPIC)

_TITLES = {
    SectionKind.OPENING: "Begrüßung",
    SectionKind.FOCUS: "Im Fokus",
    SectionKind.QUOTE: "Zitat",
    SectionKind.PREVIOUS_ISSUES: "Aus früheren Ausgaben",
    SectionKind.CLOSING: "Verabschiedung",
}
"""What a part is called that has no heading of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A heading that may start a chapter."""

    start: Milliseconds
    title: str
    emoji: str
    section: str
    kind: SectionKind
    category: str
    """The id of the category around it; outside of categories, its own id."""
    named: bool
    """Whether the host named it in chapters.toml."""


def find_marks(
    briefing: Briefing, alignment: Alignment, edits: EditList, named: Mapping[str, Override]
) -> Iterator[Mark]:
    """All marks in the briefing's order; raises ConfigError for a start after the end."""
    spoken = {section.id: section for section in alignment.sections}
    categories = _categories(briefing.sections)
    starts = {
        section.id: _start(spoken.get(section.id), named.get(section.id), edits)
        for section in briefing.sections
    }
    for section in briefing.sections:
        below = [starts[each] for each, category in categories.items() if category == section.id]
        start = starts[section.id]
        if start is None:
            start = min((each for each in below if each is not None), default=None)
        mark = _mark(section, start, categories[section.id], named.get(section.id))
        if mark is not None:
            yield mark


def _categories(sections: Sequence[Section]) -> dict[str, str]:
    """The category that each section belongs to; outside of categories, the section itself."""
    categories: dict[str, str] = {}
    current = ""
    for section in sections:
        if section.kind not in BELOW_CATEGORY:
            current = section.id if section.kind is SectionKind.CATEGORY else ""
        categories[section.id] = current or section.id
    return categories


def _start(
    spoken: AlignedSection | None, override: Override | None, edits: EditList
) -> Milliseconds | None:
    if override is not None and override.start is not None:
        start = _first_kept(edits, override.start, None)
        if start is None:
            raise ConfigError(
                f"the start of {override.section!r} lies after the end of the episode",
                subject=SUBJECT,
                hint="Times there count from the start of the recording.",
            )
        return start
    if spoken is None or spoken.start is None:
        return None
    return _first_kept(edits, spoken.start, spoken.end)


def _first_kept(
    edits: EditList, start: Milliseconds, end: Milliseconds | None
) -> Milliseconds | None:
    """The episode's time of the first moment from `start` on that was kept; none if all was cut."""
    for span in edits.kept:
        moment = max(start, span.start)
        if moment < span.end and (end is None or moment < max(end, start + 1)):
            return edits.to_episode(moment)
    return None


def _mark(
    section: Section, start: Milliseconds | None, category: str, override: Override | None
) -> Mark | None:
    written = override.title if override else ""
    title = plain_title(written) or plain_title(section.heading) or _TITLES.get(section.kind, "")
    if start is None or not title or (override and override.drop):
        return None
    return Mark(
        start=start,
        title=title,
        emoji=emoji_of(written) or section.emoji,
        section=section.id,
        kind=section.kind,
        category=category,
        named=override is not None,
    )
