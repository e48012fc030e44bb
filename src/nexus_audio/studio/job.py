"""One thing that the studio has been asked for, and where it stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

NEEDS_REVIEW = 3
"""The exit code of a command that is done, but wants a person's look."""


class JobState(StrEnum):
    """Where a job stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


OPEN = (JobState.WAITING, JobState.RUNNING)
"""The states of what still has to be done."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One command, and what became of it."""

    id: str
    verb: str
    """build, publish, verify, or another verb of the command."""
    arguments: tuple[str, ...] = ()
    episode: str = ""
    state: JobState = JobState.WAITING
    made: str = ""
    """ISO 8601."""
    error: str = ""
    hint: str = ""
    result: Mapping[str, Any] = field(default_factory=dict)
    """What the command's last line said."""

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in OPEN

    def ended(self, last: Mapping[str, Any], code: int) -> Job:
        """The job when its command is done: by its last line, and the code that it ended with."""
        if last.get("type") == "result" and code in (0, NEEDS_REVIEW):
            return replace(self, state=JobState.DONE, result=last)
        message = last.get("message") or f"the command ended with {code}"
        subject = last.get("subject")
        return replace(
            self,
            state=JobState.FAILED,
            error=f"{subject}: {message}" if subject else message,
            hint=last.get("hint", ""),
            result=last,
        )
