"""One line of progress, for a terminal, a script or a page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum


class EventKind(StrEnum):
    """What happened to a stage."""

    STARTED = "started"
    PROGRESS = "progress"
    CACHED = "cached"
    REVIEW = "review"
    FINISHED = "finished"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened to one stage of one episode (none for the show's own stages)."""

    kind: EventKind
    stage: str
    episode: str = ""
    done: float = 0
    total: float = 0
    message: str = ""
    seconds: float = 0
    """How long a finished stage took."""

    def as_json(self) -> dict[str, object]:
        """The event as the object that `--json` prints on one line."""
        fields = {key: value for key, value in asdict(self).items() if value not in ("", 0)}
        return {"type": "event", "v": 1} | fields


Sink = Callable[[Event], None]
"""Takes events; must not raise and must return soon."""


def ignore(event: Event) -> None:
    """The sink of whoever does not listen."""
