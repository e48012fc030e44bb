"""Whisper on CTranslate2: the default engine, several times faster on a CPU than the original.

It runs in 8-bit integers, one passage after the other, never batched: batching
loses quoted passages in another language whole.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable
from dataclasses import replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

from nexus_audio.config import Speech
from nexus_audio.engines import weights
from nexus_audio.engines.base import Progress, duration_of
from nexus_audio.errors import ConfigError, ModelCorrupt, SpeechError
from nexus_audio.models import Segment, Word

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

    from nexus_audio.engines.base import Pcm

COMPUTE = "int8"
"""float32 needs 3.6 times the CPU for the same words (measured, base, German)."""


class Piece(Protocol):
    """A word, or the rest of one, as Whisper cuts them: what begins a word begins with a space."""

    word: str
    start: float
    end: float
    probability: float


class FasterWhisper:
    """Hears with a Whisper model that was converted for CTranslate2."""

    def __init__(self, speech: Speech) -> None:
        """`speech.model` is a size that `weights` knows, or the path of a converted model."""
        self._speech = speech
        self._model: WhisperModel | None = None

    @property
    def identity(self) -> str:
        """Engine, version, digest of the weights, and the settings that change the words."""
        return ":".join(
            (
                f"faster-whisper-{version('faster-whisper')}",
                weights.digest(self._speech.model),
                COMPUTE,
                f"beam-{self._speech.beam}",
            )
        )

    def transcribe(
        self, pcm: Pcm, *, language: str, progress: Progress
    ) -> Generator[Segment, None, None]:
        """Segments as they are heard; raises ConfigError for a language the model does not know."""
        duration = duration_of(pcm)
        heard = 0
        if duration:
            try:
                for segment in self._listen(pcm, language, duration):
                    heard = segment.end
                    progress(heard, duration)
                    yield segment
            except RuntimeError as error:
                raise SpeechError(
                    f"recognition stopped after {heard / 1000:.0f} s: {error}",
                    hint="Free some memory, or choose a smaller model, and build again.",
                ) from error
        progress(duration, duration)

    def _listen(self, pcm: Pcm, language: str, duration: int) -> Generator[Segment, None, None]:
        model = self._loaded(language)
        segments, info = model.transcribe(
            pcm, language=language, beam_size=self._speech.beam, word_timestamps=True
        )
        earliest = 0
        for segment in segments:
            words = join_pieces(segment.words or (), earliest=earliest, latest=duration)
            if words:
                earliest = words[-1].end
                yield _segment(words, info.language)

    def _loaded(self, language: str) -> WhisperModel:
        if self._model is None:
            self._model = _load(self._speech.model)
        if language not in self._model.supported_languages:
            raise ConfigError(
                f"the model {self._speech.model!r} does not know the language {language!r}",
                subject="speech.language",
                hint="Give its two-letter code, such as 'de' or 'en'.",
            )
        return self._model


def _load(name: str) -> WhisperModel:
    # Imported here, because they cost half a second and keys are made without them.
    import ctranslate2  # noqa: PLC0415
    from faster_whisper import WhisperModel  # noqa: PLC0415

    folder = weights.locate(name)
    weights.verify(name, folder)
    # Where speech is hard to hear, Whisper draws words at random; from one seed, set before the
    # model's threads begin, each fresh engine draws the same ones.
    ctranslate2.set_random_seed(0)
    try:
        return WhisperModel(
            str(folder),
            device="cpu",
            compute_type=COMPUTE,
            # One thread on two cores takes less wall time than two do (measured: 0.19 of the
            # audio's time to 0.24), and the other half is free for another episode.
            cpu_threads=max(1, (os.cpu_count() or 1) // 2),
            local_files_only=True,
        )
    except Exception as error:  # the tokenizer's reader raises nothing narrower
        raise ModelCorrupt(
            f"the speech model cannot be loaded: {error}",
            subject=str(folder),
            hint="Use a Whisper model that was converted for CTranslate2.",
        ) from error


def join_pieces(pieces: Iterable[Piece], *, earliest: int, latest: int) -> tuple[Word, ...]:
    """Whole words from pieces, each between `earliest` and `latest` ms and after the one before.

    Whisper cuts "KI-Blase" and "3,5" at their signs; here they are one word again,
    as sure as their least sure piece. A sign that stands alone is no word.
    """
    words: list[Word] = []
    for piece in pieces:
        start = min(max(_ms(piece.start), earliest), latest)
        end = min(max(_ms(piece.end), start), latest)
        text = " ".join(part for part in piece.word.split() if _is_spoken(part))
        if words and piece.word.strip() and not piece.word[0].isspace():
            words[-1] = _extended(words[-1], piece, end)
        elif text:
            words.append(Word(text=text, start=start, end=end, probability=_sure(piece)))
        earliest = words[-1].end if words else earliest
    return tuple(words)


def _extended(word: Word, piece: Piece, end: int) -> Word:
    text = word.text + piece.word.rstrip()
    return replace(word, text=text, end=end, probability=min(word.probability, _sure(piece)))


def _segment(words: tuple[Word, ...], language: str) -> Segment:
    return Segment(
        start=words[0].start,
        end=words[-1].end,
        text=" ".join(word.text for word in words),
        language=language,
        words=words,
    )


def _is_spoken(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _ms(seconds: float) -> int:
    return round(float(seconds) * 1000)


def _sure(piece: Piece) -> float:
    return round(float(piece.probability), 3)
