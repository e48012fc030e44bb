"""Hearing a whole recording with any engine: passage by passage, side by side, nothing lost."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from nexus_audio.config import Speech
from nexus_audio.engines.base import RATE, Engine, Languages, Passage
from nexus_audio.engines.crew import side_by_side
from nexus_audio.engines.cutting import parts, passages
from nexus_audio.engines.faults import TOLERABLE, believed, unexplained, without_loops
from nexus_audio.engines.seams import sewn
from nexus_audio.engines.words import moved, settled
from nexus_audio.models import Milliseconds, Segment

if TYPE_CHECKING:
    from nexus_audio.engines.base import Pcm

VERSION = 1
"""Goes up when the same engine is made to hear other words in the same passage."""

MAIN = 0.8
"""How likely a passage is in the recording's main language, before it was heard."""

Progress = Callable[[float, float], None]
"""Takes how many milliseconds of how many were heard."""

Memo = Callable[..., tuple[Segment, ...]]
"""Gives what was kept of a part of the work, or has it made: `Job.memo`."""


def likely(speech: Speech) -> Languages:
    """The languages of a recording: mostly the main one, and those of its quotes."""
    others = [language for language in speech.quotes if language != speech.language]
    if not others:
        return {speech.language: 1.0}
    return {speech.language: MAIN} | dict.fromkeys(others, (1 - MAIN) / len(others))


def listen(
    engine: Engine,
    blocks: Iterable[Pcm],
    languages: Languages,
    *,
    workers: int = 1,
    memo: Memo = lambda kind, make, **facts: make(),
    progress: Progress = lambda done, total: None,
    total: Milliseconds = 0,
) -> Generator[Segment, None, Milliseconds]:
    """Everything that is said, on the recording's clock; returns how long the recording is.

    Words are in order and never overlap. Closing the generator stops the work. So many
    passages are heard at a time; what each holds is kept as soon as it is heard.
    """
    heard = _Length(blocks)

    def hear(passage: Passage) -> tuple[Segment, ...]:
        return memo(
            tuple[Segment, ...],
            lambda: understood(engine, passage, languages),
            what=f"passage {VERSION}",
            engine=engine.identity,
            languages=dict(languages),
            sound=fingerprint(passage),
        )

    pairs = side_by_side(hear, passages(heard), workers)
    try:
        for passage, segments in sewn(pairs):
            yield from segments
            end = passage.start + passage.duration
            progress(min(end, total or end), max(total, end))
    finally:
        pairs.close()
    progress(heard.duration, heard.duration)
    return heard.duration


def understood(
    engine: Engine, passage: Passage, languages: Languages, names: Sequence[str] = ()
) -> tuple[Segment, ...]:
    """What is said in one passage, from its start; heard once more in parts where that helps."""
    segments = _heard(engine, passage, languages, names)
    left = unexplained(segments, passage.islands)
    if left > TOLERABLE and len(passage.islands) > 1:
        first, second = parts(passage, _widest(passage))
        again = (
            *_heard(engine, first, languages, names),
            *(
                moved(segment, second.start - first.start)
                for segment in _heard(engine, second, languages, names)
            ),
        )
        if unexplained(again, passage.islands) < left:
            segments = again
    return without_loops(segments)


def fingerprint(passage: Passage) -> str:
    """What a passage sounds like, and where somebody speaks in it."""
    found = hashlib.sha256((passage.pcm * 32768).astype("<i2").tobytes())
    found.update(repr([(island.start, island.end) for island in passage.islands]).encode())
    return found.hexdigest()


def _heard(
    engine: Engine, passage: Passage, languages: Languages, names: Sequence[str]
) -> tuple[Segment, ...]:
    segments = believed(engine.hear(passage, languages, names), passage.islands)
    return settled(segments, passage.islands)


def _widest(passage: Passage) -> int:
    """After how many islands the longest pause of a passage comes."""
    islands = passage.islands
    return max(
        range(1, len(islands)), key=lambda count: islands[count].start - islands[count - 1].end
    )


class _Length:
    """Blocks as they pass, with how long they were in all."""

    def __init__(self, blocks: Iterable[Pcm]) -> None:
        self._blocks = blocks
        self._samples = 0

    def __iter__(self) -> Iterator[Pcm]:
        for block in self._blocks:
            self._samples += len(block)
            yield block

    @property
    def duration(self) -> Milliseconds:
        return self._samples * 1000 // RATE
