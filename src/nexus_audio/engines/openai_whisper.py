"""The original Whisper, on whatever PyTorch runs on: CPU, NVIDIA, AMD and Apple.

Optional: `pip install nexus-audio[openai-whisper]`. On a CPU it takes many times
what CTranslate2 does; its worth is other hardware, and that both can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from threading import Lock
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from nexus_audio.config import Speech
from nexus_audio.engines import weights
from nexus_audio.engines.base import (
    AFTER,
    WINDOW,
    Languages,
    Passage,
    Weigher,
    Wording,
    failing_at,
    samples,
)
from nexus_audio.engines.checkpoint import checkpoint, read_arrays
from nexus_audio.engines.faults import DOUBT, NO_SPEECH, REPEATS
from nexus_audio.engines.languages import in_runs, spoken_in
from nexus_audio.engines.words import hint, join_pieces, names_in, segment_of
from nexus_audio.errors import ConfigError, EngineMissing, ModelCorrupt
from nexus_audio.models import Segment, Span

if TYPE_CHECKING:
    import torch

_INSTALL = (
    "Install it: pip install 'nexus-audio[openai-whisper]' (for a CPU: pip install torch==2.13.0 "
    "--index-url https://download.pytorch.org/whl/cpu first, or it brings gigabytes for cards)."
)

_MOST_NAMES_TOKENS = 200
"""Whisper keeps less than half of its 448 tokens for what came before."""


class OpenaiWhisper:
    """Hears with the package openai-whisper."""

    def __init__(self, speech: Speech) -> None:
        """`speech.model` is a size, a checkpoint `.pt`, or the folder of a converted model."""
        self._speech = speech
        self._model: Any = None
        # PyTorch uses all cores for one passage; a second one would only be in its way.
        self._alone = Lock()

    @property
    def identity(self) -> str:
        """Engine, version, digest of the weights, and the settings that change the words."""
        try:
            installed = version("openai-whisper")
        except PackageNotFoundError as error:
            raise EngineMissing(
                "the speech engine 'openai-whisper' is not installed",
                subject="speech.engine",
                hint=_INSTALL,
            ) from error
        own = weights.checkpoint(self._speech.model)
        digest = weights.checkpoint_digest(own) if own else weights.digest(self._speech.model)
        heard = f"after-{AFTER}:beam-{self._speech.beam}"
        return f"openai-whisper-{installed}:{digest}:{heard}"

    def hear(
        self, passage: Passage, languages: Languages, names: Sequence[str] = ()
    ) -> tuple[Segment, ...]:
        """The words of a passage; raises ConfigError for a language that Whisper does not know."""
        if not passage.islands:
            return ()
        with self._at_work(passage, languages):
            return self._hear(passage, languages, names)

    def weigher(self, passage: Passage, language: str) -> Weigher:
        """What says how likely a wording is to be what is said: the sum over its tokens."""
        with self._at_work(passage, {language: 1.0}):
            model = self._model
            sound = _embedded(model, _spectrogram(model, passage))
            tokenizer = self._tokenizer(language)

        def weigh(wording: Wording) -> float:
            with self._at_work(passage, {language: 1.0}):
                return _likely(model, tokenizer, sound, wording)

        return weigh

    @contextmanager
    def _at_work(self, passage: Passage, languages: Languages) -> Iterator[None]:
        """The model, loaded and for one passage alone."""
        with self._alone:
            if self._model is None:
                self._model = _load(self._speech.model)
            import torch  # noqa: PLC0415 - it costs seconds

            _require(languages)
            with failing_at(passage), torch.no_grad():
                yield

    def _hear(
        self, passage: Passage, languages: Languages, names: Sequence[str]
    ) -> tuple[Segment, ...]:
        model = self._model
        spectrogram = _spectrogram(model, passage)
        sound = _embedded(model, spectrogram)
        runs = spoken_in(passage.islands, languages, partial(self._detect, sound))
        if len(runs) == 1:
            return self._words(passage, spectrogram, runs[0][1], names)
        return in_runs(passage, runs, lambda part, code: self._hear(part, {code: 1.0}, names))

    def _detect(self, sound: torch.Tensor, island: Span | None) -> Mapping[str, float]:
        import torch  # noqa: PLC0415

        tokenizer = self._tokenizer()
        if island:
            start = island.start // 20
            sound = sound[:, start : max(start + 1, island.end // 20)]
        begin = torch.tensor([[tokenizer.sot]], device=sound.device)
        logits = self._model.logits(begin, sound)[0, 0, list(tokenizer.all_language_tokens)]
        shares = logits.float().softmax(-1).tolist()
        return dict(zip(tokenizer.all_language_codes, shares, strict=True))

    def _tokenizer(self, language: str | None = None) -> Any:
        from whisper.tokenizer import get_tokenizer  # noqa: PLC0415

        return get_tokenizer(
            self._model.is_multilingual,
            num_languages=self._model.num_languages,
            language=language,
            task="transcribe",
        )

    def _words(
        self, passage: Passage, spectrogram: torch.Tensor, language: str, names: Sequence[str]
    ) -> tuple[Segment, ...]:
        from whisper.decoding import DecodingOptions, DecodingTask  # noqa: PLC0415
        from whisper.timing import find_alignment  # noqa: PLC0415

        model = self._model
        tokenizer = self._tokenizer(language)
        prompt = tokenizer.encode(" " + hint(names))[:_MOST_NAMES_TOKENS] if names else None
        options = DecodingOptions(
            language=language,
            beam_size=self._speech.beam if self._speech.beam > 1 else None,
            prompt=prompt,
            fp16=str(model.device) != "cpu",
        )
        task = DecodingTask(model, options)
        if names:
            task.sequence_ranker = _Named(task.sequence_ranker, tokenizer, names)
        (result,) = task.run(spectrogram[None])
        if result.compression_ratio > REPEATS or result.avg_logprob < DOUBT:  # a longer look
            (again,) = task.run(_spectrogram(model, passage, whole=True)[None])
            result = max(
                (result, again),
                key=lambda one: (one.compression_ratio <= REPEATS, one.avg_logprob),
            )
        text = [token for token in result.tokens if token < tokenizer.eot]
        if not text or (result.no_speech_prob > NO_SPEECH and result.avg_logprob < DOUBT):
            return ()
        timed = find_alignment(model, tokenizer, text, spectrogram, passage.duration // 10)
        pieces = (
            SimpleNamespace(
                word=one.word, start=one.start, end=one.end, probability=one.probability
            )
            for one in timed
        )
        words = join_pieces(pieces, earliest=0, latest=passage.duration)
        return (segment_of(words, language),) if words else ()


def _require(languages: Languages) -> None:
    from whisper.tokenizer import LANGUAGES  # noqa: PLC0415 - it costs seconds

    for language in languages:
        if language not in LANGUAGES:
            raise ConfigError(
                f"Whisper does not know the language {language!r}",
                subject="speech.language",
                hint="Give its two-letter code, such as 'de' or 'en'.",
            )


def _embedded(model: Any, spectrogram: torch.Tensor) -> torch.Tensor:
    """What the encoder makes of a spectrogram."""
    sound: torch.Tensor = model.embed_audio(spectrogram[None].to(next(model.parameters()).dtype))
    return sound


def _likely(model: Any, tokenizer: Any, sound: torch.Tensor, wording: Wording) -> float:
    import torch  # noqa: PLC0415 - it costs seconds

    before: list[int] = []
    if wording.names:
        told = tokenizer.encode(" " + hint(wording.names))[:_MOST_NAMES_TOKENS]
        before = [tokenizer.sot_prev, *told]
    begin = [*before, *tokenizer.sot_sequence, tokenizer.no_timestamps]
    text = tokenizer.encode(f" {wording.text}")
    tokens = torch.tensor([[*begin, *text]], device=sound.device)
    shares = model.logits(tokens, sound)[0, len(begin) - 1 : -1].float().log_softmax(-1)
    each = shares[torch.arange(len(text)), tokens[0, len(begin) :]]
    return float(each.sum())


class _Named:
    """Of what was heard at a time prefers that with the most names, and then what is likelier."""

    def __init__(self, ranker: Any, tokenizer: Any, names: Sequence[str]) -> None:
        self._ranker, self._tokenizer, self._names = ranker, tokenizer, names

    def rank(
        self, tokens: Sequence[Sequence[torch.Tensor]], likely: Sequence[Sequence[float]]
    ) -> list[int]:
        """The index of the best of each row, as openai-whisper's `SequenceRanker` gives it."""
        found = []
        for row, each in zip(tokens, likely, strict=True):
            named = [names_in(self._tokenizer.decode(one.tolist()), self._names) for one in row]
            kept = [index for index, count in enumerate(named) if count == max(named)]
            (best,) = self._ranker.rank(
                [[row[index] for index in kept]], [[each[index] for index in kept]]
            )
            found.append(kept[best])
        return found


