"""Asking an engine how well other words go with what was said than those that it heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_audio.engines.base import Passage, Weighing, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of a line, first and last, and other ones in their place."""

    first: int
    last: int
    text: str
    names: tuple[str, ...]
    """What the engine is told beforehand, the second time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gain:
    """By how much likelier a change makes a line (natural logarithm)."""

    plain: float
    told: float
    """The same where the engine was told the names of the change beforehand."""


def gains(
    engine: Weighing,
    passage: Passage,
    language: str,
    words: Sequence[str],
    changes: Sequence[Change],
) -> tuple[Gain, ...]:
    """What each change of the words of a passage, made alone, would gain."""
    line = " ".join(words)
    asked = [Wording(text=line)]
    for change in changes:
        other = " ".join((*words[: change.first], change.text, *words[change.last + 1 :]))
        asked += [
            Wording(text=other),
            Wording(text=line, names=change.names),
            Wording(text=other, names=change.names),
        ]
    heard, *found = engine.weigh(passage, language, asked)
    return tuple(
        Gain(plain=plain - heard, told=told - before)
        for plain, before, told in zip(found[::3], found[1::3], found[2::3], strict=True)
    )
