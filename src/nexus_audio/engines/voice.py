"""Where somebody speaks: the Silero model that faster-whisper brings, over a stream of sound."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from nexus_audio.engines.base import RATE
from nexus_audio.models import Milliseconds, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nexus_audio.engines.base import Pcm

FRAME = 512
"""The samples that the model looks at, at 16 kHz (Silero VAD v5 and later)."""
FRAME_MS = FRAME * 1000 / RATE

_CONTEXT = 64  # samples before the frame that it sees too
_STATE = (1, 1, 128)

SPOKEN, QUIET = 0.4, 0.25
"""Speech begins above the first and ends below the second. Lower than the model's own 0.5 and
0.35: sound that is heard in vain costs a moment, speech that is not heard is lost."""

_SHORTEST_PAUSE = 5  # frames, 160 ms: shorter ones are stops inside words
_SHORTEST_SPEECH = 3  # frames, 96 ms
_MARGIN = 2  # frames kept before and after speech, where soft consonants lie


class Voice:
    """How likely each frame holds speech; remembers what came before, block by block."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - keys are made without these
        from faster_whisper.vad import get_vad_model  # noqa: PLC0415

        self._session: Any = get_vad_model().session
        self._memory = np.zeros(_STATE, np.float32), np.zeros(_STATE, np.float32)
        self._before = np.zeros(_CONTEXT, np.float32)

    def __call__(self, block: Pcm) -> NDArray[np.float32]:
        """The probability of each frame of the block; its end is filled up with silence."""
        import numpy as np  # noqa: PLC0415

        frames = np.pad(block, (0, -len(block) % FRAME)).reshape(-1, FRAME)
        before = np.vstack([self._before, frames[:-1, -_CONTEXT:]])
        self._before = frames[-1, -_CONTEXT:]
        found, *self._memory = self._session.run(
            None,
            {
                "input": np.hstack([before, frames]),
                "h": self._memory[0],
                "c": self._memory[1],
            },
        )
        probabilities: NDArray[np.float32] = np.asarray(found, np.float32).reshape(-1)
        return probabilities


def islands(voice: Sequence[float] | NDArray[np.float32]) -> tuple[Span, ...]:
    """The stretches of speech in a row of frames, in milliseconds from its start."""
    runs = [run for run in _runs(voice) if run[1] - run[0] >= _SHORTEST_SPEECH]
    joined: list[list[int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < _SHORTEST_PAUSE:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    return tuple(
        Span(start=_ms(max(0, start - _MARGIN)), end=_ms(min(len(voice), end + _MARGIN)))
        for start, end in joined
    )


def _runs(voice: Sequence[float] | NDArray[np.float32]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    began: int | None = None
    for frame, probability in enumerate(voice):
        if began is None and probability >= SPOKEN:
            began = frame
        elif began is not None and probability < QUIET:
            found.append((began, frame))
            began = None
    return found if began is None else [*found, (began, len(voice))]


def _ms(frames: int) -> Milliseconds:
    return round(frames * FRAME_MS)
