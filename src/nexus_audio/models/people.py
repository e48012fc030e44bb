"""Who speaks in an episode, works on it, or is named in its text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who speaks in or works on an episode, or whom a briefing names."""

    name: str
    role: str = "host"
    """As in the podcast namespace; in a briefing `author`, or `quoted` for who is cited."""
    group: str = ""
    """The part of the work that the role belongs to; the cast when it is left out."""
    url: str = ""
    image: str = ""
