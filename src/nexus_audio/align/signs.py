"""What can be seen of a place where a section may start, as numbers that can be weighed.

Those of a heading are the same for every section: its words, its length, and the pauses around it.
The bounds between which each rises are set by hand; what it is worth is fitted (`choice`).
"""

from __future__ import annotations

from math import log1p

from nexus_audio.align.headings import Look
from nexus_audio.models import Milliseconds

_SPEECH: Milliseconds = 600
"""What is shorter is the end of a word."""
_LONGEST_OFF = 0.6
"""What is off by more is off by so much: the sound may cut a heading short that was well heard."""
_FAINT = 0.35, 0.55
_ALIKE = 0.55, 0.72
_CLEAR = 0.72, 0.9
"""Similarities between which what was heard gets more and more like a heading."""
_MORE = 1.15, 1.6
"""The same of how many times the letters of the heading were heard."""
_PAUSE: tuple[Milliseconds, Milliseconds] = (200, 500)
_LONG_PAUSE: tuple[Milliseconds, Milliseconds] = (400, 700)

HEARD = _ALIKE[0]
"""From this similarity on, what was heard is taken for the heading."""


def rising(value: float, bounds: tuple[float, float]) -> float:
    """0 up to the lower bound, 1 from the upper one on, and a straight line between them."""
    low, high = bounds
    return min(1.0, max(0.0, (value - low) / (high - low)))


def of_heading(look: Look, letters: int, wanted: int) -> dict[str, float]:
    """What speaks for a heading in what was heard: so many letters instead of those wanted."""
    alike = rising(look.similarity, _ALIKE)
    faint = rising(look.similarity, _FAINT)
    off = min(look.off, _LONGEST_OFF)
    return {
        "faint": faint,
        "alike": alike,
        "clear": rising(look.similarity, _CLEAR),
        "more": faint * rising(letters / max(1, wanted), _MORE),
        "off": off,
        "alike_off": alike * off,
    }


def of_pauses(before: Milliseconds, after: Milliseconds) -> dict[str, float]:
    """How long it is quiet before and after it."""
    return {
        "pause": rising(before, _PAUSE),
        "long_pause": rising(before, _LONG_PAUSE),
        "rest": rising(after, _PAUSE),
        "long_rest": rising(after, _LONG_PAUSE),
    }


def of_speech(name: str, length: Milliseconds) -> dict[str, float]:
    """Whether anything is said in between, and how much."""
    return {name: float(length > _SPEECH), f"long_{name}": log1p(max(0, length) / 1000)}
