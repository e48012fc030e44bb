"""Times, and stretches of time."""

from __future__ import annotations

from dataclasses import dataclass

Milliseconds = int


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of time, end excluded."""

    start: Milliseconds
    end: Milliseconds
