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
    names: tuple[str, ...] = ()
    """What the engine is told beforehand for the second figure; without names it is the first."""


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
        asked.append(Wording(text=other))
        if change.names:
            asked.append(Wording(text=line, names=change.names))
            asked.append(Wording(text=other, names=change.names))
    heard, *found = engine.weigh(passage, language, asked)
    likely = iter(found)
    gained = []
    for change in changes:
        plain = next(likely) - heard
        told = plain if not change.names else -next(likely) + next(likely)
        gained.append(Gain(plain=plain, told=told))
    return tuple(gained)
