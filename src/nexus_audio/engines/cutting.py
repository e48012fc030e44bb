"""Cutting the recording into passages, where nobody speaks.

Passages are far shorter than the half minute that Whisper can hear at once: a
quote in another language is then mostly a passage of its own, and an encoder that
is given no more than there is to hear needs a third of the time (measured: base,
12 s of sound, 0.17 against 0.93 CPU seconds, the same words).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from nexus_audio.engines.base import RATE, Passage, duration_of, samples
from nexus_audio.engines.voice import FRAME, FRAME_MS, Voice, islands
from nexus_audio.models import Milliseconds, Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from nexus_audio.engines.base import Pcm

USUAL: Milliseconds = 12_000
"""The longest passage, where there are pauses to cut at."""
LONGEST: Milliseconds = 26_000
"""The longest of all: speech without a pause, or sound that is taken for it."""
SHORTEST: Milliseconds = 4_000
"""Shorter ones give too little to hear well; only long silences make them."""
SILENCE: Milliseconds = 2_000
"""A pause of this length always ends a passage: in silence Whisper invents words."""
OVERLAP: Milliseconds = 1_500
"""What both passages hear around a cut that had to be made in the middle of speech."""
EDGE: Milliseconds = 200
"""Kept around the speech, as far as nobody else speaks there."""


def passages(blocks: Iterable[Pcm], voice: Voice | None = None) -> Iterator[Passage]:
    """The passages of a recording, in order; what lies between them is silent."""
    cutter = _Cutter(voice or Voice())
    for block in blocks:
        cutter.add(block)
        yield from cutter.ready()
    yield from cutter.ready(last=True)


class _Cutter:
    """Holds what came in and was not given out yet: less than a minute."""

    def __init__(self, voice: Voice) -> None:
        import numpy as np  # noqa: PLC0415 - keys are made without it

        self._look = voice
        self._rest: Pcm = np.zeros(0, np.float32)  # shorter than a frame, not looked at yet
        self._pcm: Pcm = np.zeros(0, np.float32)
        self._voice: NDArray[np.float32] = np.zeros(0, np.float32)
        self._frames = 0  # how many were given out or dropped

    def add(self, block: Pcm) -> None:
        import numpy as np  # noqa: PLC0415

        whole = np.concatenate([self._rest, block])
        full = len(whole) // FRAME * FRAME
        self._rest = whole[full:]
        self._take(whole[:full])

    def _take(self, pcm: Pcm) -> None:
        import numpy as np  # noqa: PLC0415

        if len(pcm):
            self._voice = np.concatenate([self._voice, self._look(pcm)])
            self._pcm = np.concatenate([self._pcm, pcm])

    def ready(self, *, last: bool = False) -> Iterator[Passage]:
        """The passages whose end is certain."""
        if last:
            self._take(self._rest)
        while (last and len(self._pcm)) or duration_of(self._pcm) >= LONGEST + 2 * SILENCE:
            found = islands(self._voice)
            if not found:
                self._drop(len(self._voice) if last else len(self._voice) - _frames(SILENCE))
                continue
            if not last and _frames(found[0].start - EDGE) > 0:
                self._drop(_frames(found[0].start - EDGE))
                continue
            yield self._next(found)

    def _next(self, found: Sequence[Span]) -> Passage:
        """The passage that begins with the first island."""
        count, within = cut(found)
        until = within or found[count - 1].end
        start = max(0, found[0].start - EDGE)
        if within:
            stop, following = until + OVERLAP, until - OVERLAP
        elif count < len(found):
            middle = (until + found[count].start) // 2
            stop, following = min(until + EDGE, middle), max(middle, found[count].start - EDGE)
        else:
            stop = following = until + EDGE
        passage = Passage(
            start=round(self._frames * FRAME_MS) + start,
            pcm=self._pcm[samples(start) : samples(stop)],
            islands=tuple(
                Span(start=island.start - start, end=min(island.end, stop) - start)
                for island in found[:count]
            ),
        )
        self._drop(_frames(following))
        return passage

    def _drop(self, frames: int) -> None:
        frames = max(1, frames)
        self._voice = self._voice[frames:]
        self._pcm = self._pcm[frames * FRAME :]
        self._frames += frames


def cut(islands: Sequence[Span]) -> tuple[int, Milliseconds]:
    """How many islands make the next passage, and where the last is cut; 0 where it is whole."""
    begin = islands[0].start
    best, worth = 1, -1.0
    for count, (island, after) in enumerate(pairwise(islands), 1):
        length, pause = island.end - begin, after.start - island.end
        if length > USUAL:
            break
        if pause >= SILENCE:
            return count, 0
        # A long pause is worth as much as a few more seconds to listen to.
        found = length + 6 * min(pause, 1_000) if length >= SHORTEST else 0.0
        if found >= worth:
            best, worth = count, found
    else:
        if islands[-1].end - begin <= USUAL:
            best = len(islands)
    if islands[best - 1].end - begin <= LONGEST:
        return best, 0
    return best, begin + LONGEST - OVERLAP


def parts(passage: Passage, count: int) -> tuple[Passage, Passage]:
    """A passage in two, cut after so many islands."""
    return some(passage, 0, count), some(passage, count, len(passage.islands))


def some(passage: Passage, first: int, stop: int) -> Passage:
    """Some islands of a passage, cut in the middle of the pauses beside them."""
    islands = passage.islands
    start, end = 0, passage.duration
    if first:
        start = (islands[first - 1].end + islands[first].start) // 2
    if stop < len(islands):
        end = (islands[stop - 1].end + islands[stop].start) // 2
    return clipped(passage, start, end)


def around(passage: Passage, start: Milliseconds, end: Milliseconds) -> Passage | None:
    """The islands of a passage that a stretch of it touches; none if it touches none."""
    inside = [
        number
        for number, island in enumerate(passage.islands)
        if island.start < end and island.end > start
    ]
    return some(passage, inside[0], inside[-1] + 1) if inside else None


def clipped(passage: Passage, start: Milliseconds, end: Milliseconds) -> Passage:
    """A passage without what lies before and after, both counted from its start."""
    return Passage(
        start=passage.start + start,
        pcm=passage.pcm[samples(start) : samples(end)],
        islands=tuple(
            Span(start=max(island.start, start) - start, end=min(island.end, end) - start)
            for island in passage.islands
            if island.start < end and island.end > start
        ),
    )


def _frames(time: Milliseconds) -> int:
    return int(time * RATE // 1000 // FRAME)
