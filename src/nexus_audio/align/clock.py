"""The times of what was heard, and how fast a host speaks."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from nexus_audio.align.headings import Headings
from nexus_audio.align.onset import Islands
from nexus_audio.align.tokens import Heard
from nexus_audio.models import Word


class Clock:
    """The times of heard tokens, and how fast this host speaks."""

    def __init__(self, heard: Heard, words: Sequence[Word]) -> None:
        self._heard = heard
        self._words = words
        letters = sum(len(token) for token in heard.tokens)
        self.pace = sum(word.end - word.start for word in words) / max(1, letters)
        """Milliseconds a letter."""

    def headings(self, islands: Islands) -> Headings:
        """The islands with what was heard in each."""
        return Headings(self._heard, self._words, islands)

    @property
    def tokens(self) -> Sequence[str]:
        """The heard tokens."""
        return self._heard.tokens

    def word(self, token: int) -> Word:
        """The word that a heard token belongs to."""
        return self._words[int(self._heard.word[token])]

    def words(self, tokens: range) -> Sequence[Word]:
        """The words that a run of heard tokens belongs to."""
        if not tokens:
            return ()
        first, last = self._heard.word[tokens[0]], self._heard.last_word[tokens[-1]]
        return self._words[int(first) : int(last) + 1]

    def pace_of(self, islands: Islands) -> float:
        """Milliseconds a letter by the sound of all speech; infinite where nothing was measured."""
        letters = sum(len(token) for token in self._heard.tokens)
        spoken = sum(island.end - island.start for island in islands.islands)
        return spoken / max(1, letters) if spoken else inf
