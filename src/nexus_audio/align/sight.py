"""Which part of a long text is worth looking at while some minutes of a recording are heard.

A recording of 14 hours against its text has ten thousand million cells. But what was heard in two
minutes points to few places of the text: its rare words, the way they sound, and its pairs of
words vote for where they stand.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from nexus_audio.align.similarity import koelner
from nexus_audio.align.tokens import Heard, IntArray, Written

BLOCK = 256
"""Heard tokens that share one look at the text."""

_WHOLE = 16_000_000
"""Cells up to which the whole text is looked at: 4000 words each."""

_BIN = 128
_BEST, _AROUND = 8, 2
"""So many bins with the most votes, and so many on either side, are seen."""

_AHEAD = 6
"""So many bins from where the path is are always seen."""

_MARGIN = 64
_COMMON = 60
"""What stands more often in the text says nothing."""

_SHORTEST_CODE = 4


class Sight:
    """Finds the columns of the text that a block of heard tokens may speak."""

    def __init__(self, heard: Heard, written: Written) -> None:
        self._tokens = heard.tokens
        self._columns = len(written.tokens)
        self._whole = len(heard.tokens) * self._columns <= _WHOLE
        self._places = {} if self._whole else _places(written.tokens)

    def columns(self, rows: range, at: int) -> IntArray:
        """The columns for a block of rows, ascending; `at` is where the path is, -1 for nowhere."""
        if self._whole:
            return np.arange(self._columns, dtype=np.int64)
        bins = self._columns // _BIN + 1
        seen = np.zeros(bins, dtype=bool)
        votes = self._votes(rows, bins)
        for best in np.argsort(-votes, kind="stable")[:_BEST]:
            if votes[best] > 0:
                seen[max(0, best - _AROUND) : best + _AROUND + 1] = True
        if at >= 0:
            seen[at // _BIN : at // _BIN + _AHEAD] = True
        columns = np.flatnonzero(np.repeat(seen, _BIN)[: self._columns])
        return columns if len(columns) else np.arange(min(_BIN, self._columns), dtype=np.int64)

    def _votes(self, rows: range, bins: int) -> NDArray[np.float64]:
        first, last = max(0, rows.start - _MARGIN), rows.stop + _MARGIN
        found = [
            self._places[sign] for sign in _signs(self._tokens[first:last]) if sign in self._places
        ]
        if not found:
            return np.zeros(bins)
        weights = np.concatenate([np.full(len(places), 1 / len(places)) for places in found])
        votes = np.bincount(np.concatenate(found) // _BIN, weights=weights, minlength=bins)
        return votes.astype(np.float64)


def _places(tokens: Sequence[str]) -> dict[Hashable, IntArray]:
    places: dict[Hashable, list[int]] = defaultdict(list)
    for position, signs in enumerate(_signs_of_each(tokens)):
        for sign in signs:
            places[sign].append(position)
    return {
        sign: np.array(found, dtype=np.int64)
        for sign, found in places.items()
        if len(found) <= _COMMON
    }


def _signs(tokens: Sequence[str]) -> Iterator[Hashable]:
    for signs in _signs_of_each(tokens):
        yield from signs


def _signs_of_each(tokens: Sequence[str]) -> Iterator[Iterable[Hashable]]:
    """By what each token is recognised: itself, how it sounds, and the one before it."""
    before = ""
    for token in tokens:
        code = koelner(token)
        signs: list[Hashable] = [token, (before, token)]
        if len(code) >= _SHORTEST_CODE:
            signs.append((code,))
        yield signs
        before = token
