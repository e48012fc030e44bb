"""Asking an engine how well other words go with what was said than those that it heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nexus_audio.engines.base import Weigher, Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words of a line, first and last, and other ones in their place."""

    first: int
    last: int
    text: str
    names: tuple[str, ...]
    """What the engine is told beforehand, if it is."""


class Gains:
    """By how much likelier a change makes a line of heard words (natural logarithm)."""

    def __init__(self, weigh: Weigher, words: Sequence[str]) -> None:
        self._weigh = weigh
        self._words = words
        self._heard = weigh(Wording(text=" ".join(words)))

    def plain(self, change: Change) -> float:
        """The gain where the engine is told nothing."""
        return self._weigh(Wording(text=self._changed(change))) - self._heard

    def told(self, change: Change) -> float:
        """The gain where the engine is told the names of the change, whatever then is said."""
        before, after = (
            self._weigh(Wording(text=text, names=change.names))
            for text in (" ".join(self._words), self._changed(change))
        )
        return after - before

    def _changed(self, change: Change) -> str:
        kept = self._words[: change.first], self._words[change.last + 1 :]
        return " ".join((*kept[0], change.text, *kept[1]))
