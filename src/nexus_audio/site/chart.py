"""The picture of an episode's loudness over time, before and after, with its chapters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from nexus_audio.models import Chapter, EditList, Milliseconds
from nexus_audio.site.templates import render

LEFT, RIGHT, TOP, BOTTOM = 40, 710, 34, 190
"""Where the curves lie in the picture, in its own units of about a pixel."""

LOUDEST, SOFTEST = -6, -46
"""LUFS at the upper and the lower edge; softer is a pause."""

_GRID = range(-10, SOFTEST, -10)
_COLUMNS = 335  # one for each two units
_LETTER = 6.6  # the width of a letter in a chapter's name, rather too much than too little
_TICKS = (10, 30, 60, 120, 300, 600, 900, 1800, 3600)  # seconds
_MOST_TICKS = 10


def loudness_chart(
    before: Sequence[float],
    after: Sequence[float],
    edits: EditList,
    chapters: Sequence[Chapter],
    target: float,
    language: str,
) -> str:
    """An SVG of the recording's and the episode's loudness, both by the episode's clock.

    `before` has a value for each second of the recording, `after` for each of the episode,
    in LUFS; `target` is what was wanted.
    """
    seconds = max(1, math.ceil(edits.duration / 1000))
    kept = [edits.to_recording(second * 1000) // 1000 for second in range(seconds)]
    return render(
        "loudness.svg",
        language,
        before=_line([before[min(at, len(before) - 1)] for at in kept] if before else []),
        after=_line(after[:seconds]),
        target=_y(target),
        target_name=f"{target:g}",
        grid=[(_y(level), level) for level in _GRID],
        ticks=[(_x(tick * 1000, seconds), tick * 1000) for tick in _ticks(seconds)],
        chapters=[_band(number, each, seconds) for number, each in enumerate(chapters, 1)],
        left=LEFT,
        right=RIGHT,
        top=TOP,
        bottom=BOTTOM,
    )


def _line(values: Sequence[float]) -> str:
    """The points of a curve; where a second is narrower than a column, its mean power."""
    count = min(len(values), _COLUMNS)
    bounds = [len(values) * column // count for column in range(count + 1)] if count else []
    means = [_mean(values[first:last]) for first, last in pairwise(bounds)]
    width = (RIGHT - LEFT) / max(count, 1)
    return " ".join(
        f"{LEFT + (column + 0.5) * width:.1f},{_y(level)}" for column, level in enumerate(means)
    )


def _mean(levels: Sequence[float]) -> float:
    return 10 * math.log10(sum(10 ** (level / 10) for level in levels) / len(levels))


def _y(level: float) -> float:
    share = (LOUDEST - min(max(level, SOFTEST), LOUDEST)) / (LOUDEST - SOFTEST)
    return round(TOP + share * (BOTTOM - TOP), 1)


def _x(time: Milliseconds, seconds: int) -> float:
    return round(LEFT + min(time / 1000 / seconds, 1) * (RIGHT - LEFT), 1)


def _ticks(seconds: int) -> range:
    step = next((tick for tick in _TICKS if seconds <= tick * _MOST_TICKS), _TICKS[-1])
    return range(0, seconds + 1, step)


def _band(number: int, chapter: Chapter, seconds: int) -> dict[str, object]:
    """A chapter's place, and as much of its name as has room; else its number, or nothing."""
    start, end = _x(chapter.start, seconds), _x(chapter.end, seconds)
    room = int((end - start - 6) / _LETTER)
    name = chapter.title if len(chapter.title) <= room else f"{chapter.title[: room - 1].rstrip()}…"
    shown = name if room >= 6 else str(number) if room >= len(str(number)) else ""
    return {
        "number": number,
        "title": chapter.title,
        "start": start,
        "end": end,
        "name": shown,
        "time": chapter.start,
    }
