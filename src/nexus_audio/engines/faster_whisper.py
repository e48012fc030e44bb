"""Whisper on CTranslate2: the default engine, several times faster on a CPU than the original.

It runs in 8-bit integers on a CPU and in half precision on an NVIDIA card, one
passage after the other, never batched: batching loses quoted passages in another
language whole. Nothing is drawn at random: what is hard to hear is heard again
under other conditions, so that the same sound always gives the same words.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from math import log
from threading import Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nexus_audio.config import Speech
from nexus_audio.engines import hardware, weights
from nexus_audio.engines.base import AFTER, Languages, Passage, Weigher, Wording, failing_at
from nexus_audio.engines.faults import DOUBT, NO_SPEECH, REPEATS
from nexus_audio.engines.languages import in_runs, spoken_in
from nexus_audio.engines.words import hint, join_pieces, names_in, segment_of
from nexus_audio.errors import ConfigError, ModelCorrupt
from nexus_audio.models import Segment, Span

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

COMPUTE = {"cpu": "int8", "cuda": "float16"}
"""float32 needs 3.6 times the CPU of int8 for the same words (measured, base, German)."""

FRAMES = 100
"""Frames of the spectrogram a second; the encoder makes one of two (Radford et al. 2022)."""
_WHOLE = 30 * FRAMES
_NEVER = 1e-9
"""No token is held for less likely than this: the logarithm of nothing has no end."""
_LATEST_START = 50  # steps of 20 ms until the first word (`max_initial_timestamp`)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Guess:
    """The tokens of a hypothesis, and how likely they are on the mean (logarithm)."""

    tokens: tuple[int, ...]
    likely: float
    repeats: float
    silent: float
    named: int
    """Words of the names that it was told: of what it heard at a time, those are preferred."""

    @property
    def doubtful(self) -> bool:
        return self.repeats > REPEATS or self.likely < DOUBT


class FasterWhisper:
    """Hears with a Whisper model that was converted for CTranslate2."""

    def __init__(self, speech: Speech) -> None:
        """`speech.model` is a size that `weights` knows, or the path of a converted model."""
        self._speech = speech
        self._model: WhisperModel | None = None
        self._loading = Lock()

    @property
    def identity(self) -> str:
        """Engine, version, digest of the weights, and the settings that change the words."""
        return ":".join(
            (
                f"faster-whisper-{version('faster-whisper')}",
                weights.digest(self._speech.model),
                COMPUTE[_device()],
                f"beam-{self._speech.beam}",
            )
        )

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        """The words of a passage; raises ConfigError for a language the model does not know."""
        if not passage.islands:
            return ()
        model = self._loaded(languages)
        with failing_at(passage):
            return self._hear(model, passage, languages, names)

    def weigher(self, passage: Passage, language: str) -> Weigher:
        """What says how likely a wording is to be what is said: the sum over its tokens."""
        model = self._loaded({language: 1.0})
        tokenizer = _tokenizer(model, language)
        with failing_at(passage):
            sound = _encoded(model, passage)

        def weigh(wording: Wording) -> float:
            with failing_at(passage):
                return _likely(model, tokenizer, sound, passage, wording)

        return weigh

    def _hear(
        self, model: WhisperModel, passage: Passage, languages: Languages, names: Sequence[str]
    ) -> tuple[Segment, ...]:
        sound = _encoded(model, passage)

        def detect(island: Span | None) -> Mapping[str, float]:
            part = _slice(sound, island) if island else sound
            found = model.model.detect_language(part)[0]
            return {token[2:-2]: float(probability) for token, probability in found}

        runs = spoken_in(passage.islands, languages, detect)
        if len(runs) == 1:
            return self._words(model, passage, sound, runs[0][1], names)
        return in_runs(
            passage, runs, lambda part, code: self._hear(model, part, {code: 1.0}, names)
        )

    def _words(
        self,
        model: WhisperModel,
        passage: Passage,
        sound: Any,
        language: str,
        names: Sequence[str],
    ) -> tuple[Segment, ...]:
        tokenizer = _tokenizer(model, language)
        guess = self._guess(model, tokenizer, sound, names)
        if guess.doubtful:  # a longer look, in which nothing may be said twice
            sound = _encoded(model, passage, whole=True)
            again = self._guess(model, tokenizer, sound, names, no_repeat_ngram_size=4)
            guess = max((guess, again), key=lambda one: (one.repeats <= REPEATS, one.likely))
        if guess.silent > NO_SPEECH and guess.likely < DOUBT:
            return ()
        text = [token for token in guess.tokens if token < tokenizer.eot]
        timed = model.find_alignment(tokenizer, [text], sound, _frames(passage)) if text else [[]]
        words = join_pieces(
            (SimpleNamespace(**piece) for piece in timed[0]), earliest=0, latest=passage.duration
        )
        return (segment_of(words, language),) if words else ()

    def _guess(
        self,
        model: WhisperModel,
        tokenizer: Any,
        sound: Any,
        names: Sequence[str],
        **options: Any,
    ) -> _Guess:
        from faster_whisper.transcribe import get_suppressed_tokens  # noqa: PLC0415

        prompt = model.get_prompt(tokenizer, [], hotwords=hint(names) or None)
        result = model.model.generate(
            sound,
            [prompt],
            beam_size=self._speech.beam,
            num_hypotheses=self._speech.beam if names else 1,
            max_length=model.max_length,
            return_scores=True,
            return_no_speech_prob=True,
            suppress_tokens=get_suppressed_tokens(tokenizer, [-1]),
            max_initial_timestamp_index=_LATEST_START,
            **options,
        )[0]
        guesses = [
            _judged(tokenizer, tokens, score, result.no_speech_prob, names)
            for tokens, score in zip(result.sequences_ids, result.scores, strict=True)
        ]
        return max(guesses, key=lambda one: (one.repeats <= REPEATS, one.named, one.likely))

    def _loaded(self, languages: Languages) -> WhisperModel:
        with self._loading:
            if self._model is None:
                self._model = _load(self._speech.model)
        for language in languages:
            if language not in self._model.supported_languages:
                raise ConfigError(
                    f"the model {self._speech.model!r} does not know the language {language!r}",
                    subject="speech.language" if languages[language] >= 0.5 else "speech.quotes",
                    hint="Give its two-letter code, such as 'de' or 'en'.",
                )
        return self._model


def _tokenizer(model: WhisperModel, language: str) -> Any:
    from faster_whisper.tokenizer import Tokenizer  # noqa: PLC0415

    return Tokenizer(
        model.hf_tokenizer, model.model.is_multilingual, task="transcribe", language=language
    )


def _likely(
    model: WhisperModel, tokenizer: Any, sound: Any, passage: Passage, wording: Wording
) -> float:
    told = hint(wording.names) or None
    prompt = model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=told)
    tokens = tokenizer.encode(f" {wording.text}")
    (found,) = model.model.align(sound, prompt, [tokens], _frames(passage))
    return sum(log(max(share, _NEVER)) for share in found.text_token_probs)


def _judged(
    tokenizer: Any, tokens: Sequence[int], score: float, silent: float, names: Sequence[str]
) -> _Guess:
    text = tokenizer.decode([token for token in tokens if token < tokenizer.eot])
    letters = text.encode()
    return _Guess(
        tokens=tuple(tokens),
        likely=score * len(tokens) / (len(tokens) + 1),
        repeats=len(letters) / len(zlib.compress(letters)) if letters else 0.0,
        silent=silent,
        named=names_in(text, names),
    )


def _encoded(model: WhisperModel, passage: Passage, *, whole: bool = False) -> Any:
    """What the encoder makes of a passage, with a little silence, or up to half a minute."""
    import numpy as np  # noqa: PLC0415

    features = model.feature_extractor(passage.pcm)[:, : _frames(passage)]
    length = _WHOLE if whole else min(_WHOLE, _frames(passage) + AFTER * FRAMES // 1000)
    length += length % 2
    # Silence is the lowest value that the sound leaves it: the logarithm is cut there.
    padded = np.pad(
        features, ((0, 0), (0, length - features.shape[1])), constant_values=features.min()
    )
    return model.encode(np.ascontiguousarray(padded))


def _frames(passage: Passage) -> int:
    return min(_WHOLE, passage.duration * FRAMES // 1000)


def _slice(sound: Any, island: Span) -> Any:
    """The encoder's output for one island; it still knows what is around it."""
    import ctranslate2  # noqa: PLC0415
    import numpy as np  # noqa: PLC0415

    start, end = island.start // 20, max(island.start // 20 + 1, island.end // 20)
    if sound.device != "cpu":
        sound = sound.to_device(ctranslate2.Device.cpu)
    part = np.ascontiguousarray(np.asarray(sound)[:, start:end])
    return ctranslate2.StorageView.from_array(part)


def _device() -> str:
    return "cuda" if hardware.cuda_cards() else "cpu"


def _load(name: str) -> WhisperModel:
    # Imported here, because it costs half a second and keys are made without it.
    from faster_whisper import WhisperModel  # noqa: PLC0415

    folder = weights.locate(name)
    weights.verify(name, folder)
    try:
        return WhisperModel(
            str(folder),
            device=_device(),
            compute_type=COMPUTE[_device()],
            # One thread for each passage, and a passage for each core: 2.2 times as fast as
            # two threads for one passage (measured on two cores).
            cpu_threads=1,
            num_workers=1 if _device() == "cuda" else os.cpu_count() or 1,
            local_files_only=True,
        )
    except Exception as error:  # the tokenizer's reader raises nothing narrower
        raise ModelCorrupt(
            f"the speech model cannot be loaded: {error}",
            subject=str(folder),
            hint="Use a Whisper model that was converted for CTranslate2.",
        ) from error