def _load(name: str) -> Any:
    try:
        import torch  # noqa: PLC0415 - these cost seconds
        import whisper  # noqa: PLC0415
    except ImportError as error:
        raise EngineMissing(
            f"the speech engine 'openai-whisper' cannot be loaded: {error}",
            subject="speech.engine",
            hint=_INSTALL,
        ) from error
    path = weights.checkpoint(name) or weights.locate(name)
    if path.is_file():
        weights.verify_checkpoint(path)
    else:
        weights.verify(name, path)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cpu" and torch.backends.mps.is_available():
        device = "mps"
    try:
        if path.is_file():
            model = whisper.load_model(str(path), device=device)
        else:
            model = _converted(path, device)
    except (RuntimeError, KeyError, OSError) as error:
        raise ModelCorrupt(
            f"the speech model cannot be loaded: {error}",
            subject=str(path),
            hint="Use a checkpoint of openai-whisper, or a model converted from one.",
        ) from error
    heads = whisper._ALIGNMENT_HEADS.get(_published_name(name))
    if heads:  # a checkpoint does not say which heads follow the sound
        model.set_alignment_heads(heads)
    _take_any_length(model.encoder)
    return model


def _take_any_length(encoder: Any) -> None:
    """Let the encoder hear less than half a minute, as that of CTranslate2 does.

    Both engines then hear the same, and what costs most costs less than half.
    """
    places = encoder.positional_embedding

    def shorten(module: Any, given: tuple[torch.Tensor]) -> None:
        module.positional_embedding = places[: (given[0].shape[-1] + 1) // 2]

    encoder.register_forward_pre_hook(shorten)


def _spectrogram(model: Any, passage: Passage, *, whole: bool = False) -> torch.Tensor:
    """What the encoder is given: the passage and a little silence, or half a minute."""
    import whisper  # noqa: PLC0415

    length = samples(WINDOW if whole else min(WINDOW, passage.duration + AFTER))
    found: torch.Tensor = whisper.log_mel_spectrogram(
        whisper.pad_or_trim(passage.pcm, length), model.dims.n_mels, device=model.device
    )
    return found


def _converted(folder: Path, device: str) -> Any:
    """The model made of the very weights that CTranslate2 uses, in memory alone."""
    import numpy as np  # noqa: PLC0415
    import torch  # noqa: PLC0415
    from whisper.model import ModelDimensions, Whisper  # noqa: PLC0415

    dimensions, state = checkpoint(read_arrays(folder / "model.bin"))
    model = Whisper(ModelDimensions(**dimensions))
    model.load_state_dict(
        {name: torch.from_numpy(array.astype(np.float32)) for name, array in state.items()},
    )
    return model.to(device)


def _published_name(name: str) -> str:
    return {"large-v3-turbo": "turbo"}.get(name, Path(name).stem)
