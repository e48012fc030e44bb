"""The places where a chapter may start, on the episode's clock.

A section that was spoken and kept has one; a skipped one never. A category whose heading
was not read aloud starts with its first topic that was. What the host wrote wins, and may
start a chapter anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.errors import ConfigError
from nexus_audio.feed.overrides import SUBJECT, Override
from nexus_audio.feed.titles import emoji_of, part_title, plain_title
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place that may start a chapter."""

    start: Milliseconds
    title: str
    emoji: str = ""
    section: str = ""
    kind: SectionKind | None = None
    """None for what is not in the text: a chapter of the host's own, and an ad-lib."""
    category: str = ""
    """The id of the category around it; outside of categories, its own id."""
    named: bool = False
    """Whether it is in chapters.toml."""


def find_marks(
    briefing: Briefing, alignment: Alignment, edits: EditList, overrides: Sequence[Override]
) -> Iterator[Mark]:
    """All marks; raises ConfigError for a start after the end of the episode."""
    spoken = {section.id: section for section in alignment.sections}
    named = {each.section: each for each in overrides if each.section and each.changes}
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
        override = named.get(section.id)
        title = _title(section, override, briefing.language)
        if start is not None and title and not (override and override.drop):
            yield _mark(section, start, title, categories[section.id], override)
    yield from (_own(override, edits) for override in overrides if not override.section)


def first_kept(
    edits: EditList, start: Milliseconds, end: Milliseconds | None = None
) -> Milliseconds | None:
    """The episode's time of the first moment from `start` on that was kept; none if all was cut."""
    last = max((span.end for span in edits.kept), default=0) if end is None else end
    parts = edits.parts(start, max(last, start + 1))
    return parts[0].start if parts else None


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
        return _given_start(override, override.start, edits)
    if spoken is None or spoken.start is None:
        return None
    return first_kept(edits, spoken.start, spoken.end)


def _given_start(override: Override, given: Milliseconds, edits: EditList) -> Milliseconds:
    start = first_kept(edits, given)
    if start is None:
        raise ConfigError(
            f"the start of {override.section or override.title!r} lies after the end"
            " of the episode",
            subject=SUBJECT,
            hint="Times there count from the start of the recording.",
        )
    return start


def _title(section: Section, override: Override | None, language: str) -> str:
    written = plain_title(override.title) if override else ""
    return written or plain_title(section.heading) or part_title(section.kind, language)


def _mark(
    section: Section, start: Milliseconds, title: str, category: str, override: Override | None
) -> Mark:
    return Mark(
        start=start,
        title=title,
        emoji=(override and emoji_of(override.title)) or section.emoji,
        section=section.id,
        kind=section.kind,
        category=category,
        named=override is not None,
    )


def _own(override: Override, edits: EditList) -> Mark:
    return Mark(
        start=_given_start(override, override.start or 0, edits),
        title=plain_title(override.title),
        emoji=emoji_of(override.title),
        named=True,
    )
