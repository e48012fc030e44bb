"""The toy engine as a package brings it into another process, where every sound is voice."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

import toy_engine
from nexus_audio.engines import cutting

if TYPE_CHECKING:
    from nexus_audio.engines.base import Languages, Passage
    from nexus_audio.models import Segment

# This module is imported where an engine is opened; noise is no voice for the real model.
cutting.Voice = toy_engine.LoudIsVoice  # type: ignore[misc, assignment]


class ToyEngine(toy_engine.ToyEngine):
    """The toy, found by its entry point."""


class SlowEngine(toy_engine.ToyEngine):
    """The toy, but it takes its time: so that something can happen meanwhile."""

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        time.sleep(0.5 * passage.duration / 1000)
        return super().hear(passage, languages, names)
