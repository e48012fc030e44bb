"""What the host wrote in `chapters.toml`; it always wins over what was computed.

An entry that names a section corrects the chapter of that section, or drops it. One that
names none is a chapter of the host's own, at any moment: it has a start and a title.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.feed.titles import plain_title
from nexus_audio.models import Chapter, Milliseconds
from nexus_audio.validation import fault

SUBJECT = "chapters.toml"
SECOND = 1000
"""AntennaPod and gPodder cut starts to whole seconds, so nothing shorter can be a chapter."""


class Override(BaseModel):
    """One correction of a section's chapter, or one chapter of the host's own."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    section: str = ""
    start: Milliseconds | None = None
    """Where it starts in the recording, written as `1:02.5`."""
    title: str = ""
    drop: bool = False
    right: str = ""
    """Where the host found that it was placed rightly, as `1:02.5`, or `skipped`."""

    @property
    def changes(self) -> bool:
        """Whether it says more than that what was found is right."""
        return self.start is not None or bool(self.title) or self.drop

    @field_validator("start", mode="before")
    @classmethod
    def _read_start(cls, written: object) -> Milliseconds | None:
        return None if written is None else clock.parse(str(written))

    @model_validator(mode="after")
    def _is_whole(self) -> Override:
        own = self.start is not None and plain_title(self.title) and not self.drop
        if not (self.section or own):
            raise ValueError("without a section it needs both a start and a title")
        return self


def read_overrides(written: Iterable[Any], sections: Iterable[str]) -> tuple[Override, ...]:
    """The corrections in their order; raises ConfigError for one that cannot be meant."""
    known = set(sections)
    overrides = tuple(_read(entry) for entry in written)
    for override in overrides:
        if override.section and override.section not in known:
            raise ConfigError(
                f"the briefing has no section {override.section!r}",
                subject=SUBJECT,
                hint=f"Its sections are: {', '.join(sorted(known))}.",
            )
    _check_distinct(overrides)
    return overrides


def lost(overrides: Sequence[Override], chapters: Sequence[Chapter]) -> Iterator[str]:
    """The entries of which no chapter came, one sentence each."""
    found = {(chapter.section, chapter.title) for chapter in chapters}
    sections = {section for section, _ in found}
    for override in overrides:
        if override.section and not override.drop and override.section not in sections:
            yield (
                f"{SUBJECT}: {override.section!r} has no chapter: it was not spoken, or was cut; "
                "give it a start, or take the entry out"
            )
        elif not override.section and ("", plain_title(override.title)) not in found:
            yield f"{SUBJECT}: {override.title!r} has no chapter: it is shorter than a second"


def _check_distinct(overrides: Sequence[Override]) -> None:
    """Refuse two entries for one section, and two starts that no player could tell apart."""
    sections = Counter(override.section for override in overrides if override.section)
    for section, count in sections.items():
        if count > 1:
            raise ConfigError(
                f"{count} entries are for the section {section!r}",
                subject=SUBJECT,
                hint="Put what they say into one entry.",
            )
    starts = sorted(each.start for each in overrides if each.start is not None and not each.drop)
    for start, following in pairwise(starts):
        if following - start < SECOND:
            raise ConfigError(
                f"two entries start at {clock.full(start)}",
                subject=SUBJECT,
                hint="Players need a second between chapters: take one out, or move it.",
            )


def _read(entry: object) -> Override:
    try:
        return Override.model_validate(entry)
    except ValidationError as error:
        raise ConfigError(
            fault(error),
            subject=SUBJECT,
            hint="An entry has a section and any of start, title, drop and right; or it has "
            "a start and a title.",
        ) from error
    except ConfigError as error:
        raise ConfigError(error.message, subject=SUBJECT, hint=error.hint) from error
