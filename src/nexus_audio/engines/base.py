"""What a speech engine is, where engines are found, and what they listen to."""

from __future__ import annotations

from collections.abc import Callable, Generator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from nexus_audio.config import Speech
from nexus_audio.errors import EngineMissing, RecordingError
from nexus_audio.models import Segment
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

Progress = Callable[[float, float], None]
"""Takes how many milliseconds of how many were heard."""


class Engine(Protocol):
    """Hears words; is made from the settings at no cost, and loads its model when it listens.

    Engines of one identity that are made anew hear the same words in the same audio.
    """

    @property
    def identity(self) -> str:
        """All that decides what is heard: engine, version, model digest, settings."""
        ...

    def transcribe(
        self, pcm: Pcm, *, language: str, progress: Progress
    ) -> Generator[Segment, None, None]:
        """Segments in spoken order, words inside the audio and never overlapping.

        Closing the generator stops the work. Raises ModelMissing, ModelCorrupt or SpeechError.
        """
        ...


def open_engine(speech: Speech) -> Engine:
    """The engine that the settings name; raises EngineMissing when it is not installed."""
    make = plugin(
        GROUP, speech.engine, what="speech engine", setting="speech.engine", missing=EngineMissing
    )
    engine: Engine = make(speech)
    return engine


def identity(speech: Speech) -> str:
    """What decides the words that these settings hear; neither loads the model nor fetches it."""
    return open_engine(speech).identity


def duration_of(pcm: Pcm) -> int:
    """How long samples last, in milliseconds."""
    return len(pcm) * 1000 // RATE


def load_pcm(path: Path) -> Pcm:
    """An audio file as what engines listen to; raises RecordingError when it cannot be decoded."""
    import av  # noqa: PLC0415 - these two cost half a second, and keys are made without them
    from faster_whisper.audio import decode_audio  # noqa: PLC0415

    try:
        pcm: Pcm = decode_audio(str(path), sampling_rate=RATE)
    except av.FFmpegError as error:
        raise _unusable(path, f"cannot be decoded: {error.strerror}") from error
    except IndexError as error:  # what the decoder says of a picture
        raise _unusable(path, "holds no audio") from error
    return pcm


def _unusable(path: Path, reason: str) -> RecordingError:
    hint = "Play the file to see whether it is whole."
    return RecordingError(reason, subject=str(path), hint=hint)
