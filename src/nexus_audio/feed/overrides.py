"""What the host wrote in `chapters.toml`; it always wins over what was computed.

An entry that names a section corrects the chapter of that section, or drops it. One that
names none is a chapter of the host's own, at any moment: it has a start and a title.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from nexus_audio.errors import ConfigError
from nexus_audio.feed import clock
from nexus_audio.feed.titles import plain_title
from nexus_audio.models import Milliseconds

SUBJECT = "chapters.toml"


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
    return overrides


def _read(entry: object) -> Override:
    try:
        return Override.model_validate(entry)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(
            f"{where}: {first['msg']}" if where else first["msg"],
            subject=SUBJECT,
            hint="An entry has a section and any of start, title, drop and right; or it has "
            "a start and a title.",
        ) from error
    except ConfigError as error:
        raise ConfigError(error.message, subject=SUBJECT, hint=error.hint) from error
