"""What a speech engine is, and where engines are found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from nexus_audio.config import Speech
from nexus_audio.engines import hardware
from nexus_audio.engines.sizes import SIZES
from nexus_audio.errors import ConfigError, EngineMissing, SpeechError
from nexus_audio.models import Milliseconds, Segment, Span
from nexus_audio.plugins import plugin

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Pcm = NDArray[np.float32]
    """Mono samples between -1 and 1, `RATE` of them a second."""

GROUP = "nexus_audio.engines"
"""The entry points under which packages offer engines: classes made from `Speech` alone."""

RATE = 16_000
"""Samples a second that every Whisper model expects (Radford et al. 2022, section 2.2)."""

WINDOW: Milliseconds = 30_000
"""The longest sound that a Whisper model hears at once (the same paper)."""

AFTER: Milliseconds = 2_000
"""Silence that a model hears after a passage: without it the last word is cut (measured), and
more, up to the half minute that it was trained on, costs and brings nothing."""

Languages = Mapping[str, float]
"""How likely each language is, before anything was heard; one alone is certain."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Passage:
    """A stretch of the recording that is heard at once, cut where nobody speaks."""

    start: Milliseconds
    """On the recording's clock."""
    pcm: Pcm
    """At most `WINDOW` of sound."""
    islands: tuple[Span, ...]
    """Where somebody speaks, counted from the passage's start."""

    @property
    def duration(self) -> Milliseconds:
        """How long it lasts."""
        return duration_of(self.pcm)


class Engine(Protocol):
    """Hears words; is made from the settings at no cost, and loads its model when it listens.

    Engines of one identity hear the same words in the same passage.
    """

    @property
    def identity(self) -> str:
        """All that decides what is heard: engine, version, model digest, settings."""
        ...

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        """What is said in a passage, counted from its start, in the language that it is said in.

        Words lie inside the passage, in order, and never overlap. `names`, of one or more words,
        may well occur; what is not said must not come out because of them. Called from several
        threads at a time. Raises ModelMissing, ModelCorrupt, ConfigError or SpeechError.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What may be said in a passage, and the names of which the engine is told beforehand."""

    text: str
    names: tuple[str, ...] = ()


Weigher = Callable[[Wording], float]
"""Says how likely a wording is to be all that is said in a passage: a finite natural logarithm."""


@runtime_checkable
class Weighing(Engine, Protocol):
    """An engine that can say how likely given words are, too."""

    def weigher(self, passage: Passage, language: str) -> Weigher:
        """What weighs wordings of a passage; only these can be compared.

        It is called, and raises, as `Engine.hear` does.
        """
        ...


@contextmanager
def failing_at(passage: Passage) -> Iterator[None]:
    """Turn what a model's runtime gives up on into a SpeechError that says where."""
    try:
        yield
    except RuntimeError as error:
        raise SpeechError(
            f"recognition stopped at {passage.start / 1000:.0f} s: {error}",
            hint="Free some memory, or choose a smaller model, and build again.",
        ) from error


@cache
def open_engine(speech: Speech) -> Engine:
    """The engine that the settings name, one for all episodes.

    `auto` is the one that suits this machine. Raises EngineMissing, and ConfigError for a model
    that knows English alone where more is spoken.
    """
    _require_languages(speech)
    name = hardware.name_of(speech.engine)
    make = plugin(GROUP, name, what="speech engine", setting="speech.engine", missing=EngineMissing)
    engine: Engine = make(speech)
    return engine


def _require_languages(speech: Speech) -> None:
    """By the model's name, before gigabytes are fetched; paths are looked at when it is loaded."""
    more = [code for code in (speech.language, *speech.quotes) if code != "en"]
    if speech.model in SIZES and speech.model.endswith(".en") and more:
        raise ConfigError(
            f"the model {speech.model!r} knows English alone, and {', '.join(more)} is spoken",
            subject="speech.model",
            hint=f"Choose {speech.model.removesuffix('.en')!r}, which knows all languages.",
        )


def identity(speech: Speech) -> str:
    """What decides the words that these settings hear; neither loads the model nor fetches it."""
    return open_engine(speech).identity


def duration_of(pcm: Pcm) -> Milliseconds:
    """How long samples last, in milliseconds."""
    return len(pcm) * 1000 // RATE


def samples(time: Milliseconds) -> int:
    """How many samples a time takes."""
    return time * RATE // 1000
