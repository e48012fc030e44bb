"""Outlasting an outage: try again, ever more rarely, until a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import TypeVar

from botocore.exceptions import BotoCoreError, ClientError

from nexus_audio.storages.base import Tell
from nexus_audio.storages.s3.refusal import Cure, cure

T = TypeVar("T")

FIRST, LONGEST = 1.0, 300.0
"""Seconds between two tries: doubled from the one to the other."""
REPAIR = 300.0
"""Seconds after which a server that fails by itself is believed to be full or broken."""
RESENT = 3
"""How often damaged bytes are sent again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long to wait, whom to tell, and what ends it before."""

    seconds: float
    tell: Tell
    stop: Event
    first: float = FIRST

    def outlast(self, attempt: Callable[[], T]) -> T:
        """The result of an attempt that may fail for a while; raises its last error."""
        begun, pause, damaged = 0.0, self.first, 0
        while True:
            try:
                result = attempt()
            except (BotoCoreError, ClientError) as error:
                now, remedy = time.monotonic(), cure(error)
                if remedy is Cure.SENDING_AGAIN and damaged < RESENT:
                    damaged += 1
                    continue
                if not begun:
                    begun = now
                    self._announce(remedy)
                if now - begun + pause > self._limit(remedy):
                    raise
                if self.stop.wait(pause):
                    raise
                pause = min(pause * 2, LONGEST)
            else:
                if begun:
                    self.tell("the storage answers again")
                return result

    def _limit(self, remedy: Cure) -> float:
        match remedy:
            case Cure.NONE | Cure.SENDING_AGAIN:
                return 0
            case Cure.REPAIR:
                return min(self.seconds, REPAIR)
        return self.seconds

    def _announce(self, remedy: Cure) -> None:
        if limit := self._limit(remedy):
            what = "is not reached" if remedy is Cure.WAITING else "failed"
            self.tell(f"the storage {what}; trying again for up to {limit / 60:.0f} minutes")
