"""The recording as engines listen to it, in a stream: memory does not grow with its length."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nexus_audio.engines.base import RATE, duration_of
from nexus_audio.errors import RecordingError
from nexus_audio.models import Milliseconds

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

BLOCK = 10 * RATE
"""The samples of one block: ten seconds."""


def blocks(path: Path) -> Iterator[Pcm]:
    """An audio file in blocks of samples; raises RecordingError when it cannot be decoded."""
    import numpy as np  # noqa: PLC0415 - keys are made without it

    waiting: list[Any] = []
    for samples in _decoded(path):
        waiting.append(samples)
        if sum(map(len, waiting)) >= BLOCK:
            whole = np.concatenate(waiting)
            waiting = [whole[BLOCK:]]
            yield _as_floats(whole[:BLOCK])
    if waiting and len(rest := np.concatenate(waiting)):
        yield _as_floats(rest)


def load_pcm(path: Path) -> Pcm:
    """All samples of a short file."""
    import numpy as np  # noqa: PLC0415

    return np.concatenate([np.zeros(0, np.float32), *blocks(path)])


def length(path: Path) -> Milliseconds:
    """How long the file says it is; raises RecordingError."""
    import av  # noqa: PLC0415 - it costs half a second

    with _opened(path) as container:
        found = int((container.duration or 0) * 1000 // av.time_base)
    return found or sum(map(duration_of, blocks(path)))


def _decoded(path: Path) -> Iterator[Any]:
    import av  # noqa: PLC0415

    resampler = av.AudioResampler(format="s16", layout="mono", rate=RATE)
    try:
        with _opened(path) as container:
            for frame in container.decode(audio=0):
                frame.pts = None  # a gap in the time stamps is no silence
                for heard in resampler.resample(frame):
                    yield heard.to_ndarray()[0]
            for heard in resampler.resample(None):
                yield heard.to_ndarray()[0]
    except av.FFmpegError as error:
        raise _unusable(path, f"cannot be decoded: {error.strerror}") from error


def _opened(path: Path) -> Any:
    import av  # noqa: PLC0415

    try:
        container = av.open(str(path), metadata_errors="ignore")
    except av.FFmpegError as error:
        raise _unusable(path, f"cannot be decoded: {error.strerror}") from error
    if not container.streams.audio:
        container.close()
        raise _unusable(path, "holds no audio")
    return container


def _as_floats(samples: Any) -> Pcm:
    import numpy as np  # noqa: PLC0415

    floats: Pcm = samples.astype(np.float32) / 32768
    return floats


def _unusable(path: Path, reason: str) -> RecordingError:
    hint = "Play the file to see whether it is whole."
    return RecordingError(reason, subject=str(path), hint=hint)
