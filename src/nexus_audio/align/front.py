"""One row of the path after the other: scores of all written positions after a heard token.

Every step is a vector operation over the written tokens: matches go along the
diagonal, omissions are a prefix maximum, and retakes a suffix maximum.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from nexus_audio.align.compounds import Compound
from nexus_audio.align.similarity import SCALE, FloatArray
from nexus_audio.align.tokens import IntArray

Bytes = NDArray[np.uint8]

# Costs are guesses that held on simulated hosts; nothing was searched. By what the token begins:
# nothing, a sentence, a block, a section.
_ENTER_ADLIB = 2.5
_LEAVE_ADLIB = np.array([3.5, 2.0, 1.5, 1.0], dtype=np.float32)
_RETAKE = np.array([3.5, 1.6, 1.6, 1.6], dtype=np.float32)
_RETAKE_DISTANCE = 0.02
_INSERT_FIRST, _INSERT = 0.45, 0.06
_DELETE_FIRST, _DELETE = 0.40, 0.03
_COMPOUND = 0.05
"""Costs of each further token that a compound joins."""

_EVEN, _WORST = 0.6, -0.55
"""The similarity that is worth nothing, and what the least similar pair is worth."""

_IMPOSSIBLE = np.float32(-1e9)
_NOTHING = np.zeros(0, dtype=np.float32)

# What a byte of the way back says: how a match was entered (bits 0-2), which state was the
# best (bits 3-4), whether an insertion and a deletion went on (5, 6), and whether a retake
# from this column or one before it came from here (7).
ONWARD, AGAIN, RESUMED, COMPOUND_ENTRY = 0, 1, 2, 3
MATCHED, INSERTED, DELETED = 0, 1, 2
INSERTING, DELETING, SOURCE = 1 << 5, 1 << 6, 1 << 7
_MATCHED, _INSERTED, _DELETED = (np.uint8(state << 3) for state in (MATCHED, INSERTED, DELETED))
SHAPES = ((2, 1), (3, 1), (1, 2))
"""The (heard, written) counts of compounds, in the order of their entry codes."""


def worth_of(similarity: NDArray[np.float64]) -> FloatArray:
    """What a match of such similarities is worth, as a share of the token's weight."""
    return np.clip((similarity - _EVEN) / (1 - _EVEN), _WORST, 1).astype(np.float32)


WORTH = worth_of(np.arange(256) / SCALE)


