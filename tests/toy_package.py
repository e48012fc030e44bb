"""The toy engine as a package brings it into another process, where every sound is voice."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import toy_engine
from nexus_audio.engines import cutting
from nexus_audio.engines.words import segment_of
from nexus_audio.models import Word

if TYPE_CHECKING:
    from nexus_audio.engines.base import Languages, Passage
    from nexus_audio.models import Segment

# This module is imported where an engine is opened; noise is no voice for the real model.
vars(cutting)["Voice"] = toy_engine.LoudIsVoice


class ToyEngine(toy_engine.ToyEngine):
    """The toy, found by its entry point."""


class SlowEngine(toy_engine.ToyEngine):
    """The toy, but it hears nothing while TOY_HOLD is there: so something can happen meanwhile."""

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        while Path(os.environ["TOY_HOLD"]).exists():
            time.sleep(0.05)
        return super().hear(passage, languages, names)


EACH = 400
"""Milliseconds that a word of the told text takes."""


class ToldEngine(toy_engine.ToyEngine):
    """Hears the words of TOY_SAYS, one after the other, whatever was said."""

    @property
    def identity(self) -> str:
        return f"told:{os.environ['TOY_SAYS']}"

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        starts = enumerate(os.environ["TOY_SAYS"].split())
        heard = [(text, number * EACH - passage.start) for number, text in starts]
        words = [
            Word(text=text, start=at, end=min(at + EACH, passage.duration), probability=0.9)
            for text, at in heard
            if 0 <= at < passage.duration
        ]
        return (segment_of(words, "de"),) if words else ()
