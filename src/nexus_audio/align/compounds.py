"""Words that one side writes together and the other apart, as extra steps of the path.

German needs them: "Datenzentren" is heard as "Daten Zentren", and "Creator
Economy" as "Kreatorekonomie".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter

from rapidfuzz import process
from rapidfuzz.distance import Indel

from nexus_audio.align.similarity import similarity as similarity_of
from nexus_audio.align.tokens import Boundary, Written

_LONG = 7
"""Shorter compounds must agree in every letter: too much sounds like them."""

_PREFIX = 2
"""How many first letters must agree; what is joined is rarely garbled at its start."""

_SPLIT_ENOUGH = 0.82
_JOIN_ENOUGH = 0.85
"""Similarity of a compound with its parts joined (a guess that held on simulated hosts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compound:
    """A step of the path that ends with heard token `heard` on written token `written`."""

    heard: int
    written: int
    heard_count: int
    written_count: int
    similarity: float


def compounds(heard: Sequence[str], written: Written) -> list[Compound]:
    """Two or three heard tokens that are one written, and one heard that is two written."""
    return [*_heard_apart(heard, written), *_heard_together(heard, written)]


def _heard_apart(heard: Sequence[str], written: Written) -> Iterator[Compound]:
    columns = _positions((token, j) for j, token in enumerate(written.tokens))
    alike = _Alike(columns, _SPLIT_ENOUGH)
    for count in (2, 3):
        for last in range(count - 1, len(heard)):
            parts = heard[last - count + 1 : last + 1]
            joined = "".join(parts)
            for token, similarity in alike.to(joined):
                if not _gains(similarity, ((part, token) for part in parts)):
                    continue
                for j in columns[token]:
                    yield Compound(
                        heard=last,
                        written=j,
                        heard_count=count,
                        written_count=1,
                        similarity=similarity,
                    )


def _heard_together(heard: Sequence[str], written: Written) -> Iterator[Compound]:
    pairs = _positions(
        (written.tokens[j - 1] + written.tokens[j], j)
        for j in range(1, len(written.tokens))
        if written.boundary[j] < Boundary.BLOCK
    )
    alike = _Alike(pairs, _JOIN_ENOUGH)
    for i, token in enumerate(heard):
        for joined, similarity in alike.to(token):
            for j in pairs[joined]:
                if _gains(similarity, ((token, part) for part in written.tokens[j - 1 : j + 1])):
                    yield Compound(
                        heard=i, written=j, heard_count=1, written_count=2, similarity=similarity
                    )


def _gains(joined: float, parts: Iterable[tuple[str, str]]) -> bool:
    """Whether parts are more alike joined than any of them alone; else one was just left out."""
    return all(joined > _similarity(heard, written) for heard, written in parts)


_similarity = lru_cache(maxsize=65536)(similarity_of)


def _positions(items: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    positions: dict[str, list[int]] = defaultdict(list)
    for key, position in items:
        positions[key].append(position)
    return dict(positions)


class _Alike:
    """Finds the words that are as alike as asked, among those with the same first letters."""

    def __init__(self, words: Iterable[str], enough: float) -> None:
        self._enough = enough
        self._words = set(words)
        self._by_prefix: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= _LONG:
                self._by_prefix[word[:_PREFIX]].append(word)
        self._known: dict[str, list[tuple[str, float]]] = {}

    def to(self, word: str) -> list[tuple[str, float]]:
        """The words alike to one, each with its similarity."""
        if word not in self._known:
            self._known[word] = self._search(word)
        return self._known[word]

    def _search(self, word: str) -> list[tuple[str, float]]:
        if len(word) < _LONG:
            return [(word, 1.0)] if word in self._words else []
        # Letters that agree less are not made good by sounds that all agree.
        near = process.extract(
            word,
            self._by_prefix.get(word[:_PREFIX], []),
            scorer=Indel.normalized_similarity,
            score_cutoff=2 * self._enough - 1,
            limit=None,
        )
        alike = (
            (candidate, similarity_of(word, candidate))
            for candidate, _, _ in sorted(near, key=itemgetter(2))
            if abs(len(candidate) - len(word)) <= len(word) // 4
        )
        return [(candidate, value) for candidate, value in alike if value >= self._enough]
