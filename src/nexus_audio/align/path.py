"""The path of a recording through the written text: one Viterbi pass that may jump for a price.

After each heard token we are somewhere in the written text, or in an ad-lib.
The next heard token continues there (a match), says something else (inserted),
or continues further on (written tokens left out). From an ad-lib it may resume
anywhere, cheapest where a section starts: that is how skipped, moved and
commented passages are followed. It may also jump back a little: a retake.

Rows are heard tokens and columns written ones; `front` takes one row after the
other, and one byte a cell remembers the way back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from nexus_audio.align.compounds import Compound, compounds
from nexus_audio.align.front import (
    AGAIN,
    COMPOUND_ENTRY,
    DELETING,
    INSERTED,
    INSERTING,
    MATCHED,
    ONWARD,
    RESUMED,
    SHAPES,
    SOURCE,
    WORTH,
    Bytes,
    Front,
)
from nexus_audio.align.similarity import SCALE, FloatArray, similarities
from nexus_audio.align.tokens import Heard, IntArray, Written

Progress = Callable[[int, int], None]

_PROGRESS_ROWS = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A pair on the path: its last heard and last written token, how many, how alike."""

    heard: int
    written: int
    similarity: float
    heard_count: int = 1
    written_count: int = 1
    jumped: bool = False
    """Whether the path jumped here, out of an ad-lib or back for a retake."""

    @property
    def first_heard(self) -> int:
        """The first heard token of the pair."""
        return self.heard - self.heard_count + 1

    @property
    def first_written(self) -> int:
        """The first written token of the pair."""
        return self.written - self.written_count + 1


def best_path(
    heard: Heard, written: Written, progress: Progress = lambda done, total: None
) -> list[Match]:
    """The pairs of the best path in spoken order, unlike ones (misheard words) included.

    Memory: one byte for each heard times written token.
    """
    if not heard.tokens or not written.tokens:
        return []
    table = _Table.build(heard, written)
    steps = _Steps.group(compounds(heard.tokens, written))
    lattice = _forward(table, steps, written.boundary, progress)
    return _trace(lattice, table, steps)


@dataclass(frozen=True, slots=True)
class _Table:
    """Similarities by types, and the worth of each written token."""

    similarity: Bytes
    rows: IntArray
    columns: IntArray
    weight: FloatArray

    @classmethod
    def build(cls, heard: Heard, written: Written) -> _Table:
        heard_types, rows = np.unique(heard.tokens, return_inverse=True)
        written_types, columns = np.unique(written.tokens, return_inverse=True)
        matrix = similarities(heard_types.tolist(), written_types.tolist())
        return cls(matrix, rows, columns, written.weight)

    def scores(self, row: int) -> FloatArray:
        """What matching a heard token with each written one is worth."""
        by_type = WORTH[self.similarity[self.rows[row]]]
        scores: FloatArray = by_type[self.columns] * self.weight
        return scores

    def similarity_of(self, row: int, column: int) -> float:
        return float(self.similarity[self.rows[row], self.columns[column]]) / SCALE


@dataclass(frozen=True, slots=True)
class _Steps:
    """Compounds by the row they end in and by their shape, and by their last cell and shape."""

    by_row: dict[int, dict[int, list[Compound]]]
    by_cell: dict[tuple[int, int, int], Compound]

    @classmethod
    def group(cls, found: Sequence[Compound]) -> _Steps:
        by_row: dict[int, dict[int, list[Compound]]] = defaultdict(lambda: defaultdict(list))
        by_cell: dict[tuple[int, int, int], Compound] = {}
        for step in found:
            shape = SHAPES.index((step.heard_count, step.written_count))
            by_row[step.heard][shape].append(step)
            by_cell[step.heard, step.written, shape] = step
        return cls(dict(by_row), by_cell)


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The way back: a byte for each cell, and from which column each row entered the ad-lib."""

    way: Bytes
    left: IntArray
    """The column from which a row's ad-lib was entered, -1 where it went on."""
    last: int
    """The best column of the last row, -1 for the ad-lib."""


def _forward(table: _Table, steps: _Steps, boundary: IntArray, progress: Progress) -> _Lattice:
    rows, columns = len(table.rows), len(table.columns)
    way = np.empty((rows, columns), dtype=np.uint8)
    left = np.full(rows, -1, dtype=np.int64)
    front = Front(boundary)
    for row in range(rows):
        way[row] = front.advance(table.scores(row), steps.by_row.get(row, {}), table.weight)
        left[row] = front.enter_adlib()
        if row % _PROGRESS_ROWS == 0:
            progress(row, rows)
    progress(rows, rows)
    best = front.best
    return _Lattice(way, left, int(best.argmax()) if best.max() >= front.adlib else -1)


def _trace(lattice: _Lattice, table: _Table, steps: _Steps) -> list[Match]:
    matches: list[Match] = []
    row, column = len(lattice.way) - 1, lattice.last
    while row >= 0:
        if column < 0:
            column = int(lattice.left[row])
            row -= column < 0
            continue
        row, column = _back_to_match(lattice.way, row, column)
        entry = int(lattice.way[row, column]) & 7
        match = _match_at(table, steps, row, column, entry)
        matches.append(match)
        row = match.first_heard - 1
        if entry == RESUMED:
            column = -1
        elif entry == AGAIN:
            column = _source(lattice.way[row], column)
        else:
            column = match.first_written - 1
    return matches[::-1]


def _back_to_match(way: Bytes, row: int, column: int) -> tuple[int, int]:
    """Walk back over insertions and deletions, from the best state of a cell."""
    state = int(way[row, column]) >> 3 & 3
    while state != MATCHED:
        cell = int(way[row, column])
        if state == INSERTED:
            row -= 1
            going_on = cell & INSERTING
        else:
            column -= 1
            going_on = cell & DELETING
        if not going_on:
            state = int(way[row, column]) >> 3 & 3
    return row, column


def _source(way: Bytes, column: int) -> int:
    return column + int(np.argmax(way[column:] & SOURCE > 0))


def _match_at(table: _Table, steps: _Steps, row: int, column: int, entry: int) -> Match:
    if entry < COMPOUND_ENTRY:
        return Match(
            heard=row,
            written=column,
            similarity=table.similarity_of(row, column),
            jumped=entry != ONWARD,
        )
    step = steps.by_cell[row, column, entry - COMPOUND_ENTRY]
    return Match(
        heard=row,
        written=column,
        similarity=step.similarity,
        heard_count=step.heard_count,
        written_count=step.written_count,
    )
