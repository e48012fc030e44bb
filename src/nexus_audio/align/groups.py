"""Which words of two ways to write the same stand for each other."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from rapidfuzz.distance import Levenshtein

from nexus_audio.briefing.spoken import fold

Group = tuple[range, range]


def groups(one: Sequence[str], other: Sequence[str]) -> list[Group]:
    """The words of both sides in groups, in order; of one word on one side, at least.

    Of all ways to group them the one in which the letters differ least. Neither side is empty;
    each has a few words.
    """

    @cache
    def best(i: int, j: int) -> tuple[int, tuple[Group, ...]]:
        if i == len(one) and j == len(other):
            return 0, ()
        found = []
        for a, b in _sizes(len(one) - i, len(other) - j):
            group = range(i, i + a), range(j, j + b)
            rest, following = best(i + a, j + b)
            found.append((_apart(one[i : i + a], other[j : j + b]) + rest, (group, *following)))
        return min(found, key=lambda way: (way[0], -len(way[1])))

    return list(best(0, 0)[1])


def _sizes(ones: int, others: int) -> list[tuple[int, int]]:
    """How many words of each side the next group may have, so that both sides come to an end."""
    if min(ones, others) == 1:
        return [(ones, others)]
    more = [(1, count) for count in range(2, others)]
    return [(1, 1), *more, *((count, 1) for count in range(2, ones))]


def _apart(one: Sequence[str], other: Sequence[str]) -> int:
    return Levenshtein.distance(fold("".join(one)), fold("".join(other)))
