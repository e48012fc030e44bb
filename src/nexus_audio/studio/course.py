"""How far a job is."""

from __future__ import annotations

import time
from typing import Any

from nexus_audio.cli.progress import Pace, Shares
from nexus_audio.events import Event, EventKind


class Course:
    """How far the running job is, as its events tell."""

    def __init__(self) -> None:
        self.shares = Shares()
        self.pace = Pace(time.monotonic())
        self.stages: dict[str, dict[str, Any]] = {}
        self.message = ""

    def add(self, event: Event) -> None:
        """Take one event in."""
        self.shares.add(event)
        stage = self.stages.setdefault(event.stage, {"name": event.stage})
        if event.kind is not EventKind.REVIEW:
            stage["state"] = "running" if event.kind is EventKind.PROGRESS else str(event.kind)
        if event.kind is EventKind.PROGRESS and event.total:
            stage["share"] = round(min(1.0, event.done / event.total), 3)
        if event.message:
            self.message = event.message

    def told(self, verb: str) -> dict[str, Any]:
        """The share that is done, the seconds left where they can be known, and the stages."""
        if verb == "build":
            share = self.shares.done(1)
        else:
            share = max((stage.get("share", 0.0) for stage in self.stages.values()), default=0.0)
        left = self.pace.seconds_left(share, time.monotonic())
        return {
            "share": round(share, 3),
            "left": None if left is None else round(left),
            "stages": list(self.stages.values()),
            "message": self.message,
        }
