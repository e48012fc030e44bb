"""The path of a recording through the written text: one Viterbi pass that may jump for a price.

After each heard token we are somewhere in the written text, or in an ad-lib.
The next heard token continues there (a match), says something else (inserted),
or continues further on (written tokens left out). From an ad-lib it may resume
anywhere, cheapest where a section starts: that is how skipped, moved and
commented passages are followed. It may also jump back a little: a retake.

Rows are heard tokens and columns written ones; `front` takes one row after the
other, and one byte a cell remembers the way back. A block of rows sees the whole
of a short text, and of a long one what `sight` finds worth looking at.
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
from nexus_audio.align.sight import BLOCK, Sight
from nexus_audio.align.similarity import SCALE, FloatArray, similarities
from nexus_audio.align.tokens import Heard, IntArray, Written

Progress = Callable[[int, int], None]


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

    Memory: one byte for each heard token and each written one that is in sight of it.
    """
    if not heard.tokens or not written.tokens:
        return []
    steps = _Steps.group(compounds(heard.tokens, written))
    lattice = _forward(heard, written, steps, progress)
    return _trace(lattice, steps)


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
class _Block:
    """Some rows with the columns that are in sight: similarities by types, and the way back."""

    rows: range
    columns: IntArray
    similarity: Bytes
    row_type: IntArray
    column_type: IntArray
    weight: FloatArray
    way: Bytes

    @classmethod
    def build(cls, rows: range, columns: IntArray, heard: Heard, written: Written) -> _Block:
        heard_types, row_type = np.unique(heard.tokens[rows.start : rows.stop], return_inverse=True)
        tokens = [written.tokens[column] for column in columns.tolist()]
        written_types, column_type = np.unique(tokens, return_inverse=True)
        return cls(
            rows=rows,
            columns=columns,
            similarity=similarities(heard_types.tolist(), written_types.tolist()),
            row_type=row_type,
            column_type=column_type,
            weight=written.weight[columns],
            way=np.empty((len(rows), len(columns)), dtype=np.uint8),
        )

    def scores(self, row: int) -> FloatArray:
        """What matching a heard token with each written one is worth."""
        by_type = WORTH[self.similarity[self.row_type[row - self.rows.start]]]
        scores: FloatArray = by_type[self.column_type] * self.weight
        return scores

    def way_at(self, row: int) -> Bytes:
        """The way back from each column in sight of a row."""
        way: Bytes = self.way[row - self.rows.start]
        return way

    def place_of(self, column: int) -> int:
        """Where a column of the text, or the next one in sight, stands among those in sight."""
        return int(np.searchsorted(self.columns, column))

    def similarity_of(self, row: int, column: int) -> float:
        """The similarity of a heard and a written token."""
        types = self.row_type[row - self.rows.start], self.column_type[self.place_of(column)]
        return float(self.similarity[types]) / SCALE


@dataclass(frozen=True, slots=True)
class _Lattice:
    """The way back through all blocks, and from which column each row entered the ad-lib."""

    blocks: Sequence[_Block]
    left: IntArray
    """The column from which a row's ad-lib was entered, -1 where it went on."""
    last: int
    """The best column of the last row, -1 for the ad-lib."""

    def block(self, row: int) -> _Block:
        """The block of a row."""
        return self.blocks[row // BLOCK]

    def cell(self, row: int, column: int) -> int:
        """The way back from a cell."""
        block = self.block(row)
        return int(block.way_at(row)[block.place_of(column)])


def _forward(heard: Heard, written: Written, steps: _Steps, progress: Progress) -> _Lattice:
    count = len(heard.tokens)
    left = np.full(count, -1, dtype=np.int64)
    front, sight = Front(written.boundary), Sight(heard, written)
    blocks: list[_Block] = []
    for first in range(0, count, BLOCK):
        progress(first, count)
        rows = range(first, min(first + BLOCK, count))
        columns = sight.columns(rows, front.at if first else -1)
        front.look_at(columns)
        block = _Block.build(rows, columns, heard, written)
        for row in rows:
            step = steps.by_row.get(row, {})
            block.way_at(row)[:] = front.advance(block.scores(row), step, block.weight)
            left[row] = front.enter_adlib()
        blocks.append(block)
    progress(count, count)
    return _Lattice(blocks, left, front.at)


def _trace(lattice: _Lattice, steps: _Steps) -> list[Match]:
    matches: list[Match] = []
    row, column = len(lattice.left) - 1, lattice.last
    while row >= 0:
        if column < 0:
            column = int(lattice.left[row])
            row -= column < 0
            continue
        row, column = _back_to_match(lattice, row, column)
        entry = lattice.cell(row, column) & 7
        match = _match_at(lattice, steps, row, column, entry)
        matches.append(match)
        row = match.first_heard - 1
        if entry == RESUMED:
            column = -1
        elif entry == AGAIN:
            column = _source(lattice, row, column)
        else:
            column = match.first_written - 1
    return matches[::-1]


def _back_to_match(lattice: _Lattice, row: int, column: int) -> tuple[int, int]:
    """Walk back over insertions and deletions, from the best state of a cell."""
    state = lattice.cell(row, column) >> 3 & 3
    while state != MATCHED:
        cell = lattice.cell(row, column)
        if state == INSERTED:
            row -= 1
            going_on = cell & INSERTING
        else:
            block = lattice.block(row)
            column = int(block.columns[block.place_of(column) - 1])
            going_on = cell & DELETING
        if not going_on:
            state = lattice.cell(row, column) >> 3 & 3
    return row, column


def _source(lattice: _Lattice, row: int, column: int) -> int:
    block = lattice.block(row)
    first = block.place_of(column)
    place = first + int(np.argmax(block.way_at(row)[first:] & SOURCE > 0))
    return int(block.columns[place])


def _match_at(lattice: _Lattice, steps: _Steps, row: int, column: int, entry: int) -> Match:
    if entry < COMPOUND_ENTRY:
        return Match(
            heard=row,
            written=column,
            similarity=lattice.block(row).similarity_of(row, column),
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
