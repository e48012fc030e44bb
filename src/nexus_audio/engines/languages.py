"""Which language each island of a passage is spoken in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from nexus_audio.engines.base import Languages
from nexus_audio.models import Milliseconds, Span

SURE: Milliseconds = 2_200
"""An island this long tells its language; shorter ones are taken for anything (measured: of 105
islands of German with two English quotes, all of 17 wrong guesses were of shorter ones)."""
APART: Milliseconds = 500
"""A short island this far from others does not follow their language."""
CERTAIN = 0.9
"""How much more likely a language than all others must be to differ from its passage."""

Detect = Callable[[Span | None], Mapping[str, float]]
"""How likely each language is in an island, or in the whole passage."""


def spoken_in(
    islands: Sequence[Span], languages: Languages, detect: Detect
) -> tuple[tuple[int, str], ...]:
    """Runs of islands in one language: how many islands, and which language, in order.

    A language that is not among `languages` is never heard: of a German name a model may
    make Danish, and of a cough anything.
    """
    if len(languages) == 1:
        return ((len(islands), next(iter(languages))),)
    whole = _best(detect(None), languages)[0]
    votes = [_vote(island, languages, detect) for island in islands] if islands[1:] else [whole]
    main = max(languages, key=lambda code: languages[code])
    if islands[1:]:
        for number in _alone(islands):
            votes[number] = votes[number] or main
    if all(vote in (None, whole) for vote in votes):
        return ((len(islands), whole),)
    return _runs(_filled(votes, islands))


def _vote(island: Span, languages: Languages, detect: Detect) -> str | None:
    if island.end - island.start < SURE:
        return None
    language, share = _best(detect(island), languages)
    return language if share >= CERTAIN else None


def _alone(islands: Sequence[Span]) -> list[int]:
    """The islands with a long pause on both sides: headings and the like."""
    far = [True, *(after.start - before.end >= APART for before, after in pairwise(islands)), True]
    return [number for number in range(len(islands)) if far[number] and far[number + 1]]


def _best(found: Mapping[str, float], languages: Languages) -> tuple[str, float]:
    worth = {code: found.get(code, 0.0) * prior for code, prior in languages.items()}
    best = max(worth, key=lambda code: worth[code])
    return best, worth[best] / (sum(worth.values()) or 1.0)


def _filled(votes: Sequence[str | None], islands: Sequence[Span]) -> list[str]:
    """Islands without a vote follow the neighbour across the shorter pause."""
    filled: list[str | None] = list(votes)
    pauses = [
        (after.start - before.end, number)
        for number, (before, after) in enumerate(pairwise(islands))
    ]
    while None in filled:
        for _, number in sorted(pauses):
            left, right = filled[number], filled[number + 1]
            if (left is None) != (right is None):
                filled[number], filled[number + 1] = left or right, left or right
                break
        else:
            raise AssertionError("at least one island has a vote")
    return [vote for vote in filled if vote]


def _runs(languages: Sequence[str]) -> tuple[tuple[int, str], ...]:
    runs: list[tuple[int, str]] = []
    for language in languages:
        if runs and runs[-1][1] == language:
            runs[-1] = runs[-1][0] + 1, language
        else:
            runs.append((1, language))
    return tuple(runs)
