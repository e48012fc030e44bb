"""Loudness over time: what a meter's needle would show, once a second."""

from __future__ import annotations

import re
from pathlib import Path

from nexus_audio.audio import ffmpeg
from nexus_audio.audio.loudness import GATE

_METER = "ebur128=metadata=1:framelog=verbose,ametadata=print:key=lavfi.r128.S:file=-"
_LINE = re.compile(rb"lavfi\.r128\.S=(\S+)")
_STEPS = 10  # measurements a second (EBU Tech 3341)
_AHEAD = 20  # steps; the window of 3 s that ends then has second 0 in its middle
_FIRST = 29  # the step at which the first window is full; before, nothing is told


def course(path: Path) -> tuple[float, ...]:
    """The short-term loudness (EBU Tech 3341: over 3 s) around each second of a file, in LUFS.

    What is softer than -70 LUFS is -70.
    """
    options = (*ffmpeg.source(path), "-af", _METER, "-f", "null", "-")
    with ffmpeg.start(*options, about=path) as running:
        found = [float(match[1]) for line in running.stdout if (match := _LINE.match(line))]
    if not found:
        return ()
    ends = range(_AHEAD, len(found) + _AHEAD, _STEPS)
    last = len(found) - 1
    return tuple(max(found[min(max(end, _FIRST), last)], GATE) for end in ends)