class Front:
    """The scores after the heard tokens so far: of the ad-lib, and of each written position."""

    def __init__(self, boundary: IntArray) -> None:
        self._boundary = boundary
        self._columns: IntArray = np.zeros(0, dtype=np.int64)
        self._known_gaps: dict[int, NDArray[np.bool_]] = {}
        self._past = [_NOTHING] * 3
        self._inserted = _NOTHING
        self._reach = _NOTHING
        self._distance = _NOTHING
        self.adlib = np.float32(0)

    def look_at(self, columns: IntArray) -> None:
        """Go on with these columns of the text, ascending; what was known of others is let go."""
        if np.array_equal(columns, self._columns):
            return
        self._past = [self._moved(values, columns) for values in self._past]
        self._inserted = self._moved(self._inserted, columns)
        distance = _RETAKE_DISTANCE * columns
        # What can be reached from a column is what can be from the next one that was known.
        level = np.append(self._reach - self._distance, np.float32(_IMPOSSIBLE))
        reach = level[np.searchsorted(self._columns, columns)] + distance
        self._reach = reach.astype(np.float32)
        self._distance = distance.astype(np.float32)
        self._leave = _LEAVE_ADLIB[self._boundary[columns]]
        self._retake = _RETAKE[self._boundary[columns]]
        self._omitted = (_DELETE * (columns - columns[0])).astype(np.float32)
        self._columns = columns
        self._known_gaps = {}

    def _moved(self, values: FloatArray, columns: IntArray) -> FloatArray:
        moved = np.full(len(columns), _IMPOSSIBLE, dtype=np.float32)
        _, here, there = np.intersect1d(
            self._columns, columns, assume_unique=True, return_indices=True
        )
        moved[there] = values[here]
        return moved

    def _onward(self, values: FloatArray, by: int) -> FloatArray:
        """Scores as they stand so many columns further on in the text."""
        shifted = _shifted(values, by)
        shifted[by:][self._gaps(by)] = _IMPOSSIBLE
        return shifted

    def _gaps(self, by: int) -> NDArray[np.bool_]:
        """Which columns but the first do not follow so many others without a gap."""
        if by not in self._known_gaps:
            self._known_gaps[by] = self._columns[by:] - self._columns[:-by] != by
        return self._known_gaps[by]

    @property
    def best(self) -> FloatArray:
        """The best score of each written position, whatever the last token did there."""
        return self._past[0]

    def advance(
        self, scores: FloatArray, steps: Mapping[int, Sequence[Compound]], weight: FloatArray
    ) -> Bytes:
        """Take in one heard token; returns the row of the way back."""
        matched, way = self._match(scores, steps, weight)
        inserted, inserting = self._insert()
        best, deleted, deleting = self._delete(np.maximum(matched, inserted))
        state = np.where(deleted, _DELETED, np.where(inserted > matched, _INSERTED, _MATCHED))
        level = best - self._distance
        reach = np.maximum.accumulate(level[::-1])[::-1]
        way |= state
        way |= inserting * np.uint8(INSERTING) | deleting * np.uint8(DELETING)
        way |= (level == reach) * np.uint8(SOURCE)
        self._inserted, self._reach = inserted, reach + self._distance
        self._past = [best, *self._past[:2]]
        return way

    def _match(
        self, scores: FloatArray, steps: Mapping[int, Sequence[Compound]], weight: FloatArray
    ) -> tuple[FloatArray, Bytes]:
        onward = self._onward(self.best, 1)
        again = self._reach - self._retake
        resumed = self.adlib - self._leave
        matched = np.maximum(onward, again)
        entry = (again > onward).astype(np.uint8) * np.uint8(AGAIN)
        entry[resumed > matched] = RESUMED
        matched = np.maximum(matched, resumed) + scores
        for shape, found in steps.items():
            self._join(shape, found, weight, matched, entry)
        return matched, entry

    def _join(
        self,
        shape: int,
        found: Sequence[Compound],
        weight: FloatArray,
        matched: FloatArray,
        entry: Bytes,
    ) -> None:
        heard, written = SHAPES[shape]
        written_at = np.array([step.written for step in found])
        columns = np.searchsorted(self._columns, written_at)
        seen = self._columns[np.minimum(columns, len(self._columns) - 1)] == written_at
        seen &= columns >= written - 1
        if not seen.any():
            return
        columns = columns[seen]
        before = self._onward(self._past[heard - 1], written)
        worth = worth_of(np.array([step.similarity for step in found])[seen])
        value = sum((weight[columns - back] for back in range(written)), np.float32(0))
        score = before[columns] + worth * value - np.float32(_COMPOUND * (heard + written - 2))
        better = score > matched[columns]
        matched[columns[better]] = score[better]
        entry[columns[better]] = COMPOUND_ENTRY + shape

    def _insert(self) -> tuple[FloatArray, NDArray[np.bool_]]:
        first = self.best - np.float32(_INSERT_FIRST)
        going_on = self._inserted >= first
        return np.maximum(first, self._inserted) - np.float32(_INSERT), going_on

    def _delete(
        self, spoken: FloatArray
    ) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.bool_]]:
        level = spoken + self._omitted
        highest = _shifted(np.maximum.accumulate(level), 1)
        omitted = highest - self._omitted - np.float32(_DELETE_FIRST)
        going_on = highest > _shifted(level, 1)
        return np.maximum(spoken, omitted), omitted > spoken, going_on

    def enter_adlib(self) -> int:
        """Leave the text where that is better; returns from which column, -1 if it is not."""
        best = int(self.best.argmax())
        score = self.best[best] - np.float32(_ENTER_ADLIB)
        if score <= self.adlib:
            return -1
        self.adlib = score
        return int(self._columns[best])

    @property
    def at(self) -> int:
        """The best column, -1 where the ad-lib is better."""
        best = int(self.best.argmax())
        return int(self._columns[best]) if self.best[best] >= self.adlib else -1


def _shifted(values: FloatArray, by: int) -> FloatArray:
    shifted = np.empty_like(values)
    shifted[:by] = _IMPOSSIBLE
    shifted[by:] = values[:-by]
    return shifted
