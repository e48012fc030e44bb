"""The gaps between what was well understood: there, and only there, the two sides may differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nexus_audio.align.path import Match
from nexus_audio.align.tokens import Heard, Written, phrase_around

_UNDERSTOOD = 0.9

_LONGEST = 15
"""More tokens than this between two understood words are another passage, not a difference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """The tokens of both sides between two understood words; one side may have none."""

    heard: range
    written: range


def gaps(path: Sequence[Match], heard: Heard, written: Written) -> Iterator[Gap]:
    """The gaps of a path in spoken order; none lies where the path jumps, or cuts a phrase."""
    understood = [match for match in path if is_understood(match, heard, written)]
    whole = _Whole(understood, heard, written)
    jumped = False
    left: Match | None = None
    for match in path:
        jumped = jumped or match.jumped
        if match not in whole:
            continue
        if left is not None and not jumped:
            said = range(left.heard + 1, match.first_heard)
            text = range(left.written + 1, match.first_written)
            if (said or text) and max(len(said), len(text)) <= _LONGEST:
                yield Gap(heard=said, written=text)
        left, jumped = match, False


def is_understood(match: Match, heard: Heard, written: Written) -> bool:
    """Whether a match is no doubt the same word; figures must agree exactly.

    "zweiundzwanzigtausend" sounds much like "dreiundzwanzigtausend", and "drei
    zehn" is not "dreizehn"; but "Jahr hundert" is the word "Jahrhundert".
    """
    said = slice(match.first_heard, match.heard + 1)
    text = slice(match.first_written, match.written + 1)
    if any(written.numbers[text]):
        return heard.tokens[said] == written.tokens[text]
    if any(heard.numbers[said]):
        return "".join(heard.tokens[said]) == "".join(written.tokens[text])
    return match.similarity >= _UNDERSTOOD


class _Whole:
    """The understood matches whose phrases were understood as a whole, on both sides."""

    def __init__(self, understood: Sequence[Match], heard: Heard, written: Written) -> None:
        self._heard = heard
        self._written = written
        self._matches = {match.heard for match in understood}
        self._said = {
            token for match in understood for token in range(match.first_heard, match.heard + 1)
        }
        self._text = {
            token for match in understood for token in range(match.first_written, match.written + 1)
        }

    def __contains__(self, match: Match) -> bool:
        return (
            match.heard in self._matches
            and self._said.issuperset(self._around(match.first_heard, self._heard))
            and self._said.issuperset(self._around(match.heard, self._heard))
            and self._text.issuperset(self._around(match.first_written, self._written))
            and self._text.issuperset(self._around(match.written, self._written))
        )

    @staticmethod
    def _around(token: int, side: Heard | Written) -> range:
        return phrase_around(side.phrases, token)
